import { afterAll, beforeAll, expect, it } from 'vitest';
import { valueAt } from '../../../lib/kubernetes/json.js';
import type { ControlPlane } from '../control-plane.js';
import { exec } from '../exec.js';
import { countJudged } from '../tally.js';
import type { TenantBench } from '../tenant-bench.js';
import { memberOf } from '../users.js';
import { accessAttacks, removalAttacks } from './access.js';
import { amountAttacks } from './amounts.js';
import { type Attack, attempt } from './attack.js';
import { podAttacks, templateAttacks } from './pods.js';
import { RESIDENT, resident, residentAttacks } from './residents.js';
import { claimAttacks, serviceAttacks } from './services.js';
import { type Target, targetsIn } from './target.js';
import { wallAttacks } from './walls.js';

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

/** Tests that what tenants try against walls that stand alone is refused. Leaves nothing behind. */
export function judgeAttacks(isThere: boolean, bench: TenantBench): void {
  const targets = targetsIn(bench.cluster);

  beforeAll(async () => {
    if (!isThere) return;
    expect(await bench.applyWalls()).toEqual([]);
    await inForce(bench.plane, targets);
    for (const target of targets) await bench.plane.as(target.admin).post(resident(target));
  }, 180_000);
  afterAll(async () => {
    if (!isThere) return;
    for (const { namespace } of targets) await bench.plane.admin.remove(residentIn(namespace));
    const left = async () =>
      (await bench.plane.admin.itemsOf({ apiVersion: 'v1', kind: 'Pod' })).filter(
        ({ metadata }) => valueAt(metadata, ['name']) === RESIDENT,
      );
    await bench.plane.until('the pods of the attacks are gone', async () => (await left()).length === 0);
  });

  // Warnings say which expressions the API server cannot read of which kind (kube-controller-manager writes them down).
  it('meet policies whose expressions fit what they judge', async () => {
    const policies = await bench.plane.until('every policy is checked', async () => {
      const all = await bench.plane.admin.itemsOf({
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
      const pod = residentIn(namespace);
      for (const role of tenant.spec.access.exec) {
        const [group] = tenant.spec.owners[role];
        if (group === undefined) continue;
        await bench.plane.until(
          'the pod runs',
          async () => valueAt(await bench.plane.admin.get(pod), ['status', 'phase']) === 'Running',
        );
        const where = { namespace, pod: RESIDENT, container: 'app' };
        expect(await exec(bench.plane, memberOf(group), where, ['echo', 'hello'])).toBe('hello\n');
      }
    }
  }, 60_000);

  it.each(Object.entries(TABLES))(
    'are refused: %s',
    (_, attacksOf) => areRefused(bench.plane, targets.flatMap(attacksOf)),
    300_000,
  );
}

/** Tests that tenants cannot be rid of their namespaces. */
export function judgeRemovals(bench: TenantBench): void {
  it(
    'are refused: removals of namespaces',
    () => areRefused(bench.plane, targetsIn(bench.cluster).flatMap(removalAttacks)),
    60_000,
  );
}

async function areRefused(plane: ControlPlane, attacks: readonly Attack[]): Promise<void> {
  expect(await attempt(plane, attacks)).toEqual([]);
  countJudged('attacks', attacks.length);
}

function residentIn(namespace: string) {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: RESIDENT, namespace } };
}

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
