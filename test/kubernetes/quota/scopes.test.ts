import { expect, test } from 'vitest';
import { isInScope, type ScopedPod } from '../../../lib/kubernetes/quota/scopes.js';

const containers = [{ resources: { requests: { cpu: '1' } } }];
const plain: ScopedPod = { containers };
const elsewhere = { requiredDuringSchedulingIgnoredDuringExecution: [{ namespaces: ['other'] }] };

test.each<[scopeName: string, operator: string, values: string[], inside: ScopedPod[], outside: ScopedPod[]]>([
  ['Terminating', 'Exists', [], [{ containers, activeDeadlineSeconds: 60 }], [plain]],
  ['NotTerminating', 'Exists', [], [plain], [{ containers, activeDeadlineSeconds: 0 }]],
  [
    'BestEffort',
    'Exists',
    [],
    [
      { containers: [{}] },
      { containers: [{ resources: { requests: { cpu: '0' }, limits: { 'ephemeral-storage': '1Gi' } } }] },
      // What the pod says as a whole is what counts.
      { containers, resources: {} },
    ],
    [
      plain,
      { containers: [{}], initContainers: containers },
      { containers: [{}], resources: { limits: { memory: '1Gi' } } },
    ],
  ],
  ['NotBestEffort', 'Exists', [], [plain], [{ containers: [{}] }]],
  [
    'PriorityClass',
    'In',
    ['high'],
    [{ containers, priorityClassName: 'high' }],
    [plain, { containers, priorityClassName: 'low' }],
  ],
  [
    'PriorityClass',
    'NotIn',
    ['high'],
    [plain, { containers, priorityClassName: 'low' }],
    [{ containers, priorityClassName: 'high' }],
  ],
  ['PriorityClass', 'Exists', [], [{ containers, priorityClassName: 'high' }], [plain]],
  ['PriorityClass', 'DoesNotExist', [], [plain], [{ containers, priorityClassName: 'high' }]],
  [
    'CrossNamespacePodAffinity',
    'Exists',
    [],
    [
      { containers, affinity: { podAffinity: elsewhere } },
      { containers, affinity: { podAntiAffinity: elsewhere } },
      {
        containers,
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: { namespaceSelector: {} } }],
          },
        },
      },
    ],
    [plain, { containers, affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{}] } } }],
  ],
  ['Unheard', 'Exists', [], [], [plain]],
])('%s %s %j', (scopeName, operator, values, inside, outside) => {
  const judged = (pod: ScopedPod) => isInScope(pod, { scopeName, operator, values });
  expect(inside.map(judged)).toEqual(inside.map(() => true));
  expect(outside.map(judged)).toEqual(outside.map(() => false));
});
