import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueAt } from '../../lib/kubernetes/json.js';
import { REPOSITORY } from '../cli/command.js';
import { accessAttacks } from './attacks/access.js';
import { amountAttacks } from './attacks/amounts.js';
import { type Attack, attempt } from './attacks/attack.js';
import { podAttacks, templateAttacks } from './attacks/pods.js';
import { RESIDENT, resident, residentAttacks } from './attacks/residents.js';
import { claimAttacks, serviceAttacks } from './attacks/services.js';
import { type Target, targetsIn } from './attacks/target.js';
import { wallAttacks } from './attacks/walls.js';
import type { ControlPlane } from './control-plane.js';
import { fleetOf } from './declared.js';
import { ENVIRONMENT_PARTS, startEnvironment } from './environment.js';
import { exec } from './exec.js';
import { inSyncOrder, manifestsBelow } from './manifests.js';
import { needs } from './parts.js';
import { countJudged } from './tally.js';
import { argocdOf, memberOf } from './users.js';

const isThere = needs(...ENVIRONMENT_PARTS);

const TABLES: Readonly<Record<string, (target: Target) => Attack[]>> = {
  pods: podAttacks,
  // By the same rules, which need not be tried with each tenant.
  'templates of pods': (target) => (target.isFirst ? templateAttacks(target) : []),
  amounts: amountAttacks,
  services: serviceAttacks,
  claims: claimAttacks,
  access: accessAttacks,
  'pods that run': residentAttacks,
  walls: wallAttacks,
};

describe.each(fleetOf().clusters.map((cluster) => [cluster.name, cluster] as const))(
  'tenants of %s',
  (name, cluster) => {
    let plane: ControlPlane;
    const targets = targetsIn(cluster);

    beforeAll(async () => {
      if (!isThere) return;
      plane = await startEnvironment(cluster);
      const argocd = plane.as(argocdOf(cluster));
      const walls = manifestsBelow(join(REPOSITORY, 'dist', name)).filter(({ file }) =>
        /(^platform|\/walls)\//.test(file),
      );
      for (const { object } of inSyncOrder(walls)) await argocd.apply(object);
      await inForce(plane, targets);
      for (const target of targets) await plane.as(target.admin).post(resident(target));
    }, 180_000);
    afterAll(() => plane?.end());

    // Warnings say which expressions the API server cannot read of which kind (kube-controller-manager writes them down).
    it('meet policies whose expressions fit what they judge', async () => {
      const policies = await plane.until('every policy is checked', async () => {
        const all = await plane.admin.itemsOf({
          apiVersion: 'admissionregistration.k8s.io/v1',
          kind: 'ValidatingAdmissionPolicy',
        });
        return all.every(({ status }) => valueAt(status, ['typeChecking']) !== undefined) && all;
      });
      expect(policies.length).toBeGreaterThan(0);
      for (const { metadata, status } of policies)
        expect(status, String(valueAt(metadata, ['name']))).toMatchObject({ observedGeneration: 1, typeChecking: {} });
      expect(policies.map(({ status }) => valueAt(status, ['typeChecking', 'expressionWarnings']) ?? [])).toEqual(
        policies.map(() => []),
      );
    });

    it('run commands in pods where that was declared, and for whom', async () => {
      for (const { tenant, namespace } of targets) {
        const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: RESIDENT, namespace } };
        for (const role of tenant.spec.access.exec) {
          const [group] = tenant.spec.owners[role];
          if (group === undefined) continue;
          await plane.until(
            'the pod runs',
            async () => valueAt(await plane.admin.get(pod), ['status', 'phase']) === 'Running',
          );
          const where = { namespace, pod: RESIDENT, container: 'app' };
          expect(await exec(plane, memberOf(group), where, ['echo', 'hello'])).toBe('hello\n');
        }
      }
    }, 60_000);

    it.each(Object.entries(TABLES))(
      'are refused: %s',
      async (_, attacksOf) => {
        const attacks = targets.flatMap(attacksOf);
        expect(await attempt(plane, attacks)).toEqual([]);
        countJudged('attacks', attacks.length);
      },
      300_000,
    );
  },
);

/** Quotas are counted, and the policies are asked: the API server learns of each in its own time. */
async function inForce(plane: ControlPlane, targets: readonly Target[]): Promise<void> {
  await plane.until('every quota is counted', async () => {
    const quotas = await plane.admin.itemsOf({ apiVersion: 'v1', kind: 'ResourceQuota' });
    return quotas.every(({ status }) => valueAt(status, ['hard']) !== undefined);
  });
  const probes = new Map<string | undefined, Attack>();
  for (const attack of targets.flatMap((target) =>
    [podAttacks, templateAttacks, serviceAttacks, claimAttacks, wallAttacks].flatMap((of) => of(target)),
  ))
    probes.set(/'([a-z-]+)[.]bulkhead[.]dev'/.exec(attack.refused)?.[1], attack);
  probes.delete(undefined);
  const areAsked = async () => (await attempt(plane, [...probes.values()])).length === 0;
  // One that is not asked by then never is: the tables tell which.
  await plane.until('every policy is asked', areAsked, 10).catch(() => {});
}
