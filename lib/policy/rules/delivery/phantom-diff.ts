import { canonicalObject } from '../../../kubernetes/canonical.js';
import { formatPath, isObject, type Json, type Path } from '../../../kubernetes/json.js';
import type { JudgedObject } from '../../judged-object.js';
import type { EnvironmentRule } from '../../rule.js';

const deployment = (metadata: string, container: string, more = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop-web${metadata}}
spec:
  template:
    spec:
      containers: [{name: web, image: registry.example.com/web:1${container}}]
${more}
`;

/** What only the API server and controllers write. */
const OF_THE_SERVER: ReadonlySet<Path[number]> = new Set(['status', 'creationTimestamp', 'managedFields']);

export const phantomDiff: EnvironmentRule = {
  id: 'delivery/phantom-diff',
  scope: 'environment',
  severity: 'warning',
  what: 'Manifests are written as the API server stores them: canonical quantities, nothing that is null or that the server writes itself.',
  why: 'Argo CD compares what is written with what is stored. Where the two are spelled differently it may show a difference for ever, heal it for ever, and teach everybody not to look.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/',
  fix: 'Write the value that the finding names, or leave the field out.',
  examples: {
    valid: [
      { title: 'what is rendered', declarations: {} },
      { manifests: deployment('', ", resources: {limits: {cpu: '1', memory: 1Gi}}") },
      {
        title: 'empty where empty means something',
        manifests: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: open, namespace: shop-web}
spec: {podSelector: {}, ingress: [{}]}
`,
      },
    ],
    invalid: [
      {
        title: 'quantities',
        manifests: deployment('', ', resources: {requests: {cpu: 1000m}, limits: {cpu: 2, memory: 1024Mi}}'),
        finds: [
          'spec.template.spec.containers[0].resources.requests.cpu: "1000m" is stored as "1"',
          'spec.template.spec.containers[0].resources.limits.cpu: 2 is stored as "2"',
          'spec.template.spec.containers[0].resources.limits.memory: "1024Mi" is stored as "1Gi"',
        ],
      },
      {
        title: 'what the server writes, null and empty fields',
        manifests: deployment(', creationTimestamp: null, labels: {}', ', args: [], env: null', 'status: {}'),
        finds: [
          'metadata.creationTimestamp: the API server writes it itself',
          'metadata.labels: {} is not stored',
          'spec.template.spec.containers[0].args: [] is not stored',
          'spec.template.spec.containers[0].env: null is not stored',
          'status: the API server writes it itself',
        ],
      },
      {
        title: 'custom resources',
        manifests: `
apiVersion: example.com/v1
kind: Shop
metadata: {name: shop, namespace: shop-web, managedFields: [{manager: kubectl}]}
spec: {cpu: 1000m, note: null, list: []}
`,
        finds: ['metadata.managedFields: the API server writes it itself', 'spec.note: null is not stored'],
      },
    ],
  },
  /** What is rendered from declarations is written so in any case: asked of it, this would cost as much as all others. */
  *check({ objects }) {
    for (const judged of objects.all)
      if (judged.origin === undefined)
        for (const { path, message } of differencesOf(judged))
          yield { message: `${formatPath(path)}: ${message}`, object: judged, path };
  },
};

interface Difference {
  readonly path: Path;
  readonly message: string;
}

function differencesOf({ object }: JudgedObject): Difference[] {
  try {
    const stored = canonicalObject(object);
    return stored === object ? [] : [...differences(object, stored, [])];
  } catch (error) {
    // Nested deeper than the stack: no manifest that an API server would take.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** What stays the same is the same object on both sides. */
function* differences(written: Json, stored: Json, path: Path): Generator<Difference> {
  if (written === stored) return;
  if (Array.isArray(written) && Array.isArray(stored)) {
    for (const [index, item] of written.entries()) yield* differences(item, stored[index] ?? null, [...path, index]);
  } else if (isObject(written) && isObject(stored)) {
    for (const [key, value] of Object.entries(written)) {
      const at = [...path, key];
      const kept = Object.hasOwn(stored, key) ? stored[key] : undefined;
      if (kept !== undefined) yield* differences(value, kept, at);
      else if (OF_THE_SERVER.has(key)) yield { path: at, message: 'the API server writes it itself' };
      else yield { path: at, message: `${shown(value)} is not stored` };
    }
  } else yield { path, message: `${JSON.stringify(written)} is stored as ${JSON.stringify(stored)}` };
}

/** What is left out is empty, as written or once it is stored. */
function shown(value: Json): string {
  if (Array.isArray(value)) return '[]';
  return isObject(value) ? '{}' : JSON.stringify(value);
}
