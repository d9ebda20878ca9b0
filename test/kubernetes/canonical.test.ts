import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { canonicalObject } from '../../lib/kubernetes/canonical.js';
import type { Json, JsonObject, Path } from '../../lib/kubernetes/json.js';
import { parseQuantity } from '../../lib/kubernetes/quantity.js';
import { ANY_KIND } from '../../lib/kubernetes/stored-fields/kinds.js';
import { readRows } from '../../lib/kubernetes/stored-fields/notation.js';

const KINDS: Record<string, string> = {
  Pod: 'v1',
  Namespace: 'v1',
  ConfigMap: 'v1',
  Secret: 'v1',
  Service: 'v1',
  ServiceAccount: 'v1',
  ResourceQuota: 'v1',
  LimitRange: 'v1',
  PersistentVolumeClaim: 'v1',
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  RuntimeClass: 'node.k8s.io/v1',
  PriorityClass: 'scheduling.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  ValidatingAdmissionPolicy: 'admissionregistration.k8s.io/v1',
  ValidatingWebhookConfiguration: 'admissionregistration.k8s.io/v1',
  AppProject: 'argoproj.io/v1alpha1',
  NetworkAttachmentDefinition: 'k8s.cni.cncf.io/v1',
  VirtualMachine: 'kubevirt.io/v1',
};

function objectOf(kind: string, body: JsonObject): JsonObject {
  return { apiVersion: KINDS[kind] ?? 'v1', kind, metadata: { name: 'a' }, ...body };
}

/** `a.b[0].c` as steps; a step in quotes may hold dots. */
function stepsOf(path: string): Path {
  return [...path.matchAll(/"([^"]+)"|\[(\d+)\]|([^.[\]"]+)/g)].map(([, quoted, index, plain]) =>
    index === undefined ? (quoted ?? plain ?? '') : Number(index),
  );
}

/** A body in which `value` stands at `path` and nothing else does; undefined stands for nothing. */
function bodyWith(path: string, value: Json | undefined): JsonObject {
  const build = (steps: Path): Json | undefined => {
    const [step, ...rest] = steps;
    if (step === undefined) return value;
    const inner = build(rest);
    if (typeof step === 'number') return inner === undefined ? [] : [inner];
    return inner === undefined ? {} : { [step]: inner };
  };
  return build(stepsOf(path)) as JsonObject;
}

const KEPT = Symbol('kept as written');
const DROPPED = Symbol('dropped');
type Row = [kind: string, path: string, written: Json, stored: Json | typeof KEPT | typeof DROPPED];

const CONTAINER = 'spec.containers[0]';
const TEMPLATE = 'spec.template.spec.containers[0]';

const ROWS: Row[] = [
  // Quantities, in every place where built-in kinds hold them.
  ['ResourceQuota', 'spec.hard."requests.cpu"', '4000m', '4'],
  ['ResourceQuota', 'spec.hard."limits.memory"', '1.5Gi', '1536Mi'],
  ['ResourceQuota', 'spec.hard."requests.storage"', '1000G', '1T'],
  ['ResourceQuota', 'spec.hard.pods', '1000', '1k'],
  ['ResourceQuota', 'spec.hard."count/configmaps"', '2000', '2k'],
  ['ResourceQuota', 'spec.hard.pods', 10, '10'],
  ['ResourceQuota', 'spec.hard."limits.cpu"', 1.5, '1500m'],
  ['ResourceQuota', 'spec.hard."limits.memory"', 1073741824, '1073741824'],
  ['ResourceQuota', 'spec.hard."limits.cpu"', '0.1m', '1m'],
  ['ResourceQuota', 'spec.hard."limits.cpu"', 'much', KEPT],
  ['LimitRange', 'spec.limits[0].default.cpu', '0.5', '500m'],
  ['LimitRange', 'spec.limits[0].defaultRequest.cpu', '0.01', '10m'],
  ['LimitRange', 'spec.limits[0].min.memory', '1024Mi', '1Gi'],
  ['LimitRange', 'spec.limits[0].max.memory', '1024Gi', '1Ti'],
  ['LimitRange', 'spec.limits[0].maxLimitRequestRatio.cpu', 4, '4'],
  ['RuntimeClass', 'overhead.podFixed.memory', '1024Mi', '1Gi'],
  ['RuntimeClass', 'overhead.podFixed.cpu', '0.1m', '100u'],
  ['Pod', 'spec.overhead.cpu', '1000m', '1'],
  ['Pod', 'spec.resources.requests.cpu', '1000m', '1'],
  ['Pod', `${CONTAINER}.resources.requests.cpu`, '1000m', '1'],
  ['Pod', 'spec.initContainers[0].resources.limits.memory', '1024Mi', '1Gi'],
  ['Pod', 'spec.ephemeralContainers[0].resources.limits.memory', '1024Mi', '1Gi'],
  ['Pod', `${CONTAINER}.env[0].valueFrom.resourceFieldRef.divisor`, '1024Ki', '1Mi'],
  ['Pod', 'spec.volumes[0].emptyDir.sizeLimit', '1024Mi', '1Gi'],
  ['Pod', 'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources.requests.storage', '1024Mi', '1Gi'],
  ['Deployment', `${TEMPLATE}.resources.limits.cpu`, '2000m', '2'],
  ['CronJob', 'spec.jobTemplate.spec.template.spec.containers[0].resources.limits.cpu', '2000m', '2'],
  ['StatefulSet', 'spec.volumeClaimTemplates[0].spec.resources.requests.storage', '1024Gi', '1Ti'],
  ['PersistentVolumeClaim', 'spec.resources.requests.storage', '1024Gi', '1Ti'],
  ['HorizontalPodAutoscaler', 'spec.metrics[0].pods.target.averageValue', '1000m', '1'],
  // A custom resource stores what it is given, and a string that only looks like a quantity is none.
  ['VirtualMachine', 'spec.template.spec.domain.memory.guest', '1024Mi', KEPT],
  ['ConfigMap', 'data.cpu', '1000m', KEPT],
  ['Pod', `${CONTAINER}.env[0].value`, '1000m', KEPT],
  ['Pod', `${CONTAINER}.args[0]`, '1000m', KEPT],

  // Empty lists and maps that the API server drops.
  ['NetworkPolicy', 'spec.ingress', [], DROPPED],
  ['NetworkPolicy', 'spec.egress', [], DROPPED],
  ['NetworkPolicy', 'spec.ingress[0].from', [], DROPPED],
  ['NetworkPolicy', 'spec.egress[0].to', [], DROPPED],
  ['NetworkPolicy', 'spec.ingress[0].from[0].ipBlock.except', [], DROPPED],
  ['NetworkPolicy', 'spec.podSelector.matchLabels', {}, DROPPED],
  ['Pod', 'spec.nodeSelector', {}, DROPPED],
  ['Pod', 'spec.tolerations', [], DROPPED],
  ['Pod', `${CONTAINER}.command`, [], DROPPED],
  ['Pod', `${CONTAINER}.securityContext.capabilities.add`, [], DROPPED],
  ['Pod', `${CONTAINER}.resources.requests`, {}, DROPPED],
  ['Role', 'rules[0].resourceNames', [], DROPPED],
  ['Role', 'rules', [], DROPPED],
  ['Namespace', 'metadata.labels', {}, DROPPED],
  ['Namespace', 'metadata.annotations', {}, DROPPED],
  ['Namespace', 'metadata.finalizers', [], DROPPED],
  ['ConfigMap', 'binaryData', {}, DROPPED],
  ['ServiceAccount', 'secrets', [], DROPPED],
  ['Deployment', 'spec.template.metadata.labels', {}, DROPPED],
  ['ValidatingAdmissionPolicy', 'spec.matchConstraints.resourceRules', [], DROPPED],

  // Zero values behind omitempty.
  ['Pod', 'spec.hostNetwork', false, DROPPED],
  ['Pod', 'spec.hostPID', false, DROPPED],
  ['Pod', 'spec.priorityClassName', '', DROPPED],
  ['Pod', 'spec.nodeName', '', DROPPED],
  ['Pod', `${CONTAINER}.env[0].value`, '', DROPPED],
  ['Pod', `${CONTAINER}.volumeMounts[0].readOnly`, false, DROPPED],
  ['Pod', `${CONTAINER}.tty`, false, DROPPED],
  ['Pod', `${CONTAINER}.livenessProbe.initialDelaySeconds`, 0, DROPPED],
  ['PriorityClass', 'globalDefault', false, DROPPED],
  ['PriorityClass', 'description', '', DROPPED],
  ['RoleBinding', 'subjects[0].apiGroup', '', DROPPED],
  ['RoleBinding', 'roleRef.apiGroup', '', DROPPED],
  ['Service', 'spec.ports[0].nodePort', 0, DROPPED],
  ['Service', 'spec.selector', {}, DROPPED],
  ['Deployment', 'spec.minReadySeconds', 0, DROPPED],
  ['ValidatingWebhookConfiguration', 'webhooks[0].clientConfig.caBundle', '', DROPPED],

  // What the server writes, never the author.
  ['Namespace', 'metadata.creationTimestamp', '2020-01-01T00:00:00Z', DROPPED],
  ['Namespace', 'metadata.managedFields', [{ manager: 'kubectl' }], DROPPED],
  ['Deployment', 'spec.template.metadata.creationTimestamp', null, DROPPED],
  ['StatefulSet', 'spec.volumeClaimTemplates[0].status', {}, DROPPED],
  ['AppProject', 'metadata.creationTimestamp', null, DROPPED],

  // Nulls.
  ['Pod', 'spec.runtimeClassName', null, DROPPED],
  ['Pod', 'spec.securityContext', null, DROPPED],
  ['NetworkPolicy', 'spec.ingress[0].from[0].namespaceSelector', null, DROPPED],
  ['AppProject', 'spec.description', null, DROPPED],
  ['ConfigMap', 'data.k', null, ''],
  ['Namespace', 'metadata.labels.k', null, ''],
  ['ResourceQuota', 'spec.hard.pods', null, '0'],

  // Empties that mean something: behind a pointer, required, or an item of a list.
  ['NetworkPolicy', 'spec.podSelector', {}, KEPT],
  ['NetworkPolicy', 'spec.ingress[0].from[0].podSelector', {}, KEPT],
  ['NetworkPolicy', 'spec.ingress[0].from[0].namespaceSelector', {}, KEPT],
  ['NetworkPolicy', 'spec.ingress[0]', {}, KEPT],
  ['NetworkPolicy', 'spec.egress[0]', {}, KEPT],
  ['NetworkPolicy', 'spec.ingress[0].from[0]', {}, KEPT],
  ['NetworkPolicy', 'spec.ingress', [null], KEPT],
  ['Pod', 'spec.securityContext', {}, KEPT],
  ['Pod', 'spec.volumes[0].emptyDir', {}, KEPT],
  ['Pod', `${CONTAINER}.securityContext`, {}, KEPT],
  ['Pod', `${CONTAINER}.resources`, {}, KEPT],
  ['Pod', `${CONTAINER}.securityContext.privileged`, false, KEPT],
  ['Pod', `${CONTAINER}.securityContext.runAsUser`, 0, KEPT],
  ['Pod', 'spec.automountServiceAccountToken', false, KEPT],
  ['Pod', 'spec.enableServiceLinks', false, KEPT],
  ['Pod', 'spec.hostUsers', false, KEPT],
  ['Pod', 'spec.priority', 0, KEPT],
  ['Pod', 'spec.terminationGracePeriodSeconds', 0, KEPT],
  ['Pod', 'spec.volumes[0].hostPath.type', '', KEPT],
  ['Pod', 'spec.volumes[0].csi.readOnly', false, KEPT],
  ['ServiceAccount', 'automountServiceAccountToken', false, KEPT],
  ['CronJob', 'spec.suspend', false, KEPT],
  ['Job', 'spec.suspend', false, KEPT],
  ['Deployment', 'spec.replicas', 0, KEPT],
  ['Deployment', 'spec.strategy', {}, KEPT],
  ['PriorityClass', 'value', 0, KEPT],
  ['Service', 'spec.allocateLoadBalancerNodePorts', false, KEPT],
  ['PersistentVolumeClaim', 'spec.storageClassName', '', KEPT],
  ['ValidatingAdmissionPolicy', 'spec.matchConstraints.namespaceSelector', {}, KEPT],
  ['ValidatingAdmissionPolicy', 'spec.matchConstraints.objectSelector', {}, KEPT],
  ['ValidatingWebhookConfiguration', 'webhooks[0].namespaceSelector', {}, KEPT],

  // Texts of the author.
  ['ConfigMap', 'data.empty', '', KEPT],
  ['ConfigMap', 'data.hostNetwork', 'false', KEPT],
  ['Namespace', 'metadata.labels.empty', '', KEPT],
  ['Namespace', 'metadata.annotations.empty', '', KEPT],
  ['Pod', 'spec.nodeSelector.empty', '', KEPT],
  ['Secret', 'data.empty', '', KEPT],

  // Custom resources: only their metadata is a Go type.
  ['AppProject', 'spec.clusterResourceWhitelist', [], KEPT],
  ['AppProject', 'spec.syncPolicy', {}, KEPT],
  ['AppProject', 'spec.hostNetwork', false, KEPT],
  ['AppProject', 'spec.description', '', KEPT],
  ['AppProject', 'metadata.labels', {}, DROPPED],
  ['NetworkAttachmentDefinition', 'spec.config', '{"a":[]}', KEPT],
];

test.each(ROWS)('%s %s: %j', (kind, path, written, stored) => {
  const expected = stored === KEPT ? written : stored === DROPPED ? undefined : stored;
  const object = objectOf(kind, bodyWith(path, written));
  expect(canonicalObject(object)).toEqual(objectOf(kind, bodyWith(path, expected)));
});

describe('canonicalObject', () => {
  it('drops the status of every kind', () => {
    for (const kind of ['Deployment', 'AppProject']) {
      expect(canonicalObject(objectOf(kind, { status: { ready: true } }))).toEqual(objectOf(kind, {}));
    }
  });

  it('judges a kind by its group: a custom Deployment keeps its empties', () => {
    const object = {
      apiVersion: 'example.com/v1',
      kind: 'Deployment',
      metadata: { name: 'a' },
      spec: { paused: false },
    };
    expect(canonicalObject(object)).toBe(object);
  });

  it('returns the very object where nothing changes, and shares unchanged parts where something does', () => {
    const kept = objectOf('Pod', { spec: { containers: [{ name: 'c', resources: { limits: { cpu: '1' } } }] } });
    expect(canonicalObject(kept)).toBe(kept);
    const containers = [{ name: 'c' }];
    const changed = objectOf('Pod', { spec: { containers, hostIPC: false } });
    expect((canonicalObject(changed).spec as JsonObject).containers).toBe(containers);
  });

  it('keeps the order of fields', () => {
    const object = objectOf('Pod', { spec: { tolerations: [], subdomain: 'b', hostPID: false, hostname: 'a' } });
    expect(Object.keys(canonicalObject(object).spec as JsonObject)).toEqual(['subdomain', 'hostname']);
  });

  it('treats names of JavaScript like any other', () => {
    const text =
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"__proto__":null,"constructor":""}}';
    expect(JSON.stringify(canonicalObject(JSON.parse(text)))).toBe(text.replace('null', '""'));
    const custom = '{"apiVersion":"a/v1","kind":"A","metadata":{"name":"a"},"spec":{"__proto__":{"a":null,"b":1}}}';
    expect(JSON.stringify(canonicalObject(JSON.parse(custom)))).toBe(custom.replace('"a":null,', ''));
  });
});

describe('properties', () => {
  const fields = fc.constantFrom(
    ...'spec metadata template containers env resources limits requests hard cpu ingress from podSelector matchLabels'.split(
      ' ',
    ),
    ...'labels data hostNetwork value volumes emptyDir sizeLimit suspend rules subjects overhead podFixed a'.split(' '),
  );
  const leaves = fc.constantFrom<Json>(null, '', 0, false, true, 1, 1.5, 'text', '1000m', '1024Mi', '0.1m');
  const { json } = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 7, withCrossShrink: true },
      leaves,
      fc.array(tie('json'), { maxLength: 2 }),
      fc.dictionary(fields, tie('json'), { maxKeys: 4 }),
    ),
  }));
  const objects = fc
    .tuple(fc.constantFrom(...Object.keys(KINDS)), fc.dictionary(fields, json, { maxKeys: 6 }))
    .map(([kind, body]) => objectOf(kind, body));

  /** Every leaf with its path, list positions included. */
  const leavesOf = (value: Json, path = ''): Map<string, Json> => {
    if (typeof value !== 'object' || value === null) return new Map([[path, value]]);
    return new Map(Object.entries(value).flatMap(([key, inner]) => [...leavesOf(inner, `${path}/${key}`)]));
  };

  test('what is canonical stays as it is, the input too', () => {
    fc.assert(
      fc.property(objects, (object) => {
        const before = JSON.stringify(object);
        const once = canonicalObject(object);
        expect(JSON.stringify(object)).toBe(before);
        expect(canonicalObject(once)).toBe(once);
      }),
      { numRuns: 400 },
    );
  });

  test('nothing is added, and no value changes but null and the spelling of quantities', () => {
    fc.assert(
      fc.property(objects, (object) => {
        const written = leavesOf(object);
        for (const [path, value] of leavesOf(canonicalObject(object))) {
          const was = written.get(path);
          if (was === value) continue;
          const readable = was === null || (typeof was !== 'object' && parseQuantity(String(was)) !== undefined);
          expect(readable, `${path}: ${JSON.stringify(was)} became ${JSON.stringify(value)}`).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });
});

test('a row that names a type without a row is a mistake that shows at once', () => {
  expect(() => readRows({ A: 'b:Missing' })).toThrow('no row describes the type Missing');
  expect(ANY_KIND.size).toBe(1);
});
