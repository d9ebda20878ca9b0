import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../cli/command.js';
import { ControlPlane } from './control-plane.js';
import { fleetOf } from './declared.js';
import { DEFINITION_PARTS, defineWhatIsRendered } from './definitions.js';
import { countLeaves } from './leaves.js';
import { inSyncOrder, manifestsBelow } from './manifests.js';
import { needs, partAt } from './parts.js';
import { applyAll, changed } from './sync.js';
import { countJudged } from './tally.js';

const isThere = needs('etcd', 'kube-apiserver', ...DEFINITION_PARTS);

describe.each(fleetOf().clusters.map((cluster) => [cluster.name, cluster.environment.spec] as const))(
  'dist/%s at a real API server of its version',
  (name, { kubernetesVersion, argocd }) => {
    let plane: ControlPlane;
    const manifests = inSyncOrder(manifestsBelow(join(REPOSITORY, 'dist', name)));

    beforeAll(async () => {
      if (!isThere) return;
      plane = await ControlPlane.start({ binary: partAt, version: kubernetesVersion });
      await defineWhatIsRendered(plane);
      await plane.admin.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: argocd.namespace } });
    }, 120_000);
    afterAll(() => plane?.end());

    it('is accepted without warnings and stored as written; applied again nothing changes', async () => {
      const first = await applyAll(plane.admin, manifests);
      expect(first.complaints).toEqual([]);
      const second = await applyAll(plane.admin, manifests);
      expect(second.complaints).toEqual([]);
      // That of a claim moves once, with nothing else of it: so it does for one with no more than the API demands.
      expect(changed(first, second).filter((name) => !name.includes(': PersistentVolumeClaim '))).toEqual([]);
      expect(changed(second, await applyAll(plane.admin, manifests))).toEqual([]);
      countJudged('objects', manifests.length);
      countJudged(
        'values of them',
        manifests.reduce((sum, { object }) => sum + countLeaves(object), 0),
      );
    }, 120_000);
  },
);
