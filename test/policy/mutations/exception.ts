import { describe } from 'vitest';
import { type Case, set, testCases } from './planted.js';

const FILE = 'environments/prod/exceptions/shop.yaml';

const exception = (rule: string, scope: string, expires = '2026-12-31') => `
apiVersion: bulkhead.dev/v1alpha1
kind: PolicyException
metadata: {name: shop}
spec: {rule: ${rule}, scope: ${scope}, reason: until the next release, owner: platform, expires: '${expires}'}
`;

/** A fault that an exception of its rule and object excuses. */
const plant = set('ResourceQuota shop-web/compute', ['spec', 'hard', 'requests.cpu'], '2');

const CASES: readonly Case[] = [
  { title: 'no fault', plant, declarations: { [FILE]: exception('quota/no-room', '{name: frontend}') }, finds: [] },
  {
    plant,
    title: 'an exception that has expired',
    declarations: { [FILE]: exception('quota/no-room', '{name: frontend}', '2026-06-14') },
    finds: [
      'exception/expired: PolicyException shop: spec.expires',
      'quota/no-room: Deployment shop-web/frontend: spec.replicas',
    ],
  },
  {
    title: 'an exception that excuses nothing',
    declarations: { [FILE]: exception('quota/no-room', '{name: frontend}') },
    finds: ['exception/unused: PolicyException shop: spec.scope'],
  },
  {
    plant,
    title: 'an exception for years',
    declarations: { [FILE]: exception('quota/no-room', '{name: frontend}', '2029-01-01') },
    finds: ['exception/over-broad: PolicyException shop: spec.expires'],
  },
  {
    title: 'an exception for whatever the tenant runs',
    plant: set('RuntimeClass kata-clh', ['overhead', 'podFixed', 'cpu'], '3500m'),
    declarations: { [FILE]: exception('quota/no-room', '{tenant: shop}') },
    finds: [
      'exception/over-broad: PolicyException shop: spec.scope',
      'quota/no-room: Deployment bank-ledger/ledger: spec.replicas',
    ],
  },
  {
    plant,
    title: 'an exception for a rule that nobody knows',
    declarations: { [FILE]: exception('quota/no-rooms', '{name: frontend}') },
    finds: [
      'exception/unknown-rule: PolicyException shop: spec.rule',
      'quota/no-room: Deployment shop-web/frontend: spec.replicas',
    ],
  },
];

describe('a fault in an exception', () => {
  testCases('exception', CASES);
});
