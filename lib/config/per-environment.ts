import type { Environment } from './declaration.js';

/** What is worked out from an environment alone and asked for in every namespace: once. */
export function perEnvironment<T>(workOut: (environment: Environment) => T): (environment: Environment) => T {
  const known = new WeakMap<Environment, T>();
  return (environment) => {
    const found = known.get(environment) ?? workOut(environment);
    known.set(environment, found);
    return found;
  };
}
