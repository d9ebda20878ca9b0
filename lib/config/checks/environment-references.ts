import { amongst, type Check } from './check.js';

/** What an Environment names exists in it. */
export const environmentReferences: Check = ({ cluster, report, doubt, isDeclared, declared }) => {
  const { environment } = cluster;
  const { spec } = environment;
  doubt.ask(() => {
    const { defaultRuntime } = spec;
    if (defaultRuntime !== undefined && !isDeclared('Runtime', defaultRuntime))
      report(environment, ['spec', 'defaultRuntime'], `no Runtime is named \`${defaultRuntime}\``, {
        hint: amongst(defaultRuntime, declared('Runtime'), 'runtimes'),
      });
  });
  for (const field of doubt.each(['devices', 'networks'] as const)) {
    for (const [name, pool] of doubt.entries(spec.nodePools)) {
      for (const key of Object.keys(pool[field])) {
        if (Object.hasOwn(spec[field], key)) continue;
        report(environment, ['spec', 'nodePools', name, field, key], `spec.${field} has no \`${key}\``, {
          part: 'key',
          hint: amongst(key, Object.keys(spec[field]), field),
        });
      }
    }
  }
  doubt.ask(() => {
    const { storageClasses } = spec;
    const isDefault = (name: string) => doubt.certain(() => storageClasses[name]?.default) === true;
    const [first, ...others] = Object.keys(storageClasses).filter(isDefault);
    for (const name of others)
      report(
        environment,
        ['spec', 'storageClasses', name, 'default'],
        `\`${first}\` is the default StorageClass already`,
      );
  });
};
