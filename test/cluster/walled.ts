import type { Cluster } from '../../lib/config/declaration.js';
import { type JsonObject, valueAt } from '../../lib/kubernetes/json.js';
import { Rendered } from '../constructs/rendered.js';
import { part } from './attacks/attack.js';
import { create, patch, pathOf } from './attacks/requests.js';
import { pod, type Target, targetsIn } from './attacks/target.js';
import { ControlPlane } from './control-plane.js';
import { partAt } from './parts.js';
import { bind } from './roles.js';
import { membersOf, serviceAccount } from './users.js';
import { storageClassesOf } from './volume-stand-in.js';

/** What binds claims to volumes. */
export const BINDER = serviceAccount('kube-system', 'persistent-volume-binder');

export const DIGEST = `@sha256:${'a'.repeat(64)}`;

/**
 * An API server alone, with the platform and the walls of a cluster but for the quotas: nobody counts what they allow, and
 * until somebody has, nothing is let in.
 */
export class Walled {
  readonly plane: ControlPlane;
  private readonly targets: ReadonlyMap<string, Target>;

  private constructor(plane: ControlPlane, cluster: Cluster) {
    this.plane = plane;
    this.targets = new Map(targetsIn(cluster).map((target) => [target.namespace, target]));
  }

  static async start(cluster: Cluster): Promise<Walled> {
    const { spec } = cluster.environment;
    const users = [...membersOf(cluster), BINDER];
    const plane = await ControlPlane.start({ binary: partAt, version: spec.kubernetesVersion, users });
    const walled = new Walled(plane, cluster);
    const kinds =
      /^(Namespace|ServiceAccount|Role|RoleBinding|RuntimeClass|PriorityClass|.*AdmissionPolicy(Binding)?)$/;
    const walls = Rendered.all(cluster).objects.filter(({ kind }) => kinds.test(kind));
    for (const object of [bind(BINDER, 'cluster-admin'), ...storageClassesOf(spec), ...walls])
      await plane.admin.apply(object);
    await walled.untilAsked();
    return walled;
  }

  /**
   * The API server learns of policies a moment after they are written, either one by one as they came or all in the order of
   * their names: these are the last of both orders.
   */
  private async untilAsked(): Promise<void> {
    const [namespace = ''] = this.targets.keys();
    const label = patch(pathOf('v1', 'namespaces', undefined, namespace), { metadata: { labels: { odd: 'a' } } });
    const service = create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'probe', namespace },
      spec: { ports: [{ port: 80 }], externalIPs: ['192.0.2.1'] },
    });
    for (const refused of [label, service])
      await this.plane.until('policies are asked', () =>
        refused(this.plane.admin).then(
          () => false,
          () => true,
        ),
      );
    if (this.plane.options.version !== '1.36') return;
    await this.plane.until(
      'defaults are filled in',
      async () => (await this.answer(this.pod(namespace, { unnamed: true }))) === 'accepted',
    );
  }

  target(namespace: string): Target {
    const found = this.targets.get(namespace);
    if (found === undefined) throw new Error(`nobody has ${namespace}`);
    return found;
  }

  /** A pod that would be accepted, with what a test is about. */
  pod(namespace: string, options: PodOptions = {}): JsonObject {
    const { image, runtime, annotations, labels, spec, limits = {}, unnamed } = options;
    const target = this.target(namespace);
    const object = pod(target);
    Object.assign(part(object, 'metadata', 'annotations'), annotations);
    Object.assign(part(object, 'metadata', 'labels'), labels);
    Object.assign(part(object, 'spec'), spec, runtime === undefined ? {} : { runtimeClassName: runtime });
    const container = part(object, 'spec', 'containers', 0);
    if (image !== undefined) container.image = image;
    else if (target.tenant.spec.images.digests) container.image = `${container.image}${DIGEST}`;
    for (const kind of ['limits', 'requests']) Object.assign(part(container, 'resources', kind), limits);
    if (unnamed === true)
      for (const field of ['runtimeClassName', 'serviceAccountName']) delete part(object, 'spec')[field];
    return object;
  }

  /** `accepted`, or what is said of the object; asked as an administrator of the tenant. */
  async answer(object: JsonObject): Promise<string> {
    const { admin } = this.target(String(valueAt(object, ['metadata', 'namespace'])));
    return create(object)(this.plane.as(admin)).then(
      () => 'accepted',
      (error: Error) => error.message,
    );
  }
}

export interface PodOptions {
  readonly image?: string;
  readonly runtime?: string;
  readonly annotations?: JsonObject;
  readonly labels?: JsonObject;
  readonly spec?: JsonObject;
  readonly limits?: JsonObject;
  /** Names neither runtime nor account. */
  readonly unnamed?: boolean;
}
