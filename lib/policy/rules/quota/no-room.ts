import { describeShort, type Shortage, shortagesIn } from '../../quota-room.js';
import type { EnvironmentRule } from '../../rule.js';

const quota = (hard: string, more = '') => `
apiVersion: v1
kind: ResourceQuota
metadata: {name: compute, namespace: shop-web}
spec: {hard: ${hard}${more}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: defaults, namespace: shop-web}
spec: {limits: [{type: Container, default: {cpu: 500m, memory: 512Mi}}]}
---`;

const deployment = (spec: string, runtime = 'kata-clh') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop-web}
spec:
  ${spec}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      runtimeClassName: ${runtime}
      containers: [{name: web, image: registry.example.com/web:1}]
`;

const job = (parallelism: number) => `
apiVersion: batch/v1
kind: Job
metadata: {name: import, namespace: shop-web}
spec:
  parallelism: ${parallelism}
  completions: 3
  template:
    spec:
      runtimeClassName: kata-clh
      priorityClassName: urgent
      containers: [{name: import, image: registry.example.com/import:1}]
`;

/** Workers, three at a time, and one that leads them. */
const jobSet = (replicas: number) => `
apiVersion: jobset.x-k8s.io/v1alpha2
kind: JobSet
metadata: {name: train, namespace: shop-web}
spec:
  replicatedJobs:
    - name: leader
      template: {spec: {template: {spec: {runtimeClassName: kata-clh, containers: [{name: train}]}}}}
    - name: workers
      replicas: ${replicas}
      template:
        spec: {parallelism: 3, completions: 3, template: {spec: {runtimeClassName: kata-clh, containers: [{name: train}]}}}
`;

const WHAT: Record<Shortage['when'], string> = {
  always: 'it and its other workloads',
  job: 'it beside what always runs',
  rollout: 'the new pod of a rollout beside the old ones',
};

export const noRoom: EnvironmentRule = {
  id: 'quota/no-room',
  scope: 'environment',
  severity: 'error',
  what: 'What a namespace holds has room in its ResourceQuotas: all that always runs, beside it each job, and each rollout.',
  why: 'The API server takes the Deployment and then refuses its pods: nothing says so but an event. The overhead of a RuntimeClass counts too, and so does what a LimitRange fills in.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/',
  fix: 'Ask for less (replicas, requests, limits), or have the platform grant more in the quota.',
  examples: {
    valid: [
      { title: 'what is rendered', declarations: {} },
      // 3 x (500m + 250m overhead) is 2250m, and a rollout needs 750m more.
      { title: 'to the last millicore', manifests: quota('{requests.cpu: 3}') + deployment('replicas: 3') },
      { title: 'without quota', manifests: deployment('replicas: 9').replaceAll('shop-web', 'monitoring') },
      {
        title: 'a rollout that takes old pods away first',
        manifests: quota('{requests.cpu: 2250m}') + deployment('replicas: 3\n  strategy: {type: Recreate}'),
      },
      // 3 x 750m.
      { title: 'a job', manifests: quota('{requests.cpu: 2250m}') + job(5) },
      // 2 x 3 x 750m.
      { title: 'the jobs of a JobSet', manifests: quota('{requests.cpu: 4500m}') + jobSet(2) },
      {
        title: 'a Sandbox that is switched off',
        manifests: `${quota('{requests.cpu: 100m}')}
apiVersion: agents.x-k8s.io/v1alpha1
kind: Sandbox
metadata: {name: code, namespace: shop-web}
spec: {replicas: 0, podTemplate: {spec: {containers: [{name: code}]}}}
`,
      },
      {
        title: 'a quota of other pods',
        manifests:
          quota(
            '{pods: 1}',
            ', scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [other]}]}',
          ) + job(3),
      },
    ],
    invalid: [
      {
        title: 'without the overhead there would be room',
        manifests: quota('{requests.cpu: 2}') + deployment('replicas: 3'),
        finds: [
          'namespace "shop-web" has no room for it and its other workloads: 2250m of requests.cpu, and ResourceQuota "compute" has 2',
        ],
      },
      {
        title: 'a rollout',
        manifests: quota('{requests.cpu: 2250m}') + deployment('replicas: 3'),
        finds: [
          'namespace "shop-web" has no room for the new pod of a rollout beside the old ones: 3 of requests.cpu, and ResourceQuota "compute" has 2250m',
        ],
      },
      {
        title: 'a job beside what runs',
        // 2250m and 750m of the Deployment, 2250m of the Job.
        manifests: `${quota('{requests.cpu: 3}')}${deployment('replicas: 3')}---${job(3)}`,
        finds: [
          'namespace "shop-web" has no room for it beside what always runs: 4500m of requests.cpu, and ResourceQuota "compute" has 3',
        ],
      },
      {
        title: 'the jobs of a JobSet',
        manifests: quota('{requests.cpu: 4500m}') + jobSet(3),
        finds: [
          'namespace "shop-web" has no room for it beside what always runs: 6750m of requests.cpu, and ResourceQuota "compute" has 4500m',
        ],
      },
      {
        title: 'a Rollout',
        manifests:
          quota('{requests.cpu: 2}') +
          deployment('replicas: 3').replace('apps/v1', 'argoproj.io/v1alpha1').replace('Deployment', 'Rollout'),
        finds: [
          'namespace "shop-web" has no room for it and its other workloads: 2250m of requests.cpu, and ResourceQuota "compute" has 2',
        ],
      },
      {
        title: 'a Sandbox',
        manifests: `${quota('{requests.cpu: 400m}')}
apiVersion: agents.x-k8s.io/v1alpha1
kind: Sandbox
metadata: {name: code, namespace: shop-web}
spec: {podTemplate: {spec: {containers: [{name: code}]}}}
`,
        finds: [
          'namespace "shop-web" has no room for it and its other workloads: 500m of requests.cpu, and ResourceQuota "compute" has 400m',
        ],
      },
      {
        title: 'a quota of its PriorityClass',
        manifests:
          quota(
            '{pods: 2}',
            ', scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [urgent]}]}',
          ) + job(3),
        finds: [
          'namespace "shop-web" has no room for it beside what always runs: 3 of pods, and ResourceQuota "compute" has 2',
        ],
      },
      {
        title: 'claims of a StatefulSet',
        manifests: `${quota('{requests.storage: 20Gi, persistentvolumeclaims: 3}')}
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop-web}
spec:
  replicas: 3
  template: {spec: {containers: [{name: db, image: registry.example.com/db:1}]}}
  volumeClaimTemplates: [{metadata: {name: data}, spec: {resources: {requests: {storage: 10Gi}}}}]
`,
        finds: [
          'namespace "shop-web" has no room for it and its other workloads: 30Gi of requests.storage, and ResourceQuota "compute" has 20Gi',
        ],
      },
      {
        title: "what a tenant's own manifests ask for, of the quota that it is declared",
        // 4 x (4 + 250m) of the 4 that the tenant has.
        manifests: `
apiVersion: v1
kind: Pod
metadata: {name: big, namespace: shop-web}
spec:
  runtimeClassName: kata-clh
  containers: [{name: big, image: registry.example.com/big:1, resources: {limits: {cpu: 4, memory: 1Gi}}}]
`,
        finds: [
          'namespace "shop-web" has no room for it and its other workloads: 4250m of requests.cpu, and ResourceQuota "compute" has 4; 4250m of limits.cpu, and ResourceQuota "compute" has 4',
        ],
      },
    ],
  },
  *check(context) {
    for (const namespace of context.objects.namespaces()) {
      for (const { taker, when, short } of shortagesIn(context, namespace)) {
        const [first] = short;
        const quota = first?.quota.object;
        yield {
          message: `namespace "${namespace}" has no room for ${WHAT[when]}: ${short.map(describeShort).join('; ')}`,
          object: taker.judged,
          path: taker.path,
          ...(first === undefined || quota === undefined
            ? {}
            : { related: { message: 'the quota', object: quota, path: ['spec', 'hard', first.key] } }),
        };
      }
    }
  },
};
