import { isObject, type JsonObject, valueAt } from '../../lib/kubernetes/json.js';
import type { Client } from './client.js';

/** What a workload still lacks until it is as declared, in words of its status; undefined where that is nothing. */
export function lacking(workload: JsonObject): string | undefined {
  const { kind, spec, status = {} } = workload;
  if (valueAt(status, ['observedGeneration']) !== valueAt(workload, ['metadata', 'generation']) && kind !== 'Job')
    return 'no controller has seen it yet';
  if (kind === 'Job')
    return hasCondition(status, 'Complete') ? undefined : `is not Complete: ${JSON.stringify(status)}`;
  const wanted = valueAt(spec, ['replicas']);
  const counted = kind === 'StatefulSet' ? 'readyReplicas' : 'availableReplicas';
  for (const field of ['updatedReplicas', counted]) {
    const count = valueAt(status, [field]) ?? 0;
    if (count !== wanted) return `has ${count} ${field} of ${wanted}`;
  }
  return kind === 'Deployment' && !hasCondition(status, 'Available') ? 'is not Available' : undefined;
}

export function hasCondition(status: unknown, type: string): boolean {
  const conditions = valueAt(status, ['conditions']) ?? [];
  return (
    Array.isArray(conditions) && conditions.some((one) => isObject(one) && one.type === type && one.status === 'True')
  );
}

/** What the scheduler and the controllers say of a namespace: why a pod waits, or is not created. */
export async function reasonsIn(client: Client, namespace: string): Promise<string[]> {
  const pods = await client.itemsOf({ apiVersion: 'v1', kind: 'Pod', namespace });
  const events = await client.itemsOf(
    { apiVersion: 'v1', kind: 'Event', namespace },
    { fieldSelector: 'type=Warning' },
  );
  const waiting = pods.flatMap(({ metadata, status }) => {
    const conditions = valueAt(status, ['conditions']) ?? [];
    const scheduled = Array.isArray(conditions) ? conditions.find((one) => one.type === 'PodScheduled') : undefined;
    return scheduled?.status === 'False' ? [`pod ${valueAt(metadata, ['name'])}: ${scheduled.message}`] : [];
  });
  return [...waiting, ...new Set(events.map(({ reason, message }) => `${reason}: ${message}`))];
}

/** What `kubectl rollout restart` sends (kubectl pkg/polymorphichelpers/objectrestarter.go). */
export const RESTART = {
  spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-01-01T00:00:00Z' } } } },
};
