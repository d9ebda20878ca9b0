import { amountsOf } from '../../../kubernetes/amounts.js';
import { podLimits, podRequests } from '../../../kubernetes/pod-resources.js';
import { admittedContainers, admittedPod } from '../../admitted-pod.js';
import type { Context } from '../../context.js';
import { itemsAt, objectAt, textAt } from '../../fields.js';
import { type JudgedObject, namespaceOf } from '../../judged-object.js';
import { type Breach, breaches } from '../../limit-range-bounds.js';
import { type LimitItem, limitItems } from '../../limit-ranges.js';
import type { JudgedPod } from '../../pods.js';
import { amountsIn } from '../../resource-list.js';
import type { EnvironmentRule, Violation } from '../../rule.js';

const range = (...items: string[]) => `
apiVersion: v1
kind: LimitRange
metadata: {name: defaults, namespace: shop-web}
spec: {limits: [${items.join(', ')}]}
---`;

const pod = (...resources: string[]) => `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop-web}
spec:
  containers:
${resources.map((each, index) => `    - {name: c${index}, image: registry.example.com/web:1, resources: ${each}}`).join('\n')}
`;

const claim = (size: string) => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: shop-web}
spec: {resources: {requests: {storage: ${size}}}}
`;

const max = range('{type: Container, max: {cpu: 2}}');

export const limitRange: EnvironmentRule = {
  id: 'quota/limit-range',
  scope: 'environment',
  severity: 'error',
  what: 'Every pod and claim is within the LimitRanges of its namespace, once their defaults are filled in.',
  why: 'The API server takes a Deployment whose pods a LimitRange refuses: no pod ever runs, and nothing but an event says so.',
  source: 'https://kubernetes.io/docs/concepts/policy/limit-range/',
  fix: 'Bring requests and limits within the bounds, or have the platform move them: `spec.limits` of the Tenant.',
  examples: {
    valid: [
      { title: 'what is rendered', declarations: {} },
      { title: 'at the bound', manifests: max + pod('{limits: {cpu: 2}}') },
      // The greatest limit is the default one where there is no other, and the request that of the limit.
      { title: 'nothing said', manifests: range('{type: Container, max: {cpu: 2}, min: {cpu: 1}}') + pod('{}') },
      {
        title: 'overhead is not counted',
        manifests: range('{type: Pod, max: {cpu: 2}}') + pod('{limits: {cpu: 1}}', '{limits: {cpu: 1}}'),
      },
      {
        title: 'a ratio',
        manifests:
          range('{type: Container, maxLimitRequestRatio: {cpu: 2}}') + pod('{requests: {cpu: 1}, limits: {cpu: 2}}'),
      },
      {
        title: 'a claim',
        manifests: range('{type: PersistentVolumeClaim, min: {storage: 1Gi}, max: {storage: 5Gi}}') + claim('5Gi'),
      },
    ],
    invalid: [
      {
        title: 'a limit above the greatest',
        manifests: max + pod('{limits: {cpu: 2}}', '{limits: {cpu: 2001m}}'),
        finds: [
          'container "c1" is limited to 2001m of cpu, more than the 2 that a Container may have by LimitRange "defaults"',
        ],
      },
      {
        title: 'a request below the least, and one above its default limit',
        manifests:
          range('{type: Container, min: {cpu: 100m}, max: {memory: 1Gi}}') + pod('{requests: {cpu: 50m, memory: 2Gi}}'),
        finds: [
          'container "c0" requests 50m of cpu, less than the 100m that a Container must have by LimitRange "defaults"',
          'container "c0" requests 2Gi of memory, more than the 1Gi that a Container may have by LimitRange "defaults"',
        ],
      },
      {
        title: 'a limit below the least',
        manifests: range('{type: Container, min: {cpu: 100m}}') + pod('{requests: {cpu: 100m}, limits: {cpu: 50m}}'),
        finds: [
          'container "c0" is limited to 50m of cpu, less than the 100m that a Container must have by LimitRange "defaults"',
        ],
      },
      {
        title: 'a ratio',
        manifests:
          range('{type: Container, maxLimitRequestRatio: {cpu: 1500m}}') +
          pod(
            '{requests: {cpu: 1}, limits: {cpu: 2}}',
            '{requests: {cpu: 1}}',
            '{requests: {cpu: 0}, limits: {cpu: 1}}',
          ),
        finds: [
          'container "c0" is limited to 2 of cpu and requests 1, and a Container may have limits of 1500m times its requests by LimitRange "defaults"',
          'container "c1" has no limit of cpu, and a Container may have limits of 1500m times its requests by LimitRange "defaults"',
          'container "c2" requests no cpu, and a Container may have limits of 1500m times its requests by LimitRange "defaults"',
        ],
      },
      {
        title: 'the containers of a pod together',
        manifests:
          range('{type: Pod, max: {cpu: 2}, min: {memory: 1Gi}}') + pod('{limits: {cpu: 2}}', '{limits: {cpu: 1}}'),
        finds: [
          'the pod requests no memory, less than the 1Gi that a Pod must have by LimitRange "defaults"',
          'the pod is limited to 3 of cpu, more than the 2 that a Pod may have by LimitRange "defaults"',
        ],
      },
      {
        title: 'no limit at all',
        manifests: range('{type: Pod, max: {cpu: 2}}') + pod('{}'),
        finds: ['the pod has no limit of cpu, more than the 2 that a Pod may have by LimitRange "defaults"'],
      },
      {
        title: 'claims, of a database too',
        manifests: `${range('{type: PersistentVolumeClaim, min: {storage: 2Gi}, max: {storage: 5Gi}}')}${claim('1Gi')}---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop-web}
spec:
  template: {spec: {containers: [{name: db, image: registry.example.com/db:1}]}}
  volumeClaimTemplates: [{metadata: {name: data}, spec: {resources: {requests: {storage: 6Gi}}}}]
`,
        finds: [
          'the claim requests 1Gi of storage, less than the 2Gi that a PersistentVolumeClaim must have by LimitRange "defaults"',
          'claim "data" requests 6Gi of storage, more than the 5Gi that a PersistentVolumeClaim may have by LimitRange "defaults"',
        ],
      },
      {
        title: "a tenant's own manifests, by the limits that it is declared",
        declarations: {
          'platform/shop.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: shop}
spec: {limits: {container: {max: {memory: 2Gi}}}}
`,
        },
        manifests: pod('{limits: {memory: 3Gi}}'),
        finds: [
          'container "c0" is limited to 3Gi of memory, more than the 2Gi that a Container may have by LimitRange "defaults"',
        ],
      },
    ],
  },
  *check(context) {
    for (const judgedPod of context.pods) {
      const items = limitItems(context, namespaceOf(judgedPod.owner) ?? '');
      if (items.length > 0) yield* judgePod(context, judgedPod, items);
    }
    for (const judged of context.objects.ofKind('/PersistentVolumeClaim'))
      yield* judgeClaim(context, judged, judged.object, [], 'the claim');
    for (const judged of context.objects.ofKind('apps/StatefulSet'))
      for (const { item, path } of itemsAt(judged.object, 'spec', 'volumeClaimTemplates'))
        yield* judgeClaim(context, judged, item, path, `claim "${textAt(item, 'metadata', 'name') ?? ''}"`);
  },
};

function* judgePod(context: Context, pod: JudgedPod, items: readonly LimitItem[]): Generator<Violation> {
  const containers = items.filter(({ type }) => type === 'Container');
  for (const { judged, requests, limits } of admittedContainers(context, pod)) {
    const [asked, most] = [amountsOf(requests), amountsOf(limits)];
    for (const item of containers)
      for (const breach of breaches(item, asked, most))
        yield {
          ...foundBy(item, breach, `container "${judged.name}"`),
          object: pod.owner,
          path: [...judged.path, 'resources', breach.side, breach.resource],
          container: judged.name,
        };
  }
  for (const item of items.filter(({ type }) => type === 'Pod')) {
    const admitted = admittedPod(context, pod, { withOverhead: false });
    for (const breach of breaches(item, podRequests(admitted), podLimits(admitted)))
      yield { ...foundBy(item, breach, 'the pod'), object: pod.owner, path: [...pod.path, 'spec', 'containers'] };
  }
}

function* judgeClaim(
  context: Context,
  judged: JudgedObject,
  claim: unknown,
  path: readonly (string | number)[],
  what: string,
): Generator<Violation> {
  const requests = amountsIn(objectAt(claim, 'spec', 'resources', 'requests'));
  for (const item of limitItems(context, namespaceOf(judged) ?? '')) {
    if (item.type !== 'PersistentVolumeClaim') continue;
    for (const breach of breaches(item, requests, new Map()))
      yield {
        ...foundBy(item, breach, what),
        object: judged,
        path: [...path, 'spec', 'resources', 'requests', breach.resource],
      };
  }
}

function foundBy(
  { range, object, path }: LimitItem,
  { reason, bound, resource }: Breach,
  what: string,
): Pick<Violation, 'message' | 'related'> {
  return {
    message: `${what} ${reason} by LimitRange "${range}"`,
    ...(object === undefined
      ? {}
      : { related: { message: 'the LimitRange', object, path: [...path, bound, resource] } }),
  };
}
