import { amongst, type Check } from './check.js';

/** What an Environment names exists in it. */
export const environmentReferences: Check = ({ cluster, report, isDeclared, declared }) => {
  const { environment } = cluster;
  const { defaultRuntime, nodePools, devices, networks, storageClasses } = environment.spec;
  if (defaultRuntime !== undefined && !isDeclared('Runtime', defaultRuntime))
    report(environment, ['spec', 'defaultRuntime'], `no Runtime is named \`${defaultRuntime}\``, {
      hint: amongst(defaultRuntime, declared('Runtime'), 'runtimes'),
    });
  for (const [pool, spec] of Object.entries(nodePools)) {
    for (const [field, inventory] of [
      ['devices', devices],
      ['networks', networks],
    ] as const) {
      for (const name of Object.keys(spec[field])) {
        if (!Object.hasOwn(inventory, name))
          report(environment, ['spec', 'nodePools', pool, field, name], `spec.${field} has no \`${name}\``, {
            part: 'key',
            hint: amongst(name, Object.keys(inventory), field),
          });
      }
    }
  }
  const defaults = Object.entries(storageClasses).filter(([, spec]) => spec.default);
  for (const [name] of defaults.slice(1))
    report(
      environment,
      ['spec', 'storageClasses', name, 'default'],
      `\`${defaults[0]?.[0]}\` is the default StorageClass already`,
    );
};
