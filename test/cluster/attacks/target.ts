import type { Cluster, Tenant } from '../../../lib/config/declaration.js';
import { limitsOf, quotaOf } from '../../../lib/config/quota.js';
import type { Limits } from '../../../lib/config/schema/limits.js';
import type { Quota } from '../../../lib/config/schema/quota.js';
import type { JsonObject } from '../../../lib/kubernetes/json.js';
import { memberOf, type User } from '../users.js';

/** A namespace, and who attacks in it. */
export interface Target {
  readonly cluster: Cluster;
  readonly tenant: Tenant;
  readonly namespace: string;
  /** Namespaces of somebody else. */
  readonly other: string;
  readonly admin: User;
  /** Of its cluster. */
  readonly isFirst: boolean;
  readonly runtime: string;
  readonly quota: Quota;
  readonly limits: Limits;
}

export function targetsIn(cluster: Cluster): Target[] {
  const targets = [...cluster.tenants.values()].flatMap((tenant) => {
    const [group] = tenant.spec.owners.admin;
    const runtime = tenant.spec.runtimes.default ?? cluster.environment.spec.defaultRuntime;
    const strangers = [...cluster.tenants.values()].filter(({ name }) => name !== tenant.name);
    const [other] = strangers.flatMap(({ spec }) => Object.keys(spec.namespaces));
    if (group === undefined || runtime === undefined || other === undefined) return [];
    return Object.keys(tenant.spec.namespaces).map((namespace) => ({
      cluster,
      tenant,
      namespace,
      other,
      admin: memberOf(group),
      runtime,
      quota: quotaOf(tenant.spec, namespace),
      limits: limitsOf(tenant.spec, namespace),
    }));
  });
  return targets.map((target, index) => ({ ...target, isFirst: index === 0 }));
}

const IMAGE = 'registry.example.com/app:1';

/** A container that nothing can be said against. */
export function container(amounts: JsonObject = { cpu: '100m', memory: '128Mi' }): JsonObject {
  return {
    name: 'app',
    image: IMAGE,
    resources: { limits: amounts, requests: amounts },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
}

export function podTemplate({ runtime }: Target): JsonObject {
  return {
    metadata: { labels: { app: 'attack' }, annotations: { 'example.com/note': 'a' } },
    spec: {
      runtimeClassName: runtime,
      serviceAccountName: 'workload',
      automountServiceAccountToken: false,
      restartPolicy: 'Never',
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [container()],
    },
  };
}

export function pod(target: Target, name = 'attack'): JsonObject {
  const { metadata, spec } = podTemplate(target) as { metadata: JsonObject; spec: JsonObject };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name, namespace: target.namespace }, spec };
}

/** What controllers make pods from, with the path of the template of pods. */
export function templated(target: Target): { object: JsonObject; at: string[]; policy: string }[] {
  const metadata = { name: 'attack', namespace: target.namespace };
  const template = podTemplate(target);
  const always = { ...template, spec: { ...(template.spec as JsonObject), restartPolicy: 'Always' } };
  const selector = { matchLabels: { app: 'attack' } };
  const of = (apiVersion: string, kind: string, spec: JsonObject) => ({ apiVersion, kind, metadata, spec });
  const at = ['spec', 'template'];
  return [
    { object: of('apps/v1', 'Deployment', { selector, template: always }), at, policy: 'pod-templates' },
    {
      object: of('apps/v1', 'StatefulSet', { selector, serviceName: 'attack', template: always }),
      at,
      policy: 'pod-templates',
    },
    { object: of('batch/v1', 'Job', { template }), at, policy: 'pod-templates' },
    {
      object: of('batch/v1', 'CronJob', { schedule: '0 3 * * *', jobTemplate: { spec: { template } } }),
      at: ['spec', 'jobTemplate', 'spec', 'template'],
      policy: 'cronjobs',
    },
  ];
}
