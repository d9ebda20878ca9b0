import { expect, test } from 'vitest';
import { Context } from '../../lib/policy/context.js';
import { judge } from '../../lib/policy/judge.js';
import { RULE_IDS, RULES } from '../../lib/policy/registry.js';
import { objectsIn, TODAY } from './judged.js';

const locator = { declaration: () => undefined, manifest: () => undefined };
const rules = RULES.filter(({ id }) => /^(tenant|image|node)\//.test(id));

/** Rules and messages about manifests of anybody, without an environment. */
function findingsIn(yaml: string): string[] {
  const { findings } = judge(new Context(undefined, objectsIn(yaml)), {
    rules,
    known: RULE_IDS,
    locator,
    today: TODAY,
  });
  return findings.map(({ rule, message }) => `${rule.id}: ${message}`);
}

test('a chart that names no namespace is judged as if a tenant installed it', () => {
  expect(
    findingsIn(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers: [{name: web, image: nginx, env: [{name: ADMIN_PASSWORD, value: changeme}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: web}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: web, namespace: web}]
`),
  ).toEqual([
    'tenant/binding-to-admin: ClusterRoleBinding web gives ServiceAccount web the ClusterRole cluster-admin in every namespace: everything',
    'tenant/token-automount: the pod mounts the token of ServiceAccount default, of which nobody says that it hands out none',
    'tenant/exposed-service: Service web is of type LoadBalancer, which the quota of its namespace does not grant',
    'image/latest-tag: container "web" runs nginx, which has no tag and so is latest',
    'node/named-secret: variable "ADMIN_PASSWORD" of container "web" reads like a secret',
  ]);
});

test('without declarations, what stands in the manifests is what is known of tenants', () => {
  const namespace = (name: string) => `---
apiVersion: v1
kind: Namespace
metadata:
  name: ${name}
  labels:
    bulkhead.dev/tenant: ${name}
    bulkhead.dev/cost-centre: cc
    pod-security.kubernetes.io/enforce: baseline
    pod-security.kubernetes.io/enforce-version: v1.34
  annotations: {bulkhead.dev/contact: a@example.com}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: default, namespace: ${name}}
automountServiceAccountToken: false
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: all, namespace: ${name}}
spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
`;
  const walls = namespace('left') + namespace('right');
  expect(findingsIn(walls)).toEqual([]);
  expect(
    findingsIn(`${walls}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: out, namespace: left}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - namespaceSelector: {matchLabels: {bulkhead.dev/tenant: right}}
        - ipBlock: {cidr: 10.0.0.0/8}
        - ipBlock: {cidr: 0.0.0.0/0}
`),
  ).toEqual([
    'tenant/closed-addresses: egress to 0.0.0.0/0 opens link-local range (169.254.0.0/16), metadata service (169.254.169.254/32 and 5 more)',
    'tenant/foreign-peer: egress reaches namespace right of tenant right, which does not let these pods in',
  ]);
});

test('a quota that counts them grants load balancers, where no tenant is declared', () => {
  const service = `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: left}
spec: {type: LoadBalancer}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: objects, namespace: left}
spec: {hard: {services.loadbalancers: N}}
`;
  expect(findingsIn(service.replace('N', "'1'"))).toEqual([]);
  expect(findingsIn(service.replace('N', "'0'"))).toHaveLength(1);
});

test("Kubernetes' own roles, as a cluster is dumped, are left alone; others of their names are not", () => {
  const role = (metadata: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: cluster-admin${metadata}}
rules: [{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]
`;
  expect(findingsIn(role(', labels: {kubernetes.io/bootstrapping: rbac-defaults}'))).toEqual([]);
  expect(findingsIn(role(''))).toHaveLength(3);
});

test('a ClusterRole that is added to the role of all admins is judged, whoever it is bound to', () => {
  expect(
    findingsIn(`
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: extra, labels: {rbac.authorization.k8s.io/aggregate-to-admin: 'true'}}
rules: [{apiGroups: [''], resources: [resourcequotas], verbs: [update]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: extra}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: extra}
subjects: [{kind: ServiceAccount, name: controller, namespace: kube-system}]
`),
  ).toEqual(['tenant/role-writes-walls: ClusterRole extra may update resourcequotas']);
});
