import type { EnvironmentSpec } from './schema/environment.js';
import type { Kind } from './schema/kinds.js';
import type { PolicyExceptionSpec } from './schema/policy-exception.js';
import type { RuntimeSpec } from './schema/runtime.js';
import type { TenantSpec } from './schema/tenant.js';
import type { WorkloadSpec } from './schema/workload.js';
import type { SourceDocument } from './source.js';

interface Specs {
  Environment: EnvironmentSpec;
  Runtime: RuntimeSpec;
  Tenant: TenantSpec;
  Workload: WorkloadSpec;
  PolicyException: PolicyExceptionSpec;
}

/** A declaration with its layers merged, its defaults filled in and its types checked. */
export interface Declaration<K extends Kind = Kind> {
  readonly kind: K;
  readonly name: string;
  /** The tenant whose folder it stands in. */
  readonly tenant?: string;
  /** Unique within an environment: kind, tenant and name. */
  readonly identity: string;
  /** What to decide on. */
  readonly spec: Specs[K];
  /** What to place in rendered objects: `spec`, but in a traced render its leaves remember where they were declared. */
  readonly declared: Specs[K];
  /** The documents that were merged, in order: a later one patches the earlier. */
  readonly layers: readonly SourceDocument[];
  /** Nothing is known of it but that it is declared. */
  readonly lost?: true;
}

export type Environment = Declaration<'Environment'>;
export type Runtime = Declaration<'Runtime'>;
export type Tenant = Declaration<'Tenant'>;
export type Workload = Declaration<'Workload'>;
export type PolicyException = Declaration<'PolicyException'>;

export function identityOf(kind: string, name: string, tenant?: string): string {
  return tenant === undefined ? `${kind}/${name}` : `${kind}/${tenant}/${name}`;
}

/** A folder with an Environment: everything that is declared for one cluster. */
export interface Cluster {
  readonly name: string;
  readonly environment: Environment;
  readonly runtimes: ReadonlyMap<string, Runtime>;
  readonly tenants: ReadonlyMap<string, Tenant>;
  /** By tenant, then by name. */
  readonly workloads: ReadonlyMap<string, ReadonlyMap<string, Workload>>;
  readonly exceptions: readonly PolicyException[];
}

/** All environments, in order of their names. */
export interface Fleet {
  readonly clusters: readonly Cluster[];
}
