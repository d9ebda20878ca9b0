import { type Amounts, addAmounts, multiplyAmounts, NOTHING, type ResourceList } from '../kubernetes/amounts.js';
import type { ScopedPod } from '../kubernetes/quota/scopes.js';
import { type Counted, type CountedOnly, usageOf } from '../kubernetes/quota/usage.js';
import type { Cluster, Tenant, Workload } from './declaration.js';
import { deviceResources } from './device-resources.js';
import { limitsOf } from './quota.js';
import { overheadOf } from './runtime.js';
import { runtimeOf } from './workload.js';

/** What a workload takes of the quotas of its namespace. */
export interface Demand {
  readonly workload: Workload;
  readonly pod: ScopedPod;
  /** What one of its pods is counted as. */
  readonly perPod: Amounts;
  /** Pods that run at once. */
  readonly pods: number;
  /** Everything that is not a pod. */
  readonly objects: Amounts;
}

export function demandOf(cluster: Cluster, tenant: Tenant, workload: Workload): Demand {
  const pod = podOf(cluster, tenant, workload);
  return {
    workload,
    pod,
    perPod: usageOf({ kind: 'Pod', spec: pod }),
    pods: podsOf(workload),
    objects: objectsOf(cluster, workload)
      .map(([object, times]) => multiplyAmounts(usageOf(object), times))
      .reduce(addAmounts, NOTHING),
  };
}

/** What a namespace takes before any workload is there: its quotas, and the certificate that the API server is known by. */
export function ownDemand(quotas: number): Amounts {
  return addAmounts(multiplyAmounts(usageOf({ kind: 'ResourceQuota' }), quotas), usageOf({ kind: 'ConfigMap' }));
}

function podsOf({ spec }: Workload): number {
  return spec.job?.parallelism ?? (spec.service ?? spec.sandbox ?? spec.database)?.replicas ?? 0;
}

/** The pod as the API server admits it: what it does not say, the LimitRange does, and overhead comes with the runtime. */
export function podOf(cluster: Cluster, tenant: Tenant, workload: Workload): ScopedPod {
  const { requests = {}, ...limits } = workload.spec.resources;
  const { container } = limitsOf(tenant.spec, workload.spec.namespace);
  const fallback = { ...container.max, ...container.default };
  const taken = deviceResources(cluster.environment.spec, workload.spec);
  const runtime = runtimeOf(cluster, tenant, workload);
  const overhead = runtime === undefined ? undefined : overheadOf(runtime.spec);
  const { priorityClass } = workload.spec;
  return {
    containers: [
      {
        resources: {
          limits: listOf(fallback, limits, taken),
          requests: listOf(container.min, fallback, container.defaultRequest, limits, requests, taken),
        },
      },
    ],
    ...(overhead === undefined ? {} : { overhead: listOf(overhead) }),
    ...(priorityClass === undefined ? {} : { priorityClassName: priorityClass }),
  };
}

/** What is counted beside pods, each with how many there are of it. */
function objectsOf({ environment }: Cluster, { spec }: Workload): [Counted, number][] {
  const { service, sandbox, database, job } = spec;
  const { storageClasses } = environment.spec;
  const objects: [Counted, number][] = [];
  const add = (kind: CountedOnly, times: number) => times > 0 && objects.push([{ kind }, times]);
  const claim = (size: string | number, storageClass: string | undefined, times: number) => {
    const storageClassName = storageClass ?? Object.keys(storageClasses).find((name) => storageClasses[name]?.default);
    objects.push([
      {
        kind: 'PersistentVolumeClaim',
        spec: {
          resources: { requests: { storage: size } },
          ...(storageClassName === undefined ? {} : { storageClassName }),
        },
      },
      times,
    ]);
  };

  if (service !== undefined || sandbox !== undefined) add('Deployment', 1);
  if (job !== undefined) add(job.schedule === undefined ? 'Job' : 'CronJob', 1);
  add('ConfigMap', Object.keys(spec.files).length);
  add('Secret', Object.keys(spec.externalSecrets).length);
  for (const { create } of Object.values(spec.volumes))
    if (create !== undefined) claim(create.size, create.storageClass, 1);
  if (database !== undefined) {
    add('StatefulSet', 1);
    claim(database.storage.size, database.storage.storageClass, database.replicas);
  }
  if (database !== undefined || Object.keys((service ?? sandbox)?.ports ?? {}).length > 0)
    objects.push([{ kind: 'Service' }, 1]);
  return objects;
}

/** The later lists win. */
function listOf(...lists: (Readonly<Record<string, string | number | undefined>> | undefined)[]): ResourceList {
  const list: Record<string, string | number> = {};
  for (const amounts of lists)
    for (const [name, amount] of Object.entries(amounts ?? {})) if (amount !== undefined) list[name] = amount;
  return list;
}
