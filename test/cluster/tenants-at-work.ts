import { isDeepStrictEqual } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import type { Tenant } from '../../lib/config/declaration.js';
import { namespaceDemand, usedAtRest } from '../../lib/config/quota-totals.js';
import { isObject, type JsonObject, valueAt } from '../../lib/kubernetes/json.js';
import { describeObject, type KubernetesObject } from '../../lib/kubernetes/object.js';
import { formatQuantity } from '../../lib/kubernetes/quantity.js';
import type { Client } from './client.js';
import { LOG } from './kwok.js';
import { lacking, RESTART, reasonsIn } from './rollout.js';
import { countJudged } from './tally.js';
import type { TenantBench } from './tenant-bench.js';
import { memberOf } from './users.js';

const WORKLOADS = ['Deployment', 'StatefulSet', 'Job'];

/**
 * Tests that tenants work as they declare: by the real controllers, scheduler and quotas on simulated nodes, which run no
 * container. That images start, probes succeed and Secrets are there is not shown here. Of the latter a check of the
 * declarations takes care.
 */
export function judgeTenantsAtWork(isThere: boolean, bench: TenantBench): void {
  const { cluster } = bench;
  const ofKind = (...kinds: string[]) =>
    bench.manifests.map(({ object }) => object).filter(({ kind }) => kinds.includes(kind));
  const tenants = [...cluster.tenants.values()].filter(({ spec }) => spec.state === 'active');
  const namespacesOf = ({ spec }: Tenant) => Object.keys(spec.namespaces);

  beforeAll(async () => {
    if (isThere) expect(await bench.applyAll()).toEqual([]);
  }, 120_000);

  /** Waits until nothing is lacking, or says what is and what the events of its namespace say of it. */
  async function areDone(workloads: readonly KubernetesObject[]): Promise<void> {
    let missing: { workload: KubernetesObject; lack: string }[] = [];
    const look = async () => {
      const states = workloads.map(async (workload) => ({
        workload,
        lack: lacking(await bench.plane.admin.get(workload)) ?? '',
      }));
      missing = (await Promise.all(states)).filter(({ lack }) => lack !== '');
      return missing.length === 0;
    };
    try {
      await bench.plane.until('all workloads are as declared', look, 60);
    } catch (cause) {
      const lines = missing.map(async ({ workload, lack }) => {
        const reasons = await reasonsIn(bench.plane.admin, String(workload.metadata.namespace));
        return [`${describeObject(workload)} ${lack}`, ...reasons].join('\n  ');
      });
      throw new Error((await Promise.all(lines)).join('\n'), { cause });
    }
  }

  it('have all their workloads Available and their Jobs complete', async () => {
    const workloads = ofKind(...WORKLOADS);
    expect(workloads.length).toBeGreaterThan(0);
    await areDone(workloads);
    countJudged('workloads', workloads.length);
    countJudged('pods', (await bench.plane.admin.itemsOf({ apiVersion: 'v1', kind: 'Pod' })).length);
  }, 90_000);

  it('are counted by their quotas as the project counts them', async () => {
    for (const tenant of tenants) {
      for (const namespace of namespacesOf(tenant)) {
        const all = namespaceDemand(cluster, tenant, namespace);
        for (const quota of all.quotas) {
          const reference = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: quota.name, namespace } };
          const used = async () => valueAt(await bench.plane.admin.get(reference), ['status', 'used']);
          const expected = Object.fromEntries(
            quota.bounds.map(({ key }) => [key, formatQuantity(usedAtRest(all, quota, key))]),
          );
          await bench.plane
            .until('it is counted', async () => isDeepStrictEqual(await used(), expected), 60)
            .catch(() => {});
          expect(await used(), `${namespace}/${quota.name}`).toEqual(expected);
          countJudged('totals of quotas', quota.bounds.length);
        }
      }
    }
  }, 120_000);

  it('run their CronJobs by hand, as kubectl create job --from does', async () => {
    const jobs = await Promise.all(
      ofKind('CronJob').map(async (cronJob) => {
        const job = byHand(await bench.plane.admin.get(cronJob));
        await adminOf(job).post(job);
        return job;
      }),
    );
    await areDone(jobs);
  }, 90_000);

  it('restart their Deployments and StatefulSets, as kubectl rollout restart does', async () => {
    await Promise.all(
      tenants.map(async (tenant) => {
        for (const workload of ofKind('Deployment', 'StatefulSet')) {
          if (!namespacesOf(tenant).includes(String(workload.metadata.namespace))) continue;
          await developerOf(tenant).edit(workload, RESTART);
          await areDone([workload]);
        }
      }),
    );
  }, 120_000);

  it('read the logs of their pods and see their quotas', async () => {
    for (const tenant of tenants) {
      const developer = developerOf(tenant);
      for (const namespace of namespacesOf(tenant)) {
        const quotas = await developer.itemsOf({ apiVersion: 'v1', kind: 'ResourceQuota', namespace });
        const compute = quotas.find(({ metadata }) => valueAt(metadata, ['name']) === 'compute');
        expect(valueAt(compute, ['status', 'hard'])).toEqual(valueAt(compute, ['spec', 'hard']));
        const running = (await developer.itemsOf({ apiVersion: 'v1', kind: 'Pod', namespace })).filter(
          ({ status }) => valueAt(status, ['phase']) === 'Running',
        );
        for (const { metadata } of running)
          expect(await developer.logOf(namespace, String(valueAt(metadata, ['name'])))).toBe(LOG);
      }
    }
  }, 60_000);

  it('do none of it in the namespaces of others', async () => {
    const [theirs] = ofKind('Deployment');
    const namespace = String(theirs?.metadata.namespace);
    for (const tenant of tenants) {
      if (namespacesOf(tenant).includes(namespace)) continue;
      const developer = developerOf(tenant);
      for (const attempt of [
        () => developer.edit(theirs as KubernetesObject, RESTART),
        () => developer.logOf(namespace, 'any'),
        () => developer.itemsOf({ apiVersion: 'v1', kind: 'ResourceQuota', namespace }),
        () => developer.itemsOf({ apiVersion: 'v1', kind: 'Pod', namespace }),
      ])
        await expect(attempt()).rejects.toMatchObject({ code: 403, reason: 'Forbidden' });
    }
  }, 60_000);

  function developerOf({ spec }: Tenant): Client {
    return bench.plane.as(memberOf(spec.owners.developer[0] ?? spec.owners.admin[0] ?? ''));
  }

  function adminOf({ metadata }: KubernetesObject): Client {
    const owner = tenants.find((tenant) => namespacesOf(tenant).includes(String(metadata.namespace)));
    return bench.plane.as(memberOf(owner?.spec.owners.admin[0] ?? ''));
  }
}

/** What kubectl makes of a CronJob (kubectl pkg/cmd/create/create_job.go). */
function byHand(cronJob: JsonObject): KubernetesObject {
  const template = valueAt(cronJob, ['spec', 'jobTemplate']);
  if (!isObject(template) || !isObject(cronJob.metadata)) throw new Error('a CronJob has no template');
  const { name, namespace, uid } = cronJob.metadata;
  const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name, uid, controller: true };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `${name}-by-hand`,
      namespace,
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
      ownerReferences: [owner],
    },
    spec: template.spec,
  } as KubernetesObject;
}
