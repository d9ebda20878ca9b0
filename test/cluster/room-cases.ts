import {
  ENVIRONMENT_FILE,
  edit,
  type Files,
  LEDGER_FILE,
  SHOP_FILE,
  WEB_FILE,
  without,
  workload,
} from '../config/declarations.js';

export interface Case {
  readonly what: string;
  /** Of the Workload. */
  readonly spec: string;
  /** Of its namespace, where the tenant's 4 CPU and 8Gi would be in the way of what is tried. */
  readonly namespace?: string;
  /** What the project says is wrong with it; nothing where it says that it fits. */
  readonly verdict?: string;
  /** Why the real quota or scheduler keep it from running. */
  readonly reason?: RegExp;
  /** It runs, and is restarted. */
  readonly restart?: true;
}

const LARGE =
  '{quota: {cpu: 100, memory: 1Ti, devices: {gpu: 9}, storage: {total: 9Gi, claims: 1, classes: {ssd: {storage: 9Gi}}}}}';

/** Nodes have 8 CPU and 32Gi, one has two GPUs and a taint; kata-clh takes 250m and 130Mi beside each container. */
export const CASES: readonly Case[] = [
  { what: 'eight pods of 500m', spec: 'service: {replicas: 8}\n  resources: {memory: 1Gi}' },
  {
    what: 'nine pods of 500m',
    spec: 'service: {replicas: 9}',
    verdict: '4500m of requests.cpu, and quota `compute` has 4',
    reason:
      /exceeded quota: compute, requested: limits.cpu=500m,requests.cpu=500m, used: limits.cpu=4,requests.cpu=4, limited: limits.cpu=4,requests.cpu=4/,
  },
  {
    what: 'five pods of 500m and overhead',
    spec: 'service: {replicas: 5}\n  runtime: kata-clh',
  },
  {
    what: 'six pods of 500m and overhead',
    spec: 'service: {replicas: 6}\n  runtime: kata-clh',
    verdict: '4500m of requests.cpu, and quota `compute` has 4',
    reason:
      /exceeded quota: compute, requested: limits.cpu=750m,requests.cpu=750m, used: limits.cpu=3750m,requests.cpu=3750m/,
  },
  { what: 'a rollout of three pods of 1', spec: 'service: {replicas: 3}\n  resources: {cpu: 1}', restart: true },
  {
    what: 'a rollout of two pods of 2',
    spec: 'service: {replicas: 2}\n  resources: {cpu: 2}',
    verdict: 'no room for the new pod of a rollout beside the old ones: 6 of requests.cpu',
    reason: /exceeded quota: compute, requested: limits.cpu=2,requests.cpu=2, used: limits.cpu=4,requests.cpu=4/,
    restart: true,
  },
  { what: 'a rollout of four pods of 1', spec: 'service: {replicas: 4}\n  resources: {cpu: 1}', restart: true },
  { what: 'a job', spec: 'job: {parallelism: 8, completions: 8}' },
  {
    // KWOK's pods end before a job of many could have too many of them.
    what: 'a job of a pod that is too large',
    spec: 'job: {}\n  resources: {cpu: 4500m}',
    verdict: 'no room for it beside what always runs: 4500m of requests.cpu',
    reason: /exceeded quota: compute, requested: limits.cpu=4500m,requests.cpu=4500m/,
  },
  {
    what: 'a claim',
    spec: 'database: {ports: {}, storage: {size: 9Gi, mountPath: /data}}',
    namespace: LARGE,
  },
  {
    what: 'claims beyond their number',
    spec: 'database: {replicas: 2, ports: {}, storage: {size: 1Gi, mountPath: /data}}',
    namespace: LARGE,
    verdict: '2 of persistentvolumeclaims, and quota `objects` has 1',
    reason: /exceeded quota: objects, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=1/,
  },
  {
    what: 'a claim beyond its class',
    spec: 'database: {ports: {}, storage: {size: 10Gi, mountPath: /data}}',
    namespace: LARGE,
    verdict: '10Gi of ssd.storageclass.storage.k8s.io/requests.storage, and quota `storage` has 9Gi',
    reason: /exceeded quota: storage, requested: requests.storage=10Gi/,
  },
  {
    what: 'a container beyond the LimitRange',
    spec: 'service: {replicas: 1}\n  resources: {cpu: 2}',
    namespace: '{limits: {container: {max: {cpu: 1}}}}',
    verdict: 'spec.resources.cpu: 2 is more than the 1 that a container may have',
    reason: /maximum cpu usage per Container is 1, but limit is 2/,
  },
  {
    what: 'a pod as large as a node',
    spec: 'service: {replicas: 1}\n  resources: {cpu: 7750m}\n  runtime: kata-clh',
    namespace: LARGE,
  },
  {
    what: 'a pod larger than a node',
    spec: 'service: {replicas: 1}\n  resources: {cpu: 8}\n  runtime: kata-clh',
    namespace: LARGE,
    verdict: 'general: a node has 8 of cpu, and a pod takes 8250m',
    reason: /3 Insufficient cpu/,
  },
  {
    what: 'more memory than a node has',
    spec: 'service: {replicas: 1}\n  resources: {memory: 32Gi}\n  runtime: kata-clh',
    namespace: LARGE,
    verdict: 'general: a node has 32Gi of memory, and a pod takes 32898Mi',
    reason: /3 Insufficient memory/,
  },
  {
    what: 'devices of a node',
    spec: 'service: {replicas: 1}\n  devices: {gpu: 2}\n  runtime: accelerated',
    namespace: LARGE,
  },
  {
    what: 'more devices than a node has',
    spec: 'service: {replicas: 1}\n  devices: {gpu: 3}\n  runtime: accelerated',
    namespace: LARGE,
    verdict: 'accelerated: a node has 2 of gpu, not 3',
    reason: /1 Insufficient nvidia.com\/gpu/,
  },
  {
    what: 'a label that no node has',
    spec: 'service: {replicas: 1}\n  placement: {nodeLabels: {disk: tape}}',
    verdict: 'general: has no label disk=tape',
    reason: /didn't match Pod's node affinity\/selector/,
  },
  {
    what: 'a taint that nothing tolerates',
    spec: 'service: {replicas: 1}\n  placement: {nodeLabels: {disk: ssd}}',
    verdict: 'accelerated: nothing tolerates its taint example.com/accelerated',
    reason: /had untolerated taint/,
  },
];

export const namespaceOf = (index: number) => `room-${index}`;

/** The environment with its tenant's namespaces, one for each case, and no workload. */
export function declared(): Files {
  const namespaces = CASES.map(({ namespace = '{}' }, index) => `    ${namespaceOf(index)}: ${namespace}\n`);
  const runtimes = '    allowed: [runc, kata-clh, accelerated]\n';
  let files = edit(SHOP_FILE, '    shop-web: {}\n', namespaces.join(''), without(LEDGER_FILE, without(WEB_FILE)));
  files = edit(SHOP_FILE, '    allowed: [runc, kata-clh]\n', runtimes, files);
  files = edit(SHOP_FILE, '  runtimes:\n', '  devices: [gpu]\n  runtimes:\n', files);
  const accelerated = `    accelerated:
      count: 1
      labels: {disk: ssd}
      taints: {example.com/accelerated: {effect: NoSchedule}}
      allocatable: {cpu: 8, memory: 32Gi}
      devices: {gpu: 2}
`;
  files = edit(ENVIRONMENT_FILE, '  devices:\n', `${accelerated}  devices:\n`, files);
  const runtime = `apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata:
  name: accelerated
spec:
  handler: accelerated
  isolation: none
  nodeSelector: {disk: ssd}
  tolerations: {example.com/accelerated: {effect: NoSchedule}}
`;
  return { ...files, 'environments/prod/platform/accelerated.yaml': runtime };
}

const FILE = 'environments/prod/tenants/shop/case.yaml';

export function withCase(files: Files, index: number): Files {
  const text = workload('case', namespaceOf(index)).replace('service: {}', CASES[index]?.spec ?? '');
  return { ...files, [FILE]: text };
}

/** The same with so much of everything that every case fits, and is rendered. */
export function boundless(): Files {
  let files = declared();
  const all = CASES.map(
    (_, index) =>
      `    ${namespaceOf(index)}: {quota: {cpu: 1k, memory: 1Ti, devices: {gpu: 99}, storage: {total: 1Ti, claims: 99, classes: {ssd: {storage: 1Ti}}}}}\n`,
  );
  const tenant = (files[SHOP_FILE] ?? '').replace(/(?: {4}room-.*\n)+/, all.join(''));
  const everywhere = `    everywhere:
      count: 1
      labels: {disk: tape, katacontainers.io/kata-runtime: "true"}
      allocatable: {cpu: 1k, memory: 1Ti}
      devices: {gpu: 99}
    tape:
      count: 1
      labels: {disk: ssd, katacontainers.io/kata-runtime: "true"}
      allocatable: {cpu: 1k, memory: 1Ti}
      devices: {gpu: 99}
`;
  files = edit(ENVIRONMENT_FILE, '    accelerated:\n', `${everywhere}    accelerated:\n`, files);
  return { ...files, [SHOP_FILE]: tenant };
}
