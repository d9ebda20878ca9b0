import type { Path } from '../kubernetes/json.js';
import type { ScopeRequirement } from '../kubernetes/quota/scopes.js';
import { sum } from './device-resources.js';
import { limitsIn, requestsOf } from './quota.js';
import type { EnvironmentSpec } from './schema/environment.js';
import type { Compute, Quota } from './schema/quota.js';
import type { TenantSpec } from './schema/tenant.js';

/** A ResourceQuota that is rendered for a namespace. */
export interface ResourceQuota {
  readonly name: string;
  readonly bounds: readonly Bound[];
  /** Which pods it counts; without it, all of them and everything else that its bounds name. */
  readonly scope?: ScopeRequirement;
}

export interface Bound {
  /** As `hard` names it: `requests.cpu`, `count/jobs.batch`. */
  readonly key: string;
  readonly amount: string | number;
  /** Where in the quota it is declared. */
  readonly path: Path;
}

/** Object counts of a namespace unless declared, but for claims, of which the storage tells: the keys that the multi-tenancy benchmark asks for (MTB-PL1-CC-FNS-2). */
const OBJECTS: Readonly<Record<string, number>> = {
  pods: 50,
  services: 20,
  secrets: 50,
  configmaps: 50,
  replicationcontrollers: 0,
  resourcequotas: 20,
  'count/deployments.apps': 50,
  'count/statefulsets.apps': 20,
  'count/jobs.batch': 50,
  'count/cronjobs.batch': 20,
};

const OBJECT_BOUNDS = Object.entries(OBJECTS).map(([key, amount]): Bound => ({ key, amount, path: ['objects', key] }));

/** Names of the quotas that every namespace has; those of a PriorityClass are the tenant's to name. */
export const OWN_QUOTAS = ['compute', 'storage', 'objects', 'cross-namespace-affinity'] as const;

/**
 * The quotas of a namespace: `compute`, `storage`, `objects`, one that closes pod affinity across namespaces, with which
 * a tenant could keep others off the nodes, and one for each PriorityClass that has a budget of its own.
 */
export function resourceQuotas(environment: EnvironmentSpec, tenant: TenantSpec, quota: Quota): ResourceQuota[] {
  return [
    {
      name: 'compute',
      bounds: [
        ...compute('cpu', quota.cpu, ['cpu']),
        ...compute('memory', quota.memory, ['memory']),
        ...compute('ephemeral-storage', quota.ephemeralStorage, ['ephemeralStorage']),
        ...devices(environment, quota),
      ],
    },
    { name: 'storage', bounds: storage(environment, quota) },
    { name: 'objects', bounds: objects(quota) },
    ...(tenant.exclusiveNodes ? [] : [CROSS_NAMESPACE_AFFINITY]),
    ...Object.entries(quota.scoped).map(([name, { priorityClass, cpu, memory, pods }]) => {
      const at = (field: string) => ['scoped', name, field];
      const bounds = [
        ...(cpu === undefined ? [] : compute('cpu', cpu, at('cpu'))),
        ...(memory === undefined ? [] : compute('memory', memory, at('memory'))),
        ...(pods === undefined ? [] : [{ key: 'pods', amount: pods, path: at('pods') }]),
      ];
      return { name, bounds, scope: { scopeName: 'PriorityClass', operator: 'In', values: [priorityClass] } };
    }),
  ];
}

const CROSS_NAMESPACE_AFFINITY: ResourceQuota = {
  name: 'cross-namespace-affinity',
  bounds: [{ key: 'pods', amount: 0, path: [] }],
  scope: { scopeName: 'CrossNamespacePodAffinity', operator: 'Exists' },
};

function compute(resource: string, amount: Compute, path: Path): Bound[] {
  return [
    { key: `requests.${resource}`, amount: requestsOf(amount), path },
    { key: `limits.${resource}`, amount: limitsIn(amount), path },
  ];
}

/** Every device of the environment is named: what a tenant was not given is closed, not unlimited. */
function devices({ devices, networks }: EnvironmentSpec, quota: Quota): Bound[] {
  const bounds = new Map<string, Bound>();
  for (const [field, inventory, granted] of [
    ['devices', devices, quota.devices],
    ['networks', networks, quota.networks],
  ] as const) {
    for (const [name, { resourceName }] of Object.entries(inventory)) {
      if (resourceName === undefined) continue;
      const key = `requests.${resourceName}`;
      const more = Object.hasOwn(granted, name) ? granted[name] : undefined;
      const known = bounds.get(key);
      // Two names of one resource are counted together.
      const amount = more === undefined ? known?.amount : known === undefined ? more : sum(known.amount, more);
      bounds.set(key, { key, amount: amount ?? 0, path: [field, name] });
    }
  }
  return [...bounds.values()];
}

/** Every StorageClass of the environment is named: what a tenant was not given is closed, not unlimited. */
function storage({ storageClasses }: EnvironmentSpec, { storage: { total, classes } }: Quota): Bound[] {
  return [
    { key: 'requests.storage', amount: total, path: ['storage', 'total'] },
    ...Object.keys(storageClasses).flatMap((name): Bound[] => {
      const granted = classes[name];
      const path = ['storage', 'classes', name];
      const prefix = `${name}.storageclass.storage.k8s.io`;
      const claims = granted === undefined ? 0 : granted.claims;
      return [
        { key: `${prefix}/requests.storage`, amount: granted?.storage ?? 0, path },
        ...(claims === undefined ? [] : [{ key: `${prefix}/persistentvolumeclaims`, amount: claims, path }]),
      ];
    }),
  ];
}

function objects({ objects, storage, loadBalancers, nodePorts }: Quota): Bound[] {
  const claims: Bound = { key: 'persistentvolumeclaims', amount: storage.claims, path: ['storage', 'claims'] };
  return [
    ...OBJECT_BOUNDS.filter(({ key }) => objects[key] === undefined),
    ...(objects[claims.key] === undefined ? [claims] : []),
    ...Object.entries(objects).map(([key, amount]): Bound => ({ key, amount, path: ['objects', key] })),
    { key: 'services.loadbalancers', amount: loadBalancers, path: ['loadBalancers'] },
    { key: 'services.nodeports', amount: nodePorts, path: ['nodePorts'] },
  ];
}
