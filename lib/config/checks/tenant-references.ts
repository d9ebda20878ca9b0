import type { Tenant } from '../declaration.js';
import { hasLabels, type NodePool } from '../node-pool.js';
import { amongst, type Check, type CheckContext, type Hint } from './check.js';

/** What a Tenant is granted exists in its environment. */
export const tenantReferences: Check = (context) => {
  const { cluster, report, isDeclared, declared } = context;
  const { spec: environment } = cluster.environment;
  const priorityClasses = Object.keys(environment.priorityClasses);
  for (const tenant of cluster.tenants.values()) {
    const { spec } = tenant;
    const known = (names: readonly string[], path: string[], inventory: Iterable<string>, what: string) => {
      const there = new Set(inventory);
      names.forEach((name, index) => {
        if (!there.has(name))
          report(tenant, [...path, index], `\`${name}\` is not among the ${what} of environment \`${cluster.name}\``, {
            hint: amongst(name, there, what),
          });
      });
    };

    spec.runtimes.allowed.forEach((name, index) => {
      if (!isDeclared('Runtime', name))
        report(tenant, ['spec', 'runtimes', 'allowed', index], `no Runtime is named \`${name}\``, {
          hint: amongst(name, declared('Runtime'), 'runtimes'),
        });
    });
    checkDefaultRuntime(context, tenant);

    known(spec.priorityClasses, ['spec', 'priorityClasses'], priorityClasses, 'priority classes');
    known(spec.devices, ['spec', 'devices'], Object.keys(environment.devices), 'devices');
    known(spec.networks, ['spec', 'networks'], Object.keys(environment.networks), 'networks');
    known(spec.nodePools, ['spec', 'nodePools'], Object.keys(environment.nodePools), 'node pools');
    known(
      spec.network.platformServices,
      ['spec', 'network', 'platformServices'],
      Object.keys(environment.platformServices),
      'platform services',
    );

    for (const [index, name] of spec.nodePools.entries()) {
      if (!Object.hasOwn(environment.nodePools, name)) continue;
      const say = (message: string, hint?: Hint) => report(tenant, ['spec', 'nodePools', index], message, { hint });
      const holder = [...cluster.tenants.values()].find((one) => one !== tenant && one.spec.nodePools.includes(name));
      if (holder !== undefined) say(`the pool is tenant \`${holder.name}\`'s own`);
      const other = sharedWith(environment.nodePools, name, spec.nodePools);
      if (other !== undefined)
        say(
          `pool \`${other}\` has every label of \`${name}\` too, so workloads would also run there`,
          'give the pool a label of its own in the Environment',
        );
      const taints = Object.values(environment.nodePools[name]?.taints ?? {});
      if (taints.every(({ effect }) => effect === 'PreferNoSchedule'))
        say(
          `pool \`${name}\` has no taint that keeps others away`,
          'taint it in the Environment, with the effect NoSchedule',
        );
    }
    for (const name of Object.keys(spec.network.tenants)) {
      const path = ['spec', 'network', 'tenants', name];
      if (name === tenant.name)
        report(tenant, path, 'a tenant needs no path to itself', {
          part: 'key',
          hint: 'see spec.network.betweenNamespaces',
        });
      else if (!isDeclared('Tenant', name))
        report(tenant, path, `no Tenant is named \`${name}\``, {
          part: 'key',
          hint: amongst(name, declared('Tenant'), 'tenants'),
        });
    }
  }
};

/** Workloads that name no runtime get one that their tenant is allowed. */
function checkDefaultRuntime({ cluster, report, isDeclared }: CheckContext, tenant: Tenant): void {
  const { allowed, default: own } = tenant.spec.runtimes;
  const shared = cluster.environment.spec.defaultRuntime;
  if (own !== undefined) {
    if (!allowed.includes(own))
      report(tenant, ['spec', 'runtimes', 'default'], `\`${own}\` is not among the allowed runtimes`, {
        hint: amongst(own, allowed, 'allowed'),
      });
  } else if (shared === undefined)
    report(tenant, ['spec', 'runtimes'], 'names no default, and neither does the Environment', {
      hint: 'declare spec.runtimes.default',
    });
  // Where it is no Runtime at all, that is the Environment's fault.
  else if (!allowed.includes(shared) && isDeclared('Runtime', shared))
    report(tenant, ['spec', 'runtimes', 'allowed'], `lacks \`${shared}\`, the Environment's default runtime`, {
      hint: 'allow it, or declare spec.runtimes.default',
    });
}

/** A pool of somebody else that the labels of `name` select too. */
function sharedWith(
  pools: Readonly<Record<string, NodePool>>,
  name: string,
  own: readonly string[],
): string | undefined {
  const labels = pools[name]?.labels ?? {};
  return Object.keys(pools).find((other) => !own.includes(other) && hasLabels(pools[other] as NodePool, labels));
}
