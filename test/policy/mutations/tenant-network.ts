import { add, append, type Case, remove, set } from './case.js';
import { declared, rendered } from './company.js';

const WEB = 'Namespace shop-web';
const DENY = 'NetworkPolicy shop-web/default-deny';
const named = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const allow = (spec: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: planted, namespace: shop-web}
spec: ${spec}
`;
const PLANTED = 'NetworkPolicy shop-web/planted';

export const tenantNetworkCases: readonly Case[] = [
  {
    title: 'a namespace loses its default deny',
    plant: remove(DENY),
    finds: [
      {
        is: `tenant/default-deny: ${WEB}: metadata.name`,
        declared: declared.shop('shop-web: »{}'),
        rendered: rendered.webNamespace('name: »shop-web'),
      },
      {
        is: `tenant/default-deny: ${WEB}: metadata.name`,
        declared: declared.shop('shop-web: »{}'),
        rendered: rendered.webNamespace('name: »shop-web'),
      },
    ],
  },
  {
    title: 'egress is no longer denied',
    plant: set(DENY, ['spec', 'policyTypes'], ['Ingress']),
    finds: [
      {
        is: `tenant/default-deny: ${DENY}: spec.policyTypes`,
        declared: declared.shop('shop-web: »{}'),
        rendered: rendered.webNetwork('podSelector: {}\n  »policyTypes:'),
      },
    ],
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
    finds: [
      {
        is: 'tenant/closed-addresses: NetworkPolicy shop-web/allow-internet: spec.egress[0].to[0].ipBlock.cidr',
        declared: declared.shop('internet: »true'),
        rendered: rendered.webNetwork('- to:\n    - ipBlock:\n        cidr: »0.0.0.0/0'),
      },
    ],
  },
  {
    title: 'the nodes are opened by address',
    plant: add(allow('{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.128/25}}]}]}')),
    finds: [
      {
        is: `tenant/closed-addresses: ${PLANTED}: spec.egress[0].to[0].ipBlock.cidr`,
        rendered: rendered.planted('cidr: »10.0.0.128/25'),
      },
    ],
  },
  {
    title: 'the API server is opened by address',
    plant: add(allow('{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.1/32}}]}]}')),
    finds: [
      {
        is: `tenant/closed-addresses: ${PLANTED}: spec.egress[0].to[0].ipBlock.cidr`,
        rendered: rendered.planted('cidr: »10.0.0.1/32'),
      },
    ],
  },
  {
    title: 'a peer is in a namespace of somebody else',
    plant: append('NetworkPolicy shop-web/workload-frontend', ['spec', 'egress', 0, 'to'], named('bank-ledger')),
    finds: [
      {
        is: 'tenant/foreign-peer: NetworkPolicy shop-web/workload-frontend: spec.egress[0].to[1].namespaceSelector',
        declared: declared.workloads('»network:'),
        rendered: rendered.webNetwork('app.kubernetes.io/name: db\n    - »namespaceSelector:'),
      },
    ],
  },
  {
    title: 'a peer is in every namespace',
    plant: add(allow('{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {}}]}]}')),
    finds: [
      {
        is: `tenant/foreign-peer: ${PLANTED}: spec.ingress[0].from[0].namespaceSelector`,
        rendered: rendered.planted('- namespaceSelector: »{}'),
      },
    ],
  },
  {
    title: 'a Service opens a port of every node',
    plant: set('Service shop-web/frontend', ['spec', 'type'], 'NodePort'),
    finds: [
      // The quota has room for none.
      {
        is: 'quota/no-room: Service shop-web/frontend: spec.type',
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend('type: »NodePort'),
        related: rendered.webQuota('services.nodeports: »"0"'),
      },
      {
        is: 'tenant/exposed-service: Service shop-web/frontend: spec.type',
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend('type: »NodePort'),
      },
    ],
  },
  {
    title: 'a Service draws the traffic of an address',
    plant: set('Service shop-web/frontend', ['spec', 'externalIPs'], ['198.51.100.7']),
    finds: [
      {
        is: 'tenant/exposed-service: Service shop-web/frontend: spec.externalIPs',
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend('»externalIPs:'),
      },
    ],
  },
];
