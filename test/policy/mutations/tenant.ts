import { describe, expect, it } from 'vitest';
import { add, append, type Case, findingsOf, remove, set, testCases } from './planted.js';

const PSA = 'pod-security.kubernetes.io';
const WEB = 'Namespace shop-web';
const DENY = 'NetworkPolicy shop-web/default-deny';
const ADMIN = 'Role shop-web/tenant-admin';
const BINDING = 'RoleBinding shop-web/tenant-admin';
const FRONTEND = 'Deployment shop-web/frontend';
const named = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const allow = (spec: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: planted, namespace: shop-web}
spec: ${spec}
`;
const PLANTED = 'NetworkPolicy shop-web/planted';
const group = (name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name });

const CASES: readonly Case[] = [
  {
    title: 'a namespace loses its Pod Security level',
    plant: set(WEB, ['metadata', 'labels', `${PSA}/enforce`], undefined),
    finds: [`tenant/pod-security-missing: ${WEB}: metadata.labels["${PSA}/enforce"]`],
  },
  {
    title: 'a namespace gets a weaker level than declared',
    plant: set(WEB, ['metadata', 'labels', `${PSA}/enforce`], 'baseline'),
    finds: [`tenant/pod-security-weaker: ${WEB}: metadata.labels["${PSA}/enforce"]`],
  },
  {
    title: 'the level follows the cluster',
    plant: set(WEB, ['metadata', 'labels', `${PSA}/enforce-version`], 'latest'),
    finds: [`tenant/pod-security-unpinned: ${WEB}: metadata.labels["${PSA}/enforce-version"]`],
  },
  {
    title: 'a namespace loses its default deny',
    plant: remove(DENY),
    finds: [`tenant/default-deny: ${WEB}`, `tenant/default-deny: ${WEB}`],
  },
  {
    title: 'egress is no longer denied',
    plant: set(DENY, ['spec', 'policyTypes'], ['Ingress']),
    finds: [`tenant/default-deny: ${DENY}: spec.policyTypes`],
  },
  {
    title: 'the metadata address is excepted no more',
    plant: set(
      'NetworkPolicy shop-web/allow-internet',
      ['spec', 'egress', 0, 'to', 0, 'ipBlock', 'except'],
      [
        '0.0.0.0/8',
        '10.0.0.0/8',
        '100.64.0.0/10',
        '127.0.0.0/8',
        '168.63.129.16/32',
        '172.16.0.0/12',
        '192.0.0.0/24',
        '192.168.0.0/16',
      ],
    ),
    finds: ['tenant/closed-addresses: NetworkPolicy shop-web/allow-internet: spec.egress[0].to[0].ipBlock.cidr'],
  },
  {
    title: 'the nodes are opened by address',
    plant: add(allow('{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.128/25}}]}]}')),
    finds: [`tenant/closed-addresses: ${PLANTED}: spec.egress[0].to[0].ipBlock.cidr`],
  },
  {
    title: 'the API server is opened by address',
    plant: add(allow('{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.1/32}}]}]}')),
    finds: [`tenant/closed-addresses: ${PLANTED}: spec.egress[0].to[0].ipBlock.cidr`],
  },
  {
    title: 'a peer is in a namespace of somebody else',
    plant: append('NetworkPolicy shop-web/workload-frontend', ['spec', 'egress', 0, 'to'], named('bank-ledger')),
    finds: ['tenant/foreign-peer: NetworkPolicy shop-web/workload-frontend: spec.egress[0].to[1].namespaceSelector'],
  },
  {
    title: 'a peer is in every namespace',
    plant: add(allow('{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {}}]}]}')),
    finds: [`tenant/foreign-peer: ${PLANTED}: spec.ingress[0].from[0].namespaceSelector`],
  },
  {
    title: 'the default account hands out its token',
    plant: set('ServiceAccount shop-web/default', ['automountServiceAccountToken'], true),
    finds: ['tenant/token-automount: ServiceAccount shop-web/default: automountServiceAccountToken'],
  },
  {
    title: 'a workload mounts a token',
    plant: set(FRONTEND, ['spec', 'template', 'spec', 'automountServiceAccountToken'], true),
    finds: [`tenant/token-automount: ${FRONTEND}: spec.template.spec.automountServiceAccountToken`],
  },
  {
    title: 'a role may do everything to Deployments',
    plant: append(ADMIN, ['rules'], { apiGroups: ['apps'], resources: ['deployments'], verbs: ['*'] }),
    finds: [`tenant/role-wildcard: ${ADMIN}: rules[12].verbs[0]`],
  },
  {
    title: 'a role may bind roles',
    plant: append(ADMIN, ['rules'], {
      apiGroups: ['rbac.authorization.k8s.io'],
      resources: ['clusterroles'],
      verbs: ['bind'],
    }),
    finds: [`tenant/role-escalates: ${ADMIN}: rules[12].verbs[0]`],
  },
  {
    title: 'a role writes quotas',
    plant: append(ADMIN, ['rules'], { apiGroups: [''], resources: ['resourcequotas'], verbs: ['get', 'update'] }),
    finds: [`tenant/role-writes-walls: ${ADMIN}: rules[12].resources[0]`],
  },
  {
    title: 'a role writes NetworkPolicies',
    plant: append(ADMIN, ['rules'], {
      apiGroups: ['networking.k8s.io'],
      resources: ['networkpolicies'],
      verbs: ['create'],
    }),
    finds: [`tenant/role-writes-walls: ${ADMIN}: rules[12].resources[0]`],
  },
  {
    title: 'a role is for everybody',
    plant: append(BINDING, ['subjects'], group('system:authenticated')),
    finds: [`tenant/binding-to-everybody: ${BINDING}: subjects[name=system:authenticated].name`],
  },
  {
    title: "the owners get Kubernetes' own role",
    plant: set(BINDING, ['roleRef'], { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'admin' }),
    finds: [`tenant/binding-to-admin: ${BINDING}: roleRef.name`],
  },
  {
    title: 'the owners of another tenant get in',
    plant: append(BINDING, ['subjects'], group('bank-admins')),
    finds: [`tenant/binding-to-another: ${BINDING}: subjects[name=bank-admins].name`],
  },
  {
    title: 'a Service opens a port of every node',
    plant: set('Service shop-web/frontend', ['spec', 'type'], 'NodePort'),
    finds: [
      // The quota has room for none.
      'quota/no-room: Service shop-web/frontend: spec',
      'tenant/exposed-service: Service shop-web/frontend: spec.type',
    ],
  },
  {
    title: 'a Service draws the traffic of an address',
    plant: set('Service shop-web/frontend', ['spec', 'externalIPs'], ['198.51.100.7']),
    finds: ['tenant/exposed-service: Service shop-web/frontend: spec.externalIPs'],
  },
  {
    title: 'nobody pays',
    plant: set(WEB, ['metadata', 'labels', 'bulkhead.dev/cost-centre'], undefined),
    finds: [`tenant/owner-labels: ${WEB}: metadata.labels["bulkhead.dev/cost-centre"]`],
  },
  {
    title: 'a workload wears the label of somebody else',
    plant: set(FRONTEND, ['spec', 'template', 'metadata', 'labels', 'bulkhead.dev/tenant'], 'bank'),
    finds: [`tenant/foreign-label: ${FRONTEND}: spec.template.metadata.labels["bulkhead.dev/tenant"]`],
  },
  {
    title: 'a tenant is named like the beginning of another',
    declarations: {
      'environments/prod/platform/shop-eu.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: shop-eu}
spec:
  owners: {admin: [shop-eu-admins]}
  contact: shop@example.eu
  costCentre: cc-4712
  namespaces: {shop-eu: {}}
  runtimes: {allowed: [kata-clh], default: kata-clh}
  quota: {cpu: 2, memory: 4Gi}
`,
    },
    finds: ['tenant/ambiguous-prefix: Namespace shop-eu: metadata.name'],
  },
];

describe('a fault in the walls of a tenant', () => {
  it('is not there before it is planted', () => {
    expect(findingsOf({})).toEqual([]);
  });

  testCases('tenant', CASES);
});
