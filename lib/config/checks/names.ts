import { nameFault } from '../declaration-name.js';
import type { Check } from './check.js';

// What we add to a name in rendered objects must still fit a DNS label of 63 characters.
const JOB_HASH = '-00000000'.length;
// The CronJob controller adds 11 characters to make the Job's name (kubernetes pkg/apis/batch/validation).
const CRON_JOB = 11;
// A pod's label controller-revision-hash is the set's name with 11 characters more (kubernetes pkg/controller/statefulset).
const STATEFUL_SET = 11;

/** Of a cluster's name: what it is followed by in Argo CD is nine characters, `.platform` or `.tenant.` and a name. */
const MAX_ENVIRONMENT = 63 - '.platform'.length;

/** Names fit where they end up: as names of objects and namespaces, and as values of labels. */
export const names: Check = ({ cluster, report, doubt, tenants, workloads }) => {
  const isRoom = cluster.name.length <= MAX_ENVIRONMENT;
  if (!isRoom)
    report(
      cluster.environment,
      ['metadata', 'name'],
      `\`${cluster.name}\` is ${cluster.name.length} characters long; at most ${MAX_ENVIRONMENT} fit into the names made from it in Argo CD`,
    );
  for (const tenant of tenants()) {
    const fault = nameFault('Tenant', tenant.name);
    if (fault !== undefined) report(tenant, ['metadata', 'name'], fault);
    else if (isRoom)
      tooLong(tenant.name, `${cluster.name}.tenant.`.length, (message) =>
        report(tenant, ['metadata', 'name'], message),
      );
  }
  for (const workload of workloads()) {
    const say = (message: string) => report(workload, ['metadata', 'name'], message);
    const fault = nameFault('Workload', workload.name);
    if (fault !== undefined) {
      say(fault);
      continue;
    }
    const { spec } = workload;
    doubt.ask(() => {
      if (spec.job !== undefined) tooLong(workload.name, spec.job.schedule === undefined ? JOB_HASH : CRON_JOB, say);
      else if (spec.database !== undefined) tooLong(workload.name, STATEFUL_SET, say);
    });
    for (const kind of doubt.each(['files', 'volumes'] as const))
      for (const name of Object.keys(spec[kind])) {
        // With a name of one character before it.
        if (name.length > 61)
          tooLong(name, 2, (message) => report(workload, ['spec', kind, name], message, { part: 'key' }));
        else tooLong(workload.name, 1 + name.length, say, name);
      }
  }
};

function tooLong(name: string, added: number, say: (message: string) => void, suffix?: string): void {
  const most = 63 - added;
  if (name.length <= most) return;
  const because = suffix === undefined ? '' : ` together with \`${suffix}\``;
  say(`\`${name}\` is ${name.length} characters long; at most ${most} fit into the names made from it${because}`);
}
