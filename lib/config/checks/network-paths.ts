import type { Workload } from '../declaration.js';
import { peerOf, peersNamedBy } from '../network-path.js';
import { amongst, type Check, type CheckContext } from './check.js';
import { type NetworkRule, networkRules } from './network-rule.js';

/** Paths lead to workloads that exist; those between tenants are granted, and have two willing ends. */
export const networkPaths: Check = (context) => {
  const named = peersOf(context);
  for (const declared of networkRules(context)) {
    const { rule, say } = declared;
    if (rule.workload !== undefined) checkPeer(context, declared, rule.workload, named);
    else if (rule.tenant !== undefined) say('tenant', 'needs a workload of that tenant');
  }
};

function checkPeer(context: CheckContext, declared: NetworkRule, name: string, named: PeersOf): void {
  const { cluster, isDeclared, declared: known } = context;
  const { tenant, workload, direction, rule, say } = declared;
  const other = rule.tenant ?? tenant.name;
  if (other !== tenant.name) {
    if (!isDeclared('Tenant', other)) {
      say('tenant', `no Tenant is named \`${other}\``, amongst(other, known('Tenant'), 'tenants'));
      return;
    }
    const grants = tenant.spec.network.tenants;
    const word = direction === 'ingress' ? 'offer' : 'use';
    if (!Object.hasOwn(grants, other) || grants[other]?.[word] !== true) {
      say(
        'tenant',
        `tenant \`${tenant.name}\` may not ${word === 'offer' ? `let \`${other}\` in` : `reach \`${other}\``}`,
        `the platform grants it in the Tenant \`${tenant.name}\`: spec.network.tenants.${other}.${word}`,
      );
      return;
    }
    if (cluster.tenants.get(other)?.spec.state === 'retired') return;
  }
  const peer = peerOf(cluster, workload, rule);
  if (peer === undefined) {
    if (!isDeclared('Workload', name, other))
      say(
        'workload',
        `tenant \`${other}\` has no Workload \`${name}\``,
        amongst(name, known('Workload', other), 'workloads'),
      );
    return;
  }
  const back = direction === 'ingress' ? 'egress' : 'ingress';
  if (peer === workload) say('workload', 'a workload needs no path to itself');
  else if (other !== tenant.name && !named(peer, back).has(workload))
    say(
      'workload',
      `only this side declares the path: \`${other}/${name}\` has no ${back} rule for \`${tenant.name}/${workload.name}\``,
      `a path between tenants needs both: in tenants/${other}/ declare spec.network.${back}.<name>: {tenant: ${tenant.name}, workload: ${workload.name}}`,
    );
}

type PeersOf = (workload: Workload, direction: 'ingress' | 'egress') => ReadonlySet<Workload>;

/** Worked out once: a hub is asked about itself by each of its many peers. */
function peersOf({ cluster, doubt }: CheckContext): PeersOf {
  const known = {
    ingress: new Map<Workload, () => ReadonlySet<Workload>>(),
    egress: new Map<Workload, () => ReadonlySet<Workload>>(),
  };
  return (workload, direction) => {
    const peers = known[direction].get(workload) ?? doubt.once(() => peersNamedBy(cluster, workload, direction));
    known[direction].set(workload, peers);
    return peers();
  };
}
