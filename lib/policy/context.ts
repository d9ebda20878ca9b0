import type { Cluster } from '../config/declaration.js';
import { NODE_PREPARATION, TENANT } from '../config/labels.js';
import type { JudgedObject } from './judged-object.js';
import { labelsOf, Objects } from './objects.js';
import { type JudgedPod, podsOf } from './pods.js';

/** Namespaces of Kubernetes itself, which no tenant has. */
export const SYSTEM_NAMESPACES: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/** What rules judge: the declared model of an environment, and its objects. */
export class Context {
  /** Undefined where manifests are judged without an environment. */
  readonly cluster: Cluster | undefined;
  readonly objects: Objects;
  private readonly tenants = new Map<string, string>();
  /** What prepares nodes runs in these. */
  private readonly ofAgents = new Set<string>();
  private found: readonly JudgedPod[] | undefined;
  private readonly recalled = new Map<unknown, unknown>();

  constructor(cluster: Cluster | undefined, objects: readonly JudgedObject[]) {
    this.cluster = cluster;
    this.objects = new Objects(objects);
    for (const tenant of cluster?.tenants.values() ?? [])
      for (const namespace of Object.keys(tenant.spec.namespaces)) this.tenants.set(namespace, tenant.name);
    for (const { object } of this.objects.ofKind('/Namespace')) {
      const { [TENANT]: tenant, [NODE_PREPARATION]: agents } = labelsOf(object);
      if (agents !== undefined) this.ofAgents.add(object.metadata.name);
      if (tenant !== undefined && !this.tenants.has(object.metadata.name))
        this.tenants.set(object.metadata.name, tenant);
    }
  }

  /** Every pod template, of whatever kind. */
  get pods(): readonly JudgedPod[] {
    this.found ??= this.objects.all.flatMap(podsOf);
    return this.found;
  }

  /**
   * What several rules ask for, worked out once: `compute` is what it is known by. Kept until `forget`, as all that rules
   * can work out about a large environment is as large as that itself.
   */
  recall<T>(compute: (context: Context) => T): T {
    if (!this.recalled.has(compute)) this.recalled.set(compute, compute(this));
    return this.recalled.get(compute) as T;
  }

  /** Called where other questions begin. */
  forget(): void {
    this.recalled.clear();
  }

  /** The tenant that a namespace belongs to: as declared, or else as its label says. */
  tenantOf(namespace: string): string | undefined {
    return this.tenants.get(namespace);
  }

  /** Every tenant that has a namespace. */
  get tenantNames(): ReadonlySet<string> {
    return new Set(this.tenants.values());
  }

  /**
   * Whether a namespace is to be walled in: a tenant's. Where nobody has declared tenants, every Namespace among the
   * objects is taken for one, but for those of Kubernetes itself and of what prepares nodes.
   */
  isTenantNamespace(namespace: string): boolean {
    if (this.tenants.has(namespace)) return true;
    return this.cluster === undefined && !SYSTEM_NAMESPACES.has(namespace) && !this.ofAgents.has(namespace);
  }

  /** The Namespace objects of tenants. */
  get tenantNamespaces(): readonly JudgedObject[] {
    return this.objects.ofKind('/Namespace').filter(({ object }) => this.isTenantNamespace(object.metadata.name));
  }
}
