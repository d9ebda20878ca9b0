import { type Amounts, addAmounts, multiplyAmounts, NOTHING } from '../kubernetes/amounts.js';
import { type JsonObject, type Path, valueAt } from '../kubernetes/json.js';
import type { ScopedPod } from '../kubernetes/quota/scopes.js';
import { type Counted, type CountedOnly, usageOf } from '../kubernetes/quota/usage.js';
import { admittedPod } from './admitted-pod.js';
import type { Context } from './context.js';
import { itemsAt, numberAt, objectAt, textAt } from './fields.js';
import type { JudgedObject } from './judged-object.js';
import { kindOf } from './objects.js';
import { type JudgedPod, podsOf } from './pods.js';
import { resourceList } from './resource-list.js';

/** What an object takes of the quotas of its namespace. */
export interface Taker {
  readonly judged: JudgedObject;
  /** The field that says how many. */
  readonly path: Path;
  readonly pod: ScopedPod | undefined;
  readonly perPod: Amounts;
  /** Pods that always run. */
  readonly lasting: number;
  /** Pods that run for a while beside all that always run, and why. */
  readonly passing: number;
  readonly reason: 'rollout' | 'job';
  /** Everything that is not a pod. */
  readonly objects: Amounts;
}

/** Kinds that a quota counts, by group and kind; an ExternalSecret makes a Secret. */
const COUNTED: Readonly<Record<string, CountedOnly>> = {
  '/ConfigMap': 'ConfigMap',
  '/ReplicationController': 'ReplicationController',
  '/Secret': 'Secret',
  'apps/Deployment': 'Deployment',
  'apps/StatefulSet': 'StatefulSet',
  'batch/CronJob': 'CronJob',
  'batch/Job': 'Job',
  'external-secrets.io/ExternalSecret': 'Secret',
};

/** None for what no quota counts. Pods of a DaemonSet are left out: how many there are, its nodes decide. */
export function takersOf(context: Context, judged: JudgedObject): Taker[] {
  if (kindOf(judged.object) === 'jobset.x-k8s.io/JobSet') return podsOf(judged).map((pod) => ofJobSet(context, pod));
  const taker = takerOf(context, judged);
  return taker === undefined ? [] : [taker];
}

/** Each of its replicated jobs by itself: they need not all run at once (jobset.x-k8s.io/v1alpha2, ReplicatedJob). */
function ofJobSet(context: Context, judgedPod: JudgedPod): Taker {
  const { owner: judged, path } = judgedPod;
  const replicas = [...path.slice(0, -3), 'replicas'];
  const { passing } = jobPods(judged.object, path.slice(0, -1));
  const pod = admittedPod(context, judgedPod);
  return {
    judged,
    path: replicas,
    pod,
    perPod: usageOf({ kind: 'Pod', spec: pod }),
    lasting: 0,
    passing: passing * (countAt(judged.object, ...replicas) ?? 1),
    reason: 'job',
    objects: NOTHING,
  };
}

function takerOf(context: Context, judged: JudgedObject): Taker | undefined {
  const { object } = judged;
  const kind = kindOf(object);
  const counted = Object.hasOwn(COUNTED, kind) ? COUNTED[kind] : undefined;
  const none = { judged, path: ['metadata', 'name'], pod: undefined, perPod: NOTHING, lasting: 0, passing: 0 };
  const of = (what: Counted) => ({ ...none, reason: 'rollout' as const, objects: usageOf(what) });
  if (kind === '/PersistentVolumeClaim')
    return { ...of(claimOf(context, object)), path: ['spec', 'resources', 'requests', 'storage'] };
  if (kind === '/Service') return { ...of(serviceOf(object)), path: ['spec', 'type'] };
  const pods = podCount(kind, object);
  if (pods === undefined) return counted === undefined ? undefined : of({ kind: counted });
  const [judgedPod] = podsOf(judged);
  const pod = judgedPod && admittedPod(context, judgedPod);
  return {
    judged,
    ...pods,
    pod,
    perPod: pod === undefined ? NOTHING : usageOf({ kind: 'Pod', spec: pod }),
    objects: addAmounts(counted === undefined ? NOTHING : usageOf({ kind: counted }), claimsOf(context, object)),
  };
}

type PodCount = Pick<Taker, 'path' | 'lasting' | 'passing' | 'reason'>;

function podCount(kind: string, object: JsonObject): PodCount | undefined {
  switch (kind) {
    case '/Pod':
      return { path: ['spec'], lasting: 1, passing: 0, reason: 'rollout' };
    case 'apps/Deployment':
      return { ...replicasOf(object), passing: surgeOf(object) };
    case 'apps/ReplicaSet':
    case 'apps/StatefulSet':
    case '/ReplicationController':
    case 'agents.x-k8s.io/Sandbox':
    // How many pods a rollout of it has, its strategy and its traffic decide.
    case 'argoproj.io/Rollout':
      return replicasOf(object);
    case 'batch/Job':
      return jobPods(object, ['spec']);
    case 'batch/CronJob':
      return jobPods(object, ['spec', 'jobTemplate', 'spec']);
    default:
      return undefined;
  }
}

function replicasOf(object: JsonObject): PodCount {
  return {
    path: ['spec', 'replicas'],
    lasting: countAt(object, 'spec', 'replicas') ?? 1,
    passing: 0,
    reason: 'rollout',
  };
}

function jobPods(object: JsonObject, spec: Path): PodCount {
  const parallel = countAt(object, ...spec, 'parallelism') ?? 1;
  const wanted = countAt(object, ...spec, 'completions') ?? parallel;
  return { path: [...spec, 'parallelism'], lasting: 0, passing: Math.min(parallel, wanted), reason: 'job' };
}

/**
 * Pods more than its replicas that a rollout cannot do without: one, where none may be missing meanwhile. Unless said
 * otherwise a quarter may, rounded down (kubernetes pkg/controller/deployment/util, ResolveFenceposts).
 */
function surgeOf(object: JsonObject): number {
  const replicas = countAt(object, 'spec', 'replicas') ?? 1;
  if (replicas === 0 || textAt(object, 'spec', 'strategy', 'type') === 'Recreate') return 0;
  const missing = valueAt(object, ['spec', 'strategy', 'rollingUpdate', 'maxUnavailable']) ?? '25%';
  const percent = typeof missing === 'string' ? /^(\d{1,3})%$/.exec(missing)?.[1] : undefined;
  const may = percent === undefined ? missing : Math.floor((replicas * Number(percent)) / 100);
  return may === 0 ? 1 : 0;
}

function claimsOf(context: Context, object: JsonObject): Amounts {
  const templates = itemsAt(object, 'spec', 'volumeClaimTemplates').map(({ item }) => usageOf(claimOf(context, item)));
  return multiplyAmounts(templates.reduce(addAmounts, NOTHING), countAt(object, 'spec', 'replicas') ?? 1);
}

/** A claim that names no class is of the cluster's default one, where the declarations know it. */
function claimOf({ cluster }: Context, claim: JsonObject): Counted {
  const classes = Object.entries(cluster?.environment.spec.storageClasses ?? {});
  const storageClassName = textAt(claim, 'spec', 'storageClassName') ?? classes.find(([, each]) => each.default)?.[0];
  const requests = resourceList(objectAt(claim, 'spec', 'resources', 'requests'));
  return {
    kind: 'PersistentVolumeClaim',
    spec: { resources: { requests }, ...(storageClassName === undefined ? {} : { storageClassName }) },
  };
}

function serviceOf(object: JsonObject): Counted {
  const type = textAt(object, 'spec', 'type');
  const ports = itemsAt(object, 'spec', 'ports').map(({ item }) => {
    const nodePort = numberAt(item, 'nodePort');
    return { port: numberAt(item, 'port') ?? 0, ...(nodePort === undefined ? {} : { nodePort }) };
  });
  const allocated = valueAt(object, ['spec', 'allocateLoadBalancerNodePorts']);
  return {
    kind: 'Service',
    spec: {
      ports,
      ...(type === undefined ? {} : { type }),
      ...(typeof allocated === 'boolean' ? { allocateLoadBalancerNodePorts: allocated } : {}),
    },
  };
}

/** A whole number as the API server takes one for a count (int32). */
function countAt(root: unknown, ...path: Path): number | undefined {
  const count = numberAt(root, ...path);
  return count !== undefined && Number.isInteger(count) && count >= 0 && count < 2 ** 31 ? count : undefined;
}
