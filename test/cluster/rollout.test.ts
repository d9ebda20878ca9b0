import { expect, it } from 'vitest';
import type { JsonObject } from '../../lib/kubernetes/json.js';
import { lacking } from './rollout.js';

const workload = (kind: string, status: JsonObject): JsonObject => ({
  kind,
  metadata: { generation: 2 },
  spec: { replicas: 3 },
  status,
});
const AVAILABLE = [{ type: 'Available', status: 'True' }];
const counts = { observedGeneration: 2, updatedReplicas: 3 };

it.each<[string, JsonObject, string | undefined]>([
  ['Deployment', { ...counts, availableReplicas: 3, conditions: AVAILABLE }, undefined],
  ['Deployment', { ...counts, observedGeneration: 1, availableReplicas: 3 }, 'no controller has seen it yet'],
  ['Deployment', { ...counts, updatedReplicas: 2, availableReplicas: 3 }, 'has 2 updatedReplicas of 3'],
  ['Deployment', { ...counts, availableReplicas: 2, conditions: AVAILABLE }, 'has 2 availableReplicas of 3'],
  ['Deployment', { ...counts, availableReplicas: 3 }, 'is not Available'],
  ['StatefulSet', { ...counts, readyReplicas: 3 }, undefined],
  ['StatefulSet', { ...counts, availableReplicas: 3 }, 'has 0 readyReplicas of 3'],
  ['Job', { conditions: [{ type: 'Complete', status: 'True' }] }, undefined],
  [
    'Job',
    { conditions: [{ type: 'Failed', status: 'True' }] },
    'is not Complete: {"conditions":[{"type":"Failed","status":"True"}]}',
  ],
])('a %s with %j lacks %s', (kind, status, lack) => {
  expect(lacking(workload(kind, status))).toBe(lack);
});
