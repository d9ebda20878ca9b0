import { describe, expect, it } from 'vitest';
import { locate } from '../lib/config/positions.js';
import { render } from '../lib/pipeline.js';
import { traceFile } from '../lib/where.js';
import { fleetOf, SHOP } from './shop.js';

const ENVIRONMENT = 'environments/prod/platform/environment.yaml';
const BASE = 'environments/base/platform/shop.yaml';
const PROD = 'environments/prod/platform/shop.yaml';
const WORKLOADS = 'environments/prod/tenants/shop/workloads.yaml';
const RUNTIMES = 'environments/base/platform/runtimes.yaml';

const walls = (namespace: string, file: string) => `prod/tenants/shop/walls/${namespace}/${file}.yaml`;
const workload = (namespace: string, name: string) => `prod/tenants/shop/workloads/${namespace}/${name}.yaml`;

/**
 * A declared value is changed, and every line of the file that changes with it must name that value: what was written,
 * what is written instead, and a file of dist that it decides something in.
 */
const DECIDES: [declaration: string, written: string, instead: string, rendered: string][] = [
  [ENVIRONMENT, 'kubernetesVersion: "1.34"', 'kubernetesVersion: "1.35"', walls('shop-web', 'namespace')],
  [ENVIRONMENT, 'pods: [10.244.0.0/16]', 'pods: [10.245.0.0/16]', walls('shop-web', 'network')],
  [BASE, 'except: [10.200.0.0/16]', 'except: [10.201.0.0/16]', walls('shop-web', 'network')],
  [ENVIRONMENT, 'value: 1000000', 'value: 1000001', 'prod/platform/priority-classes.yaml'],
  [ENVIRONMENT, 'description: Virtual', 'description: virtual', 'prod/platform/priority-classes.yaml'],
  [ENVIRONMENT, 'namespace: ingress-nginx', 'namespace: ingress', walls('shop-web', 'network')],
  [ENVIRONMENT, 'name: ingress-nginx', 'name: ingress', walls('shop-web', 'network')],
  [
    ENVIRONMENT,
    'registries: [registry.example.com]',
    'registries: [registry.example.com/shop]',
    walls('shop-web', 'namespace'),
  ],
  [RUNTIMES, 'effect: NoSchedule', 'effect: NoExecute', 'prod/platform/runtime-classes.yaml'],
  [BASE, 'admin: [shop-admins]', 'admin: [shop-owners]', walls('shop-data', 'access')],
  [BASE, 'developer: [shop-developers, shop', 'developer: [shop-coders, shop', walls('shop-data', 'access')],
  [BASE, 'shop@example.com', 'owner@example.com', walls('shop-web', 'namespace')],
  [BASE, 'costCentre: cc-4711', 'costCentre: cc-4712', walls('shop-web', 'namespace')],
  [BASE, 'cpu: 4', 'cpu: 4500m', walls('shop-web', 'quota')],
  [BASE, 'cpu: 3', 'cpu: 3500m', walls('shop-data', 'quota')],
  [PROD, 'memory: 16Gi', 'memory: 15Gi', walls('shop-web', 'quota')],
  [BASE, 'total: 20Gi', 'total: 21Gi', walls('shop-web', 'quota')],
  [BASE, 'claims: 3', 'claims: 4', walls('shop-web', 'quota')],
  [BASE, '          storage: 20Gi', '          storage: 19Gi', walls('shop-web', 'quota')],
  [BASE, '        cpu: 2\n        pods', '        cpu: 1\n        pods', walls('shop-web', 'quota')],
  [BASE, 'pods: 5', 'pods: 6', walls('shop-web', 'quota')],
  [WORKLOADS, 'frontend:1.2.3', 'frontend:1.2.4', workload('shop-web', 'frontend')],
  [WORKLOADS, 'replicas: 3', 'replicas: 4', workload('shop-web', 'frontend')],
  [WORKLOADS, 'port: 80\n', 'port: 81\n', workload('shop-web', 'frontend')],
  [WORKLOADS, 'targetPort: 8080', 'targetPort: 8081', workload('shop-web', 'frontend')],
  [WORKLOADS, 'cpu: 500m', 'cpu: 400m', workload('shop-web', 'frontend')],
  [WORKLOADS, 'memory: 512Mi', 'memory: 500Mi', workload('shop-web', 'frontend')],
  [WORKLOADS, 'vcpus: 2', 'vcpus: 3', workload('shop-web', 'frontend')],
  [WORKLOADS, 'memory: 1Gi', 'memory: 768Mi', workload('shop-web', 'frontend')],
  [WORKLOADS, 'LOG_LEVEL: info', 'LOG_LEVEL: debug', workload('shop-web', 'frontend')],
  [WORKLOADS, 'size: 64Mi', 'size: 65Mi', workload('shop-web', 'frontend')],
  [WORKLOADS, 'ports: [8080]', 'ports: [8081]', walls('shop-web', 'network')],
  [
    WORKLOADS,
    'workload: db\n        ports: [5432]',
    'workload: db\n        ports: [5433]',
    walls('shop-data', 'network'),
  ],
  [WORKLOADS, 'ports: [443]', 'ports: [444]', walls('shop-web', 'network')],
  [WORKLOADS, 'cidr: 10.20.0.0/16', 'cidr: 10.21.0.0/16', walls('shop-web', 'network')],
  [WORKLOADS, 'size: 10Gi', 'size: 11Gi', workload('shop-data', 'db')],
  [WORKLOADS, 'mountPath: /data', 'mountPath: /var/data', workload('shop-data', 'db')],
  [WORKLOADS, 'secret: db', 'secret: db-replica', workload('shop-data', 'db')],
  [WORKLOADS, 'key: password', 'key: pass', workload('shop-data', 'db')],
  [WORKLOADS, 'runtime: gvisor', 'runtime: kata-clh', workload('shop-data', 'import')],
  [WORKLOADS, 'schedule: 0 3 * * *', 'schedule: 0 4 * * *', workload('shop-data', 'import')],
  [WORKLOADS, 'retries: 1', 'retries: 2', workload('shop-data', 'import')],
];

const rendered = new Map(render(fleetOf(SHOP)).files.map(({ path, content }) => [path, String(content)]));

describe('where', () => {
  it.each(DECIDES)('in %s, `%s` → `%s` decides lines of %s', (declaration, written, instead, file) => {
    const before = SHOP[declaration] ?? '';
    expect(before.split(written)).toHaveLength(2);
    const changed = { ...SHOP, [declaration]: before.replace(written, instead) };
    const traced = traceFile(fleetOf(changed), file);
    const [old, now] = [rendered.get(file)?.split('\n') ?? [], traced?.text.split('\n') ?? []];
    expect(now).toHaveLength(old.length);

    const offset = before.indexOf(written);
    const from = before.slice(0, offset).split('\n').length;
    const to = from + written.trimEnd().split('\n').length - 1;
    const changedLines = now.flatMap((line, index) => (line === old[index] ? [] : [index + 1]));
    expect(changedLines.length).toBeGreaterThan(0);
    for (const line of changedLines) {
      const [source] = traced?.line(line) ?? [];
      if (source === undefined) throw new Error(`no answer for line ${line}`);
      const place = locate(source.place);
      expect({ line: now[line - 1], file: place.file }).toEqual({ line: now[line - 1], file: declaration });
      expect(place.line, `${now[line - 1]} is said to come from ${source.what}`).toBeGreaterThanOrEqual(from);
      expect(place.line).toBeLessThanOrEqual(to);
    }
  });

  it('names the grant behind each rule that opens something', () => {
    const file = walls('shop-web', 'network');
    const traced = traceFile(fleetOf(SHOP), file);
    const line = (text: string) => (traced?.text.split('\n').indexOf(text) ?? -1) + 1;
    const answer = (text: string) =>
      traced?.line(line(text))?.map(({ place, what }) => `${locate(place).file}:${locate(place).line} ${what}`);
    expect(answer('  name: allow-internet')).toEqual([`${BASE}:39 spec.network.internet of Tenant shop`]);
    expect(answer('        cidr: 0.0.0.0/0')).toEqual([`${BASE}:39 spec.network.internet of Tenant shop`]);
    expect(answer('        cidr: 10.0.0.0/8')).toEqual([
      `${BASE}:43 spec.network.cidrs.datacentre.cidr of Tenant shop`,
    ]);
    expect(answer('  name: workload-frontend')).toEqual([`${WORKLOADS}:33 spec.network of Workload shop/frontend`]);
    expect(answer('          app.kubernetes.io/name: db')).toEqual([
      `${WORKLOADS}:40 spec.network.egress.db.workload of Workload shop/frontend`,
    ]);
    expect(answer('  name: default-deny')).toEqual([`${BASE}:12 spec.namespaces.shop-web of Tenant shop`]);
  });

  it('answers in the header with the files that it names', () => {
    const traced = traceFile(fleetOf(SHOP), workload('shop-data', 'db'));
    const paths = (line: number) => traced?.line(line)?.map(({ place }) => place.file.path);
    expect(paths(1)).toEqual([ENVIRONMENT, BASE, PROD, WORKLOADS]);
    expect([paths(2), paths(3), paths(4), paths(5)]).toEqual([[BASE], [ENVIRONMENT], [PROD], [WORKLOADS]]);
  });

  it('answers for every line of every file, and a traced render is the render', () => {
    const fleet = fleetOf(SHOP);
    for (const [path, text] of rendered) {
      const traced = traceFile(fleet, path);
      expect(traced?.text, path).toBe(text);
      const header = new Set(traced?.line(1)?.map(({ place }) => place.file.path));
      const lines = text.split('\n').length - 1;
      for (let line = 1; line <= lines; line += 1) {
        const sources = traced?.line(line) ?? [];
        expect(sources.length, `${path}:${line}`).toBeGreaterThan(0);
        // What decides a field is among the declarations that the file's header names.
        for (const { place } of sources) expect([...header], `${path}:${line}`).toContain(place.file.path);
      }
      expect(traced?.line(lines + 1)).toBeUndefined();
    }
  });

  it('knows no file that is not rendered', () => {
    for (const path of [
      'prod/nothing.yaml',
      'nowhere/platform/x.yaml',
      '',
      '../etc/passwd',
      'prod/tenants/shop/walls/shop-web',
    ])
      expect(traceFile(fleetOf(SHOP), path)).toBeUndefined();
  });
});
