import { expect, test } from 'vitest';
import type { Tenant } from '../../lib/config/declaration.js';
import { limitsIn, limitsOf, quotaOf, quotaPath, requestsOf } from '../../lib/config/quota.js';
import { append, edit, onlyCluster, SHOP_FILE } from './declarations.js';

const OWN = `\
shop-web: {}
    shop-data:
      quota:
        cpu: {requests: 1, limits: 2}
        storage: {total: 5Gi, classes: {ssd: {storage: 5Gi}}}
        objects: {secrets: 0}
      limits:
        container: {max: {memory: 4Gi}}
`;

function shop(): Tenant {
  const files = edit(
    SHOP_FILE,
    'shop-web: {}\n',
    OWN,
    append(SHOP_FILE, '    storage: {claims: 3}\n    objects: {services: 9}\n'),
  );
  const tenant = onlyCluster(files).tenants.get('shop');
  if (tenant === undefined) throw new Error('no tenant shop');
  return tenant;
}

test("a namespace that declares nothing of its own has the tenant's quota", () => {
  const { spec } = shop();
  expect(quotaOf(spec, 'shop-web')).toEqual(spec.quota);
  expect(limitsOf(spec, 'shop-web')).toEqual(spec.limits);
});

test('what a namespace declares is laid over it, field by field', () => {
  const { spec } = shop();
  expect(quotaOf(spec, 'shop-data')).toEqual({
    cpu: { requests: 1, limits: 2 },
    memory: '8Gi',
    ephemeralStorage: '10Gi',
    storage: { total: '5Gi', claims: 3, classes: { ssd: { storage: '5Gi' } } },
    objects: { services: 9, secrets: 0 },
    loadBalancers: 0,
    nodePorts: 0,
    devices: {},
    networks: {},
    scoped: {},
  });
  expect(limitsOf(spec, 'shop-data')).toEqual({
    container: { default: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '1Gi' }, max: { memory: '4Gi' } },
  });
});

test.each([
  ['shop-web', ['cpu'], 'spec.quota.cpu'],
  ['shop-data', ['cpu'], 'spec.namespaces.shop-data.quota.cpu'],
  ['shop-data', ['cpu', 'limits'], 'spec.namespaces.shop-data.quota.cpu.limits'],
  ['shop-data', ['memory'], 'spec.quota.memory'],
  ['shop-data', ['storage', 'claims'], 'spec.quota.storage.claims'],
  ['shop-data', ['storage', 'total'], 'spec.namespaces.shop-data.quota.storage.total'],
  // Nobody says it: it is missing where the namespace begins to.
  ['shop-data', ['storage', 'classes', 'ssd', 'claims'], 'spec.namespaces.shop-data.quota.storage.classes.ssd.claims'],
  ['shop-web', ['storage', 'classes', 'ssd', 'claims'], 'spec.quota.storage.classes.ssd.claims'],
])('%s: %j is declared at %s', (namespace, path, declared) => {
  expect(quotaPath(shop(), namespace, 'quota', path).join('.')).toBe(declared);
});

test('one quantity is both', () => {
  expect([requestsOf(4), limitsIn(4)]).toEqual([4, 4]);
  expect([requestsOf('500m'), limitsIn('500m')]).toEqual(['500m', '500m']);
  expect([requestsOf({ requests: 1, limits: '2' }), limitsIn({ requests: 1, limits: '2' })]).toEqual([1, '2']);
});
