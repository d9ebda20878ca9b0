import { type Case, file, set } from './case.js';
import { declared, rendered } from './company.js';

const FILE = 'environments/prod/exceptions/shop.yaml';
const excused = file(FILE);

const exception = (rule: string, scope: string, expires = '2026-12-31') => `
apiVersion: bulkhead.dev/v1alpha1
kind: PolicyException
metadata: {name: shop}
spec:
  rule: ${rule}
  scope: ${scope}
  reason: until the next release
  owner: platform
  expires: ${expires}
`;

/** A fault that an exception of its rule and object excuses. */
const plant = set('ResourceQuota shop-web/compute', ['spec', 'hard', 'requests.cpu'], '2');

export const exceptionCases: readonly Case[] = [
  { title: 'no fault', plant, declarations: { [FILE]: exception('quota/no-room', '{name: frontend}') }, finds: [] },
  {
    plant,
    title: 'an exception that has expired',
    declarations: { [FILE]: exception('quota/no-room', '{name: frontend}', '2026-06-14') },
    finds: [
      { is: 'exception/expired: PolicyException shop: spec.expires', declared: excused('expires: »2026-06-14') },
      {
        is: 'quota/no-room: Deployment shop-web/frontend: spec.replicas',
        declared: declared.workloads('replicas: »3'),
        rendered: rendered.frontend('replicas: »3'),
        related: rendered.webQuota('limits.memory: 16Gi\n    requests.cpu: »"2"'),
      },
    ],
  },
  {
    title: 'an exception that excuses nothing',
    declarations: { [FILE]: exception('quota/no-room', '{name: frontend}') },
    finds: [
      { is: 'exception/unused: PolicyException shop: spec.scope', declared: excused('scope: »{name: frontend}') },
    ],
  },
  {
    plant,
    title: 'an exception for years',
    declarations: { [FILE]: exception('quota/no-room', '{name: frontend}', '2029-01-01') },
    finds: [
      { is: 'exception/over-broad: PolicyException shop: spec.expires', declared: excused('expires: »2029-01-01') },
    ],
  },
  {
    title: 'an exception for whatever the tenant runs',
    plant: set('RuntimeClass kata-clh', ['overhead', 'podFixed', 'cpu'], '3500m'),
    declarations: { [FILE]: exception('quota/no-room', '{tenant: shop}') },
    finds: [
      {
        is: 'kata/overhead: RuntimeClass kata-clh: overhead.podFixed.cpu',
        declared: declared.runtimes('preset: »kata-clh'),
        rendered: rendered.runtimeClasses('cpu: »3500m'),
      },
      { is: 'exception/over-broad: PolicyException shop: spec.scope', declared: excused('scope: »{tenant: shop}') },
      {
        is: 'quota/no-room: Deployment bank-ledger/ledger: spec.replicas',
        declared: declared.ledger('»service: {ports: {http: {port: 8080}}}'),
        rendered: rendered.ledger('replicas: »2'),
        related: rendered.bankQuota('requests.cpu: »"4"'),
      },
    ],
  },
  {
    plant,
    title: 'an exception for a rule that nobody knows',
    declarations: { [FILE]: exception('quota/no-rooms', '{name: frontend}') },
    finds: [
      { is: 'exception/unknown-rule: PolicyException shop: spec.rule', declared: excused('rule: »quota/no-rooms') },
      {
        is: 'quota/no-room: Deployment shop-web/frontend: spec.replicas',
        declared: declared.workloads('replicas: »3'),
        rendered: rendered.frontend('replicas: »3'),
        related: rendered.webQuota('limits.memory: 16Gi\n    requests.cpu: »"2"'),
      },
    ],
  },
];
