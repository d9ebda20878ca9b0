import { expect, it } from 'vitest';
import { loadFiles } from '../lib/config/load.js';
import { locate } from '../lib/config/positions.js';
import { judgeCluster } from '../lib/judge.js';
import { isObject, type Json, type Path } from '../lib/kubernetes/json.js';
import type { EnvironmentRule } from '../lib/policy/rule.js';
import { latestTag } from '../lib/policy/rules/image/latest-tag.js';
import { traceFile } from '../lib/where.js';
import { SHOP } from './shop.js';

const files = Object.entries(SHOP).map(([path, text]) => ({ path, text }));
const { fleet } = loadFiles(files, 'environments');
const [cluster] = fleet.clusters;
if (cluster === undefined) throw new Error('the shop has no environment');

const assignment = { known: new Set<string>(), today: '2026-06-15' };
const rule = (check: EnvironmentRule['check']): EnvironmentRule => ({ ...latestTag, check });

function* leaves(value: Json, path: Path = []): Generator<Path> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* leaves(item, [...path, index]);
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) yield* leaves(item, [...path, key]);
  else yield path;
}

it('says of every value that is rendered the same as `bulkhead where` says of its line, or where its object is declared', () => {
  const everything = rule(function* ({ objects }) {
    for (const object of objects.all)
      for (const path of leaves(object.object)) yield { message: 'is here', object, path };
  });
  const { findings } = judgeCluster(cluster, { ...assignment, rules: [everything], dist: 'dist' });
  expect(findings.length).toBeGreaterThan(1000);
  const traced = new Map<string, ReturnType<typeof traceFile>>();
  for (const { declaration, manifest } of findings) {
    if (declaration === undefined || manifest === undefined) throw new Error('a finding without a place');
    const { file, line } = locate(manifest);
    const path = file.slice('dist/'.length);
    if (!traced.has(path)) traced.set(path, traceFile(fleet, path));
    const answer = traced.get(path);
    // A default that nobody wrote stands nowhere.
    const source = answer?.line(line)?.find(({ written }) => written) ?? answer?.objects[manifest.document ?? 0];
    expect(locate(declaration), `${file}:${line}`).toEqual(source && locate(source.place));
  }
});

it('takes a field that is missing to what its object is declared by: the service', () => {
  const missing = rule(function* ({ objects }) {
    const object = objects.named('apps/Deployment', 'frontend', 'shop-web');
    if (object === undefined) return;
    yield { message: 'no probe', object, path: ['spec', 'template', 'spec', 'containers', 0, 'livenessProbe'] };
    yield { message: 'no label', object, path: ['metadata', 'labels', 'a'] };
  });
  const { findings } = judgeCluster(cluster, { ...assignment, rules: [missing], dist: 'out' });
  expect(findings.map(({ declaration }) => declaration && locate(declaration))).toMatchObject([
    { file: 'environments/prod/tenants/shop/workloads.yaml', line: 8 },
    { file: 'environments/prod/tenants/shop/workloads.yaml', line: 8 },
  ]);
  expect(findings[0]?.manifest?.file.path).toBe('out/prod/tenants/shop/workloads/shop-web/frontend.yaml');
});

it('tells how far it is', () => {
  const steps: string[] = [];
  judgeCluster(cluster, { ...assignment, rules: [], dist: 'dist' }, (done, all) => steps.push(`${done} of ${all}`));
  expect(steps).toEqual(['1 of 4', '2 of 4', '3 of 4', '4 of 4']);
});
