import { amongst, type Check } from './check.js';

/** What a Tenant is granted exists in its environment. */
export const tenantReferences: Check = ({ cluster, report, isDeclared }) => {
  const { spec: environment } = cluster.environment;
  const priorityClasses = Object.keys(environment.priorityClasses);
  for (const tenant of cluster.tenants.values()) {
    const { spec } = tenant;
    const known = (names: readonly string[], path: string[], inventory: Iterable<string>, what: string) => {
      const there = new Set(inventory);
      names.forEach((name, index) => {
        if (!there.has(name))
          report(tenant, [...path, index], `environment \`${cluster.name}\` has no \`${name}\``, {
            hint: amongst(name, there, what),
          });
      });
    };

    spec.runtimes.allowed.forEach((name, index) => {
      if (!isDeclared('Runtime', name))
        report(tenant, ['spec', 'runtimes', 'allowed', index], `no Runtime is named \`${name}\``, {
          hint: amongst(name, cluster.runtimes.keys(), 'runtimes'),
        });
    });
    const preferred = spec.runtimes.default ?? environment.defaultRuntime;
    if (preferred === undefined)
      report(tenant, ['spec', 'runtimes'], 'names no default, and neither does the Environment', {
        hint: 'declare spec.runtimes.default',
      });
    else if (!spec.runtimes.allowed.includes(preferred)) {
      const path =
        spec.runtimes.default === undefined ? ['spec', 'runtimes', 'allowed'] : ['spec', 'runtimes', 'default'];
      report(tenant, path, `the default runtime \`${preferred}\` is not among the allowed ones`, {
        hint: amongst(preferred, spec.runtimes.allowed, 'allowed'),
      });
    }

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
          hint: amongst(name, cluster.tenants.keys(), 'tenants'),
        });
    }
  }
};
