import { Construct } from 'constructs';
import type { Cluster, Tenant } from '../../config/declaration.js';
import { derive } from '../../config/provenance.js';
import { limitsIn, limitsOf, quotaOf, quotaPath, requestsOf } from '../../config/quota.js';
import type { Compute, Quota } from '../../config/schema/quota.js';
import { KubernetesObject } from '../kubernetes-object.js';
import { originate } from '../manifest-file.js';
import { toQuantities } from '../quantities.js';

export interface TenantQuotaProps {
  readonly cluster: Cluster;
  readonly tenant: Tenant;
  readonly namespace: string;
}

type Hard = Record<string, string | number | undefined>;

/** Object counts of a namespace unless declared: the keys that the multi-tenancy benchmark asks for (MTB-PL1-CC-FNS-2). */
const OBJECTS: Hard = {
  pods: 50,
  services: 20,
  secrets: 50,
  configmaps: 50,
  persistentvolumeclaims: 0,
  replicationcontrollers: 0,
  resourcequotas: 20,
  'count/deployments.apps': 50,
  'count/statefulsets.apps': 20,
  'count/jobs.batch': 50,
  'count/cronjobs.batch': 20,
};

/**
 * The ResourceQuotas of a namespace: `compute`, `storage`, `objects`, one for each PriorityClass that has a budget of its
 * own, and one that closes pod affinity across namespaces, with which a tenant could keep others off the nodes.
 */
export class TenantQuota extends Construct {
  constructor(scope: Construct, id: string, props: TenantQuotaProps) {
    super(scope, id);
    const { cluster, tenant, namespace } = props;
    originate(this, tenant, quotaPath(tenant, namespace, 'quota', []));
    const { declared } = tenant;
    const quota = quotaOf(declared, namespace);
    const add = (name: string, hard: Hard, scope?: object) =>
      new KubernetesObject(this, `quota-${name}`, {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name, namespace },
        spec: { hard: toQuantities(hard), ...scope },
      });

    add('compute', {
      ...compute('cpu', quota.cpu),
      ...compute('memory', quota.memory),
      ...compute('ephemeral-storage', quota.ephemeralStorage),
      ...devices(props, quota),
    });
    add('storage', storage(cluster, quota));
    add('objects', {
      ...OBJECTS,
      persistentvolumeclaims: quota.storage.claims,
      ...quota.objects,
      'services.loadbalancers': quota.loadBalancers,
      'services.nodeports': quota.nodePorts,
    });
    if (!tenant.spec.exclusiveNodes) {
      const scopes = { matchExpressions: [{ scopeName: 'CrossNamespacePodAffinity', operator: 'Exists' }] };
      add('cross-namespace-affinity', { pods: 0 }, { scopeSelector: scopes });
    }
    for (const [name, scoped] of Object.entries(quota.scoped)) {
      const scopes = {
        matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: [scoped.priorityClass] }],
      };
      const hard = {
        ...(scoped.cpu === undefined ? {} : compute('cpu', scoped.cpu)),
        ...(scoped.memory === undefined ? {} : compute('memory', scoped.memory)),
        ...(scoped.pods === undefined ? {} : { pods: scoped.pods }),
      };
      originate(
        add(name, hard, { scopeSelector: scopes }),
        tenant,
        quotaPath(tenant, namespace, 'quota', ['scoped', name]),
      );
    }
    addLimitRange(this, props);
  }
}

function compute(resource: string, amount: Compute): Hard {
  return { [`requests.${resource}`]: requestsOf(amount), [`limits.${resource}`]: limitsIn(amount) };
}

/** Every device of the environment is named: what a tenant was not given is closed, not unlimited. */
function devices({ cluster }: TenantQuotaProps, quota: Quota): Hard {
  const { devices, networks } = cluster.environment.spec;
  const hard: Hard = {};
  for (const [inventory, granted] of [
    [devices, quota.devices],
    [networks, quota.networks],
  ] as const) {
    for (const [name, { resourceName }] of Object.entries(inventory)) {
      if (resourceName === undefined) continue;
      const key = `requests.${resourceName}`;
      const more = Object.hasOwn(granted, name) ? granted[name] : undefined;
      // Two names of one resource are counted together.
      if (more !== undefined) hard[key] = hard[key] === undefined ? more : sum(hard[key], more);
    }
  }
  for (const { resourceName } of [...Object.values(devices), ...Object.values(networks)])
    if (resourceName !== undefined) hard[`requests.${resourceName}`] ??= 0;
  return hard;
}

/** Counts stay whole numbers in a traced render too, where they are marks. */
function sum(a: string | number, b: number): number {
  return derive(a, (left) => derive(b, (right) => Number(left) + right));
}

/** Every StorageClass of the environment is named: what a tenant was not given is closed, not unlimited. */
function storage({ environment }: Cluster, { storage: { total, classes } }: Quota): Hard {
  const hard: Hard = { 'requests.storage': total };
  for (const name of Object.keys(environment.spec.storageClasses)) {
    const granted = classes[name];
    hard[`${name}.storageclass.storage.k8s.io/requests.storage`] = granted?.storage ?? 0;
    if (granted === undefined || granted.claims !== undefined)
      hard[`${name}.storageclass.storage.k8s.io/persistentvolumeclaims`] = granted?.claims ?? 0;
  }
  return hard;
}

/** The LimitRange `defaults`: with limits in a quota, a container that names none would be refused without it. */
function addLimitRange(scope: Construct, { tenant, namespace }: TenantQuotaProps): void {
  const { container, pod, claim } = limitsOf(tenant.declared, namespace);
  // The order in which the API server fills them in (SetDefaults_LimitRangeItem).
  const defaults = { ...container.max, ...container.default };
  const limits = [
    {
      type: 'Container',
      default: toQuantities(defaults),
      defaultRequest: toQuantities({ ...container.min, ...defaults, ...container.defaultRequest }),
      ...(container.min === undefined ? {} : { min: toQuantities(container.min) }),
      ...(container.max === undefined ? {} : { max: toQuantities(container.max) }),
      ...(container.maxLimitRequestRatio === undefined
        ? {}
        : { maxLimitRequestRatio: toQuantities(container.maxLimitRequestRatio) }),
    },
    ...(pod?.max === undefined ? [] : [{ type: 'Pod', max: toQuantities(pod.max) }]),
    // The API server refuses an entry for claims without either bound.
    ...(claim?.min === undefined && claim?.max === undefined
      ? []
      : [
          {
            type: 'PersistentVolumeClaim',
            ...(claim.min === undefined ? {} : { min: toQuantities({ storage: claim.min }) }),
            ...(claim.max === undefined ? {} : { max: toQuantities({ storage: claim.max }) }),
          },
        ]),
  ];
  const range = new KubernetesObject(scope, 'limit-range', {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'defaults', namespace },
    spec: { limits },
  });
  originate(range, tenant, quotaPath(tenant, namespace, 'limits', []));
}
