import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { load } from '../../lib/config/load.js';
import type { Json } from '../../lib/kubernetes/json.js';
import { describeObject } from '../../lib/kubernetes/object.js';
import { REPOSITORY } from '../cli/command.js';
import { ControlPlane } from './control-plane.js';
import { define } from './definitions.js';
import { changedLeaves, countLeaves } from './leaves.js';
import { inSyncOrder, type Manifest, manifestsBelow } from './manifests.js';
import { needs, partAt } from './parts.js';

const DEFINITIONS = ['argo-cd-crds', 'external-secrets-crds'];
const isThere = needs('etcd', 'kube-apiserver', ...DEFINITIONS);

const { fleet } = load(join(REPOSITORY, 'environments'), 'environments');

describe.each(fleet.clusters.map((cluster) => [cluster.name, cluster.environment.spec] as const))(
  'dist/%s at a real API server of its version',
  (name, { kubernetesVersion, argocd }) => {
    let plane: ControlPlane;
    const manifests = inSyncOrder(manifestsBelow(join(REPOSITORY, 'dist', name)));

    beforeAll(async () => {
      if (!isThere) return;
      plane = await ControlPlane.start({ binary: partAt, version: kubernetesVersion });
      for (const part of DEFINITIONS) await define(plane, partAt(part));
      await plane.admin.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: argocd.namespace } });
    }, 120_000);
    afterAll(() => plane?.end());

    it('is accepted without warnings and stored as written; applied again nothing changes', async () => {
      const first = await applyAll(plane, manifests);
      expect(first.complaints).toEqual([]);
      const second = await applyAll(plane, manifests);
      expect(second.complaints).toEqual([]);
      // That of a claim moves once, with nothing else of it: so it does for one with no more than the API demands.
      expect(changed(first, second).filter((name) => !name.includes(': PersistentVolumeClaim '))).toEqual([]);
      expect(changed(second, await applyAll(plane, manifests))).toEqual([]);
      const leaves = manifests.reduce((sum, { object }) => sum + countLeaves(object), 0);
      console.log(`${name}: ${manifests.length} objects with ${leaves} leaves at Kubernetes ${kubernetesVersion}`);
    }, 120_000);
  },
);

interface Applied {
  /** What was refused, warned of or stored otherwise. */
  readonly complaints: readonly string[];
  readonly versions: ReadonlyMap<string, Json | undefined>;
}

/** As Argo CD does: server-side, one after the other, in its order. */
async function applyAll({ admin }: ControlPlane, manifests: readonly Manifest[]): Promise<Applied> {
  const complaints: string[] = [];
  const versions = new Map<string, Json | undefined>();
  for (const { file, object } of manifests) {
    const name = `${file}: ${describeObject(object)}`;
    try {
      const { object: stored, warnings } = await admin.apply(object);
      complaints.push(...warnings.map((warning) => `${name}: warning: ${warning}`));
      complaints.push(...changedLeaves(object, stored).map((leaf) => `${name}: ${leaf}`));
      versions.set(name, (stored.metadata as { resourceVersion?: Json }).resourceVersion);
    } catch (error) {
      complaints.push(`${name}: refused: ${error instanceof Error ? error.message : error}`);
    }
  }
  return { complaints, versions };
}

function changed(before: Applied, after: Applied): string[] {
  return [...after.versions].filter(([name, version]) => before.versions.get(name) !== version).map(([name]) => name);
}
