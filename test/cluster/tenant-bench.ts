import { join } from 'node:path';
import type { Cluster } from '../../lib/config/declaration.js';
import { REPOSITORY } from '../cli/command.js';
import type { ControlPlane } from './control-plane.js';
import { startEnvironment } from './environment.js';
import { startExternalSecretsStandIn } from './external-secrets-stand-in.js';
import { inSyncOrder, type Manifest, manifestsBelow } from './manifests.js';
import { applyAll } from './sync.js';
import { argocdOf } from './users.js';

/** The cluster of an environment, and what of `dist` is put into it. */
export class TenantBench {
  readonly cluster: Cluster;
  readonly manifests: readonly Manifest[];
  private running: ControlPlane | undefined;

  constructor(cluster: Cluster) {
    this.cluster = cluster;
    this.manifests = inSyncOrder(manifestsBelow(join(REPOSITORY, 'dist', cluster.name)));
  }

  async start(): Promise<void> {
    this.running = await startEnvironment(this.cluster);
    await startExternalSecretsStandIn(this.running);
  }

  async end(): Promise<void> {
    await this.running?.end();
  }

  get plane(): ControlPlane {
    if (this.running === undefined) throw new Error(`the cluster of ${this.cluster.name} has not started`);
    return this.running;
  }

  /** What keeps tenants apart, without any workload. Answers what was refused, warned of or stored otherwise. */
  applyWalls(): Promise<readonly string[]> {
    return this.apply(this.manifests.filter(({ file }) => /(^platform|\/walls)\//.test(file)));
  }

  applyAll(): Promise<readonly string[]> {
    return this.apply(this.manifests);
  }

  /** As Argo CD's service account. */
  private async apply(manifests: readonly Manifest[]): Promise<readonly string[]> {
    return (await applyAll(this.plane.as(argocdOf(this.cluster)), manifests)).complaints;
  }
}
