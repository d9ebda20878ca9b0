import type { Cluster, Declaration } from './declaration.js';
import { traced } from './provenance.js';

/** The same cluster for a traced render: `declared` of everything in it remembers where it was declared. */
export function traceCluster(cluster: Cluster): Cluster {
  const seen = new Map<Declaration, Declaration>();
  const trace = <D extends Declaration>(declaration: D): D => {
    const known = seen.get(declaration);
    if (known !== undefined) return known as D;
    const copy = { ...declaration, declared: traced(declaration.identity, declaration.spec) };
    seen.set(declaration, copy);
    return copy;
  };
  const all = <D extends Declaration>(declarations: ReadonlyMap<string, D>) =>
    new Map([...declarations].map(([name, declaration]) => [name, trace(declaration)]));
  return {
    ...cluster,
    environment: trace(cluster.environment),
    runtimes: all(cluster.runtimes),
    tenants: all(cluster.tenants),
    workloads: new Map([...cluster.workloads].map(([tenant, workloads]) => [tenant, all(workloads)])),
  };
}

/** A declaration by its identity, as marks name it. */
export function declarationNamed(cluster: Cluster, identity: string): Declaration | undefined {
  const [kind, first = '', second] = identity.split('/');
  if (kind === 'Environment') return cluster.environment;
  if (kind === 'Runtime') return cluster.runtimes.get(first);
  if (kind === 'Tenant') return cluster.tenants.get(first);
  return second === undefined ? undefined : cluster.workloads.get(first)?.get(second);
}
