import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObject } from '../../lib/kubernetes/json.js';
import type { KubernetesObject } from '../../lib/kubernetes/object.js';
import { complaints, onlyCluster } from '../config/declarations.js';
import { Rendered } from '../constructs/rendered.js';
import type { ControlPlane } from './control-plane.js';
import { ENVIRONMENT_PARTS, startEnvironment } from './environment.js';
import { manifestsOf } from './manifests.js';
import { needs } from './parts.js';
import { lacking, RESTART, reasonsIn } from './rollout.js';
import { boundless, CASES, type Case, declared, namespaceOf, withCase } from './room-cases.js';

const isThere = needs(...ENVIRONMENT_PARTS);

describe('what is said to have room runs, and what is said to have none does not, for the reason that is said', () => {
  let plane: ControlPlane;
  beforeAll(async () => {
    if (!isThere) return;
    const cluster = onlyCluster(declared());
    plane = await startEnvironment(cluster);
    for (const { object } of manifestsOf(cluster)) await plane.admin.apply(object);
  }, 120_000);
  afterAll(() => plane?.end());

  const cases = CASES.map((one, index): [string, Case, number] => [one.what, one, index]);
  it.each(cases)(
    '%s',
    // The quota controller may count while pods come, miss some and so let in one too many: then again.
    { timeout: 180_000, retry: 2 },
    async (_, { verdict, reason, restart }, index) => {
      const said = complaints(withCase(declared(), index));
      if (verdict === undefined) expect(said).toBe('');
      else expect(said).toContain(verdict);

      const namespace = namespaceOf(index);
      const [workload, ...others] = workloadsIn(index);
      if (workload === undefined || others.length > 0) throw new Error('a case is one workload');
      const runs = async () => lacking(await plane.admin.get(workload)) === undefined;
      try {
        await plane.admin.apply(workload);
        if (reason === undefined || restart) await plane.until('it runs', runs, 60);
        if (restart) await plane.admin.edit(workload, RESTART);
        if (reason === undefined) {
          await plane.until('it runs', runs, 60);
          return;
        }
        const isSaid = async () => {
          const reasons = await reasonsIn(plane.admin, namespace);
          if (!reasons.some((text) => reason.test(text))) throw new Error(reasons.join('\n'));
        };
        await plane.until('it is kept from running', isSaid, 60);
        expect(await runs()).toBe(false);
      } finally {
        // The next one finds empty nodes.
        await plane.admin.remove(workload);
        const pods = () => plane.admin.itemsOf({ apiVersion: 'v1', kind: 'Pod', namespace });
        await plane.until('it is gone', async () => (await pods()).length === 0);
      }
    },
  );

  /** Rendered as if there were room for it. */
  function workloadsIn(index: number): KubernetesObject[] {
    return Rendered.all(onlyCluster(withCase(boundless(), index))).objects.filter(
      ({ kind, metadata }) =>
        isObject(metadata) && metadata.namespace === namespaceOf(index) && /^(Deployment|StatefulSet|Job)$/.test(kind),
    );
  }
});
