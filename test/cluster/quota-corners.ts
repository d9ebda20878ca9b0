import type { ScopedPod, ScopeRequirement } from '../../lib/kubernetes/quota/scopes.js';

type PodSpec = ScopedPod & { readonly runtimeClassName?: string };

/** What the RuntimeClass `kata` adds to a pod. */
export const OVERHEAD = { cpu: '250m', memory: '130Mi' };

/** Each with the quotas of a namespace of its own, where nothing else is counted. */
export const CORNERS: [what: string, pod: PodSpec, overhead?: typeof OVERHEAD][] = [
  ['one container', { containers: [container('500m', '128Mi')] }],
  ['two containers', { containers: [container('500m', '128Mi'), container('1', '1Gi')] }],
  ['overhead in requests and limits', { containers: [container('500m', '512Mi')], runtimeClassName: 'kata' }, OVERHEAD],
  [
    'overhead where nothing is limited',
    { containers: [{ resources: { requests: { cpu: '500m', memory: '64Mi' } } }], runtimeClassName: 'kata' },
    OVERHEAD,
  ],
  [
    'a sidecar before an init container',
    { containers: [container('100m', '64Mi')], initContainers: [sidecar('100m', '64Mi'), container('2', '64Mi')] },
  ],
  [
    'a sidecar after an init container',
    { containers: [container('100m', '64Mi')], initContainers: [container('2', '64Mi'), sidecar('100m', '64Mi')] },
  ],
  [
    'two sidecars',
    { containers: [container('100m', '64Mi')], initContainers: [sidecar('1', '1Gi'), sidecar('2', '64Mi')] },
  ],
  [
    'resources of the pod',
    {
      containers: [container('100m', '64Mi')],
      resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } },
    },
  ],
  [
    'limits of the pod, requests of its containers',
    { containers: [container('100m', '64Mi'), {}], resources: { limits: { cpu: '1', memory: '1Gi' } } },
  ],
  ['limits of the pod alone', { containers: [{}], resources: { limits: { cpu: '1', memory: '1Gi' } } }],
  [
    'resources of the pod and overhead',
    { containers: [{}], resources: { limits: { cpu: '1', memory: '1Gi' } }, runtimeClassName: 'kata' },
    OVERHEAD,
  ],
  [
    'limits without requests',
    { containers: [{ resources: { limits: { cpu: '2', memory: '1Gi', 'ephemeral-storage': '1Gi' } } }] },
  ],
  ['devices', { containers: [{ resources: { limits: { cpu: '1', memory: '1Gi', 'example.com/gpu': '2' } } }] }],
  ['a deadline', { containers: [container('500m', '128Mi')], activeDeadlineSeconds: 3600 }],
  ['best effort', { containers: [{}] }],
  ['requests of zero', { containers: [{ resources: { requests: { cpu: '0' } } }] }],
  ['a priority', { containers: [container('500m', '128Mi')], priorityClassName: 'high' }],
  ['another priority', { containers: [container('500m', '128Mi')], priorityClassName: 'low' }],
  [
    'anti-affinity across namespaces',
    {
      containers: [container('500m', '128Mi')],
      affinity: {
        podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term({ namespaceSelector: {} })] },
      },
    },
  ],
  [
    'anti-affinity in its namespace',
    {
      containers: [container('500m', '128Mi')],
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term({})] } },
    },
  ],
];

export const SCOPES: Readonly<Record<string, ScopeRequirement>> = {
  terminating: { scopeName: 'Terminating', operator: 'Exists' },
  'not-terminating': { scopeName: 'NotTerminating', operator: 'Exists' },
  'best-effort': { scopeName: 'BestEffort', operator: 'Exists' },
  'not-best-effort': { scopeName: 'NotBestEffort', operator: 'Exists' },
  high: { scopeName: 'PriorityClass', operator: 'In', values: ['high'] },
  'not-high': { scopeName: 'PriorityClass', operator: 'NotIn', values: ['high'] },
  'any-priority': { scopeName: 'PriorityClass', operator: 'Exists' },
  'no-priority': { scopeName: 'PriorityClass', operator: 'DoesNotExist' },
  'cross-namespace': { scopeName: 'CrossNamespacePodAffinity', operator: 'Exists' },
};

export function container(cpu: string, memory: string) {
  const amounts = { cpu, memory };
  return { resources: { requests: amounts, limits: amounts } };
}

function sidecar(cpu: string, memory: string) {
  return { ...container(cpu, memory), restartPolicy: 'Always' };
}

function term(more: { namespaceSelector?: object }) {
  return { topologyKey: 'kubernetes.io/hostname', labelSelector: {}, ...more };
}
