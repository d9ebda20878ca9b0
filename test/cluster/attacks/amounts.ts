import { limitsIn } from '../../../lib/config/quota.js';
import type { JsonObject } from '../../../lib/kubernetes/json.js';
import { parseQuantity } from '../../../lib/kubernetes/quantity.js';
import { type Attack, type Change, creations, part } from './attack.js';
import { container, pod, type Target } from './target.js';

const cpuOf = (quantity: string | number) => Number(parseQuantity(quantity)?.nanos ?? 0n) / 1e9;

const amounts = (name: string, resources: JsonObject, refused: string): Change => ({
  name,
  change: (pod) => {
    part(pod, 'spec', 'containers', 0).resources = structuredClone(resources);
  },
  refused,
});

/** As many containers of one size as it takes to ask for more CPU than that. */
function moreThan(cpu: number, { limits }: Target): JsonObject[] {
  const size = Math.min(cpu, cpuOf(limits.container.max?.cpu ?? cpu));
  return Array.from({ length: Math.floor(cpu / size) + 1 }, (_, index) => ({
    ...container({ cpu: `${Math.ceil(size * 1000)}m`, memory: '64Mi' }),
    name: `app-${index}`,
  }));
}

/** Requests and limits that quotas and the LimitRange refuse. */
export function amountAttacks(target: Target): Attack[] {
  const { quota, limits, tenant, namespace } = target;
  const { max } = limits.container;
  const whole = { cpu: '100m', memory: '128Mi' };
  const none = 'but no request is specified or request is 0';
  const changes: Change[] = [
    {
      name: 'more than the quota',
      change: (pod) => {
        part(pod, 'spec').containers = moreThan(cpuOf(limitsIn(quota.cpu)), target);
      },
      refused: 'exceeded quota: compute, requested: ',
    },
    amounts(
      'requests no CPU',
      { limits: whole, requests: { ...whole, cpu: '0' } },
      `cpu max limit to request ratio per Container is`,
    ),
    amounts('requests no memory', { limits: whole, requests: { ...whole, memory: '0' } }, none),
    amounts('requests nothing', { requests: { cpu: '0', memory: '0' } }, none),
    amounts(
      'limits above requests',
      { limits: whole, requests: { ...whole, memory: '64Mi' } },
      'memory max limit to request ratio per Container is',
    ),
    {
      name: 'requests nothing as a pod',
      change: (pod) => {
        part(pod, 'spec').resources = { limits: { cpu: '1', memory: '2Gi' }, requests: { cpu: '0', memory: '0' } };
        part(pod, 'spec', 'containers', 0).resources = { requests: { cpu: '0', memory: '0' } };
      },
      refused: none,
    },
    {
      name: 'affinity across namespaces',
      change: (pod) => {
        const term = { topologyKey: 'kubernetes.io/hostname', namespaceSelector: {}, labelSelector: {} };
        part(pod, 'spec').affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
      },
      refused: 'exceeded quota: cross-namespace-affinity',
    },
  ];
  if (tenant.spec.exclusiveNodes) changes.pop();
  if (max?.cpu !== undefined) {
    const above = { ...whole, cpu: String(cpuOf(max.cpu) + 1) };
    changes.push(
      amounts('above the limit', { limits: above, requests: above }, `maximum cpu usage per Container is ${max.cpu}`),
    );
  }
  for (const [name, scoped] of Object.entries(quota.scoped)) {
    if (scoped.cpu === undefined) continue;
    const most = cpuOf(limitsIn(scoped.cpu));
    changes.push({
      name: `more than the budget of ${scoped.priorityClass}`,
      change: (pod) => {
        Object.assign(part(pod, 'spec'), {
          priorityClassName: scoped.priorityClass,
          containers: moreThan(most, target),
        });
      },
      refused: `exceeded quota: ${name}, requested: `,
    });
  }
  return creations(`${namespace}: Pod of a size`, target.admin, pod(target), changes);
}
