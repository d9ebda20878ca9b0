import type { Tenant } from '../declaration.js';
import type { EnvironmentSpec } from '../schema/environment.js';
import type { TenantSpec } from '../schema/tenant.js';
import { amongst, type Check, type CheckContext } from './check.js';

/** What a Tenant is granted exists in its environment. */
export const tenantReferences: Check = (context) => {
  for (const tenant of context.tenants()) {
    for (const question of context.doubt.each([checkRuntimes, checkDefaultRuntime, checkTenants]))
      question(context, tenant);
    for (const list of context.doubt.each(LISTS)) checkList(context, tenant, list);
  }
};

function checkRuntimes({ report, doubt, isDeclared, declared }: CheckContext, tenant: Tenant): void {
  for (const [index, name] of doubt.each(tenant.spec.runtimes.allowed.entries())) {
    if (!isDeclared('Runtime', name))
      report(tenant, ['spec', 'runtimes', 'allowed', index], `no Runtime is named \`${name}\``, {
        hint: amongst(name, declared('Runtime'), 'runtimes'),
      });
  }
}

/** Workloads that name no runtime get one that their tenant is allowed. */
function checkDefaultRuntime({ cluster, report, isDeclared }: CheckContext, tenant: Tenant): void {
  const { allowed, default: own } = tenant.spec.runtimes;
  if (own !== undefined) {
    if (!allowed.includes(own))
      report(tenant, ['spec', 'runtimes', 'default'], `\`${own}\` is not among the allowed runtimes`, {
        hint: amongst(own, allowed, 'allowed'),
      });
    return;
  }
  const shared = cluster.environment.spec.defaultRuntime;
  if (shared === undefined)
    report(tenant, ['spec', 'runtimes'], 'names no default, and neither does the Environment', {
      hint: 'declare spec.runtimes.default',
    });
  // Where it is no Runtime at all, that is the Environment's fault.
  else if (!allowed.includes(shared) && isDeclared('Runtime', shared))
    report(tenant, ['spec', 'runtimes', 'allowed'], `lacks \`${shared}\`, the Environment's default runtime`, {
      hint: 'allow it, or declare spec.runtimes.default',
    });
}

function checkTenants({ report, doubt, isDeclared, declared }: CheckContext, tenant: Tenant): void {
  for (const name of doubt.each(Object.keys(tenant.spec.network.tenants))) {
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

interface List {
  readonly path: readonly string[];
  readonly what: string;
  granted(spec: TenantSpec): readonly string[];
  inventory(environment: EnvironmentSpec): object;
}

const LISTS: readonly List[] = [
  {
    path: ['spec', 'priorityClasses'],
    what: 'priority classes',
    granted: (spec) => spec.priorityClasses,
    inventory: (environment) => environment.priorityClasses,
  },
  {
    path: ['spec', 'devices'],
    what: 'devices',
    granted: (spec) => spec.devices,
    inventory: (environment) => environment.devices,
  },
  {
    path: ['spec', 'networks'],
    what: 'networks',
    granted: (spec) => spec.networks,
    inventory: (environment) => environment.networks,
  },
  {
    path: ['spec', 'nodePools'],
    what: 'node pools',
    granted: (spec) => spec.nodePools,
    inventory: (environment) => environment.nodePools,
  },
  {
    path: ['spec', 'network', 'platformServices'],
    what: 'platform services',
    granted: (spec) => spec.network.platformServices,
    inventory: (environment) => environment.platformServices,
  },
];

function checkList({ cluster, report }: CheckContext, tenant: Tenant, { path, what, granted, inventory }: List): void {
  granted(tenant.spec).forEach((name, index) => {
    const there = inventory(cluster.environment.spec);
    if (Object.hasOwn(there, name)) return;
    report(tenant, [...path, index], `\`${name}\` is not among the ${what} of environment \`${cluster.name}\``, {
      hint: amongst(name, Object.keys(there), what),
    });
  });
}
