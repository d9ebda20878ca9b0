import { describe, expect, test } from 'vitest';
import type { Cluster, Workload } from '../../lib/config/declaration.js';
import { declares, networkPaths, peerOf, reachOf } from '../../lib/config/network-path.js';
import {
  append,
  FILES,
  type Files,
  LEDGER_FILE,
  onlyCluster,
  PAY_FILE,
  SHOP_FILE,
  WEB_FILE,
  workload,
} from './declarations.js';

const API_FILE = 'environments/prod/tenants/shop/api.yaml';
const WITH_API: Files = { ...FILES, [API_FILE]: workload('api', 'shop-web') };
const BETWEEN: Files = append(
  PAY_FILE,
  '  network: {tenants: {shop: {offer: true}}}\n',
  append(SHOP_FILE, '  network: {tenants: {pay: {use: true}}}\n', FILES),
);

function workloadOf(cluster: Cluster, tenant: string, name: string): Workload {
  const found = cluster.workloads.get(tenant)?.get(name);
  if (found === undefined) throw new Error(`no workload ${tenant}/${name}`);
  return found;
}

/** Each path as `end direction peer (declared by whom as which rule)`. */
function pathsIn(files: Files): string[] {
  return [...networkPaths(onlyCluster(files))].flatMap(([end, paths]) =>
    paths.map(
      ({ direction, peer, declaredBy, rule }) =>
        `${end.name} ${direction} ${peer.name} (${declaredBy.name}: ${rule.direction}.${rule.name})`,
    ),
  );
}

describe('within a tenant', () => {
  test('nothing declared, no paths', () => {
    expect(pathsIn(WITH_API)).toEqual([]);
  });
  test('one declaration opens both ends', () => {
    expect(pathsIn(append(WEB_FILE, '  network: {egress: {out: {workload: api}}}\n', WITH_API))).toEqual([
      'web egress api (web: egress.out)',
      'api ingress web (web: egress.out)',
    ]);
    expect(pathsIn(append(WEB_FILE, '  network: {ingress: {in: {workload: api}}}\n', WITH_API))).toEqual([
      'web ingress api (web: ingress.in)',
      'api egress web (web: ingress.in)',
    ]);
  });
  test('where both ends speak, each speaks for itself', () => {
    const both = append(
      API_FILE,
      '  network: {ingress: {in: {workload: web, ports: [80]}}}\n',
      append(WEB_FILE, '  network: {egress: {out: {workload: api}}}\n', WITH_API),
    );
    expect(pathsIn(both)).toEqual(['api ingress web (api: ingress.in)', 'web egress api (web: egress.out)']);
  });
  test('the other direction is another path', () => {
    const both = append(
      API_FILE,
      '  network: {egress: {back: {workload: web}}}\n',
      append(WEB_FILE, '  network: {egress: {out: {workload: api}}}\n', WITH_API),
    );
    expect(pathsIn(both)).toEqual([
      'api egress web (api: egress.back)',
      'api ingress web (web: egress.out)',
      'web ingress api (api: egress.back)',
      'web egress api (web: egress.out)',
    ]);
  });
  test('rules for others than workloads are no paths', () => {
    const files = append(
      WEB_FILE,
      '  network: {egress: {all: {internet: true}, logs: {platformService: logs}}}\n',
      append(SHOP_FILE, '  network: {internet: true, platformServices: [logs]}\n', WITH_API),
    );
    expect(pathsIn(files)).toEqual([]);
  });
});

describe('between tenants', () => {
  const both = append(
    LEDGER_FILE,
    '  network: {ingress: {in: {tenant: shop, workload: web}}}\n',
    append(WEB_FILE, '  network: {egress: {out: {tenant: pay, workload: ledger}}}\n', BETWEEN),
  );

  test('each end has what it declares itself', () => {
    expect(pathsIn(both)).toEqual(['ledger ingress web (ledger: ingress.in)', 'web egress ledger (web: egress.out)']);
  });
  test('a tenant that retires has no ends', () => {
    expect(pathsIn(append(PAY_FILE, '  state: retired\n', both))).toEqual(['ledger ingress web (ledger: ingress.in)']);
  });
  test('who is meant', () => {
    const cluster = onlyCluster(both);
    const [web, ledger] = [workloadOf(cluster, 'shop', 'web'), workloadOf(cluster, 'pay', 'ledger')];
    expect(peerOf(cluster, web, { tenant: 'pay', workload: 'ledger', ports: [] })).toBe(ledger);
    expect(peerOf(cluster, web, { workload: 'ledger', ports: [] })).toBeUndefined();
    expect(peerOf(cluster, web, { platformService: 'logs', ports: [] })).toBeUndefined();
    expect(peerOf(cluster, web, { tenant: 'nobody', workload: 'x', ports: [] })).toBeUndefined();
    expect(declares(cluster, web, 'egress', ledger)).toBe(true);
    expect(declares(cluster, web, 'ingress', ledger)).toBe(false);
    expect(declares(cluster, ledger, 'ingress', web)).toBe(true);
  });
});

describe('reach', () => {
  const SANDBOX = workload('web', 'shop-web').replace('service: {}', 'sandbox: {}\n  resources: {memory: 1Gi}');
  const reach = (web: string) => {
    const cluster = onlyCluster({ ...WITH_API, [WEB_FILE]: web });
    return reachOf(workloadOf(cluster, 'shop', 'web'), networkPaths(cluster));
  };

  test.each([
    ['says nothing', '', 'namespace'],
    ['has rules, if none', '  network: {}\n', 'declared'],
    ['asks DNS', '  network: {dns: true}\n', 'declared'],
    ['asks not even DNS', '  network: {dns: false}\n', 'isolated'],
    ['has a path', '  network: {egress: {out: {workload: api}}}\n', 'declared'],
  ])('a service that %s', (_, network, expected) => {
    expect(reach(`${workload('web', 'shop-web')}${network}`)).toBe(expected);
  });

  test.each([
    ['says nothing', '', 'isolated'],
    ['has rules, if none', '  network: {}\n', 'isolated'],
    ['asks DNS', '  network: {dns: true}\n', 'declared'],
    ['has a path', '  network: {egress: {out: {workload: api}}}\n', 'isolated'],
  ])('a sandbox that %s', (_, network, expected) => {
    expect(reach(`${SANDBOX}${network}`)).toBe(expected);
  });

  test('a service that another workload has a path to', () => {
    const cluster = onlyCluster(append(API_FILE, '  network: {egress: {out: {workload: web}}}\n', WITH_API));
    expect(reachOf(workloadOf(cluster, 'shop', 'web'), networkPaths(cluster))).toBe('declared');
  });
});
