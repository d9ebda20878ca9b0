import { join } from 'node:path';
import type { SourceFile } from '../../lib/config/source.js';
import { render } from '../../lib/pipeline.js';
import type { Application } from './application.js';
import { ARGO_CD_PARTS, ArgoCd } from './argo-cd.js';
import type { ControlPlane } from './control-plane.js';
import { clusterOf, fleetOf } from './declared.js';
import { ENVIRONMENT_PARTS, startEnvironment } from './environment.js';
import { startExternalSecretsStandIn } from './external-secrets-stand-in.js';
import { GitRepository } from './git-repository.js';
import { type Manifest, manifestsBelow } from './manifests.js';

/** For `needs`. */
export const DELIVERY_PARTS = [...ENVIRONMENT_PARTS, ...ARGO_CD_PARTS];

export interface DeliveryOptions {
  readonly environment: string;
  /** By tenant that renders its manifests itself: the files of the declared folder of its repository. */
  readonly sources?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Of Argo CD, in `argocd-cm`. */
  readonly settings?: Record<string, string>;
}

/** An environment that Argo CD delivers from repositories on this machine, until `end`. */
export class Delivery {
  readonly plane: ControlPlane;
  readonly argoCd: ArgoCd;
  private readonly environment: string;
  private readonly repository: GitRepository;
  /** Of a repository on this machine, by the address that is declared. */
  private readonly addresses: ReadonlyMap<string, string>;

  private constructor(
    plane: ControlPlane,
    argoCd: ArgoCd,
    environment: string,
    repository: GitRepository,
    addresses: ReadonlyMap<string, string>,
  ) {
    this.plane = plane;
    this.argoCd = argoCd;
    this.environment = environment;
    this.repository = repository;
    this.addresses = addresses;
  }

  /** Starts everything and commits what the declarations render. Nothing is delivered before `begin`. */
  static async start(
    declarations: readonly SourceFile[],
    { environment, sources = {}, settings = {} }: DeliveryOptions,
  ): Promise<Delivery> {
    const cluster = clusterOf(environment, declarations);
    const plane = await startEnvironment(cluster);
    try {
      await startExternalSecretsStandIn(plane);
      const argoCd = await ArgoCd.start(plane, cluster, settings);
      const repository = new GitRepository(join(plane.processes.folder, 'repositories', 'dist'));
      const addresses = new Map([[cluster.environment.spec.argocd.repoURL, repository.url]]);
      for (const [tenant, { spec }] of cluster.tenants) {
        if (spec.source === undefined) continue;
        const own = new GitRepository(join(plane.processes.folder, 'repositories', 'tenants', tenant));
        const { repoURL, targetRevision, path } = spec.source;
        const held = Object.entries(sources[tenant] ?? {}).map(([name, text]) => [join(path, name), text] as const);
        own.commit(new Map(held), targetRevision);
        addresses.set(repoURL, own.url);
      }
      const delivery = new Delivery(plane, argoCd, environment, repository, addresses);
      delivery.commit(declarations);
      return delivery;
    } catch (error) {
      await plane.end();
      throw error;
    }
  }

  /** What git holds for this environment. */
  get manifests(): Manifest[] {
    return manifestsBelow(join(this.repository.folder, 'dist', this.environment));
  }

  /** Makes what the declarations render the newest commit. */
  commit(declarations: readonly SourceFile[]): void {
    const local = declarations.map(({ path, text }) => ({ path, text: this.localised(text) }));
    const files = render(fleetOf(local)).files.map(({ path, content }) => [`dist/${path}`, content] as const);
    this.repository.commit(new Map(files));
  }

  /** What docs/argo-cd.md tells a person to do once: `kubectl apply -f` of the platform's file. */
  async begin(): Promise<void> {
    for (const { file, object } of this.manifests)
      if (file === 'argocd/platform.yaml') await this.plane.admin.applyAsKubectl(object);
  }

  /** Until Argo CD finds every Application Synced with the newest commit, Healthy and at rest, and none besides. */
  async untilDelivered(seconds: number): Promise<void> {
    const names = this.manifests.flatMap(({ object: { kind, metadata } }) =>
      kind === 'Application' ? [metadata.name] : [],
    );
    await this.plane.until(
      `every Application of ${this.environment} is Synced and Healthy`,
      async () => {
        const applications = await this.argoCd.applications();
        const missing = names.filter((name) => !applications.some((application) => application.name === name));
        const waiting = applications.filter(
          (application) => !names.includes(application.name) || !application.isDelivered || this.isStale(application),
        );
        if (missing.length + waiting.length === 0) return true;
        throw new Error([...missing.map((name) => `${name}: missing`), ...waiting.map(String)].join('\n'));
      },
      seconds,
    );
  }

  end(): Promise<void> {
    return this.plane.end();
  }

  /** Whether it was compared with another commit than the newest. */
  private isStale(application: Application): boolean {
    return application.repository === this.repository.url && application.revision !== this.repository.head;
  }

  private localised(text: string): string {
    return [...this.addresses].reduce((changed, [declared, local]) => changed.replaceAll(declared, local), text);
  }
}
