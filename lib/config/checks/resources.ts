import { MINIMUM_MEMORY_MIB } from '../../kata/annotations.js';
import { parseQuantity } from '../../kubernetes/quantity.js';
import type { Workload } from '../declaration.js';
import { limitsOf } from '../quota.js';
import type { Check, CheckContext } from './check.js';
import { isAbove } from './tenant-quota.js';

const MIB = 1024n * 1024n * 1_000_000_000n;

/** Amounts that an API server or a hypervisor would refuse, and the ones that must be said. */
export const resources: Check = (context) => {
  for (const workload of context.workloads()) {
    for (const resource of context.doubt.each(['cpu', 'memory'] as const)) checkRequest(context, workload, resource);
    for (const question of context.doubt.each([checkSandboxMemory, checkSandboxRoot, checkMachine, checkJob]))
      question(context, workload);
  }
};

function checkRequest({ cluster, report }: CheckContext, workload: Workload, resource: 'cpu' | 'memory'): void {
  const { namespace, resources: amounts } = workload.spec;
  const request = amounts.requests?.[resource];
  if (request === undefined) return;
  const tenant = cluster.tenants.get(workload.tenant ?? '');
  // The LimitRange fills in a limit that is not declared, and the pod is judged by it.
  const limit = amounts[resource] ?? (tenant && limitsOf(tenant.spec, namespace).container.default[resource]);
  if (limit === undefined || !isAbove(request, limit)) return;
  const path = ['spec', 'resources', 'requests', resource];
  if (amounts[resource] !== undefined) report(workload, path, `${request} is above the limit (${limit})`);
  else
    report(workload, path, `${request} is above the limit that the namespace gives (${limit})`, {
      hint: `declare spec.resources.${resource} too`,
    });
}

function checkSandboxMemory({ report }: CheckContext, workload: Workload): void {
  if (workload.spec.sandbox !== undefined && workload.spec.resources.memory === undefined)
    report(workload, ['spec', 'resources', 'memory'], 'required for a sandbox', {
      hint: 'untrusted code has a memory limit of its own: declare spec.resources.memory',
    });
}

function checkSandboxRoot({ report }: CheckContext, workload: Workload): void {
  if (workload.spec.sandbox !== undefined && !workload.spec.readOnlyRootFilesystem)
    report(workload, ['spec', 'readOnlyRootFilesystem'], 'a sandbox always has a read-only root', {
      hint: 'declare folders that it may write to: spec.scratch',
    });
}

function checkMachine({ report }: CheckContext, workload: Workload): void {
  const declared = workload.spec.vm?.memory;
  const memory = declared === undefined ? undefined : parseQuantity(declared);
  if (memory === undefined) return;
  const path = ['spec', 'vm', 'memory'];
  if (memory.nanos % MIB !== 0n) report(workload, path, `${declared} is not a whole number of MiB`);
  else if (memory.nanos < BigInt(MINIMUM_MEMORY_MIB.go) * MIB)
    report(workload, path, `${declared} is below ${MINIMUM_MEMORY_MIB.go}Mi, the least that Kata takes`);
}

function checkJob({ report, doubt }: CheckContext, workload: Workload): void {
  const { job } = workload.spec;
  if (job === undefined || job.schedule !== undefined) return;
  doubt.ask(() => {
    if (job.keepSeconds !== undefined)
      report(
        workload,
        ['spec', 'job', 'keepSeconds'],
        'needs a schedule: Argo CD would create a removed Job again, and it would run again',
      );
  });
  if (job.timeZone !== undefined) report(workload, ['spec', 'job', 'timeZone'], 'needs a schedule');
}
