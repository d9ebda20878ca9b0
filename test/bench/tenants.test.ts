import { describe, expect, it } from 'vitest';
import { assignmentFor } from '../../lib/cli/findings.js';
import type { Cluster } from '../../lib/config/declaration.js';
import { loadFiles } from '../../lib/config/load.js';
import { judgeCluster } from '../../lib/judge.js';
import type { Json } from '../../lib/kubernetes/json.js';
import { Context } from '../../lib/policy/context.js';
import { judge } from '../../lib/policy/judge.js';
import { readManifests } from '../../lib/policy/manifests/read.js';
import { filesOfTenant, renderTexts, templateFiles } from '../../scripts/bench/rendered.js';
import { compile, SENTINELS, withHoles } from '../../scripts/bench/template.js';
import { declarations, manyTenants } from '../../scripts/bench/tenants.js';

const tenants = manyTenants(2);
const rendered = renderTexts(tenants);

describe('the tenants of the bench', () => {
  it('are a declaration file each, beside one for the cluster and one for its runtimes', () => {
    expect(Object.keys(declarations(tenants))).toEqual([
      'environments/bench/platform/environment.yaml',
      'environments/bench/platform/runtimes.yaml',
      'environments/bench/platform/tenants/tenant-00001.yaml',
      'environments/bench/platform/tenants/tenant-00002.yaml',
    ]);
  });

  it.each(tenants)('$name is valid and has 14 objects or more, its walls among them', (values) => {
    const files = filesOfTenant(rendered, values);
    const objects = Object.values(files).flat();
    expect(objects.length).toBeGreaterThanOrEqual(14);
    const kinds = new Set(objects.map(({ kind }) => kind));
    for (const kind of [
      'Namespace',
      'NetworkPolicy',
      'ResourceQuota',
      'LimitRange',
      'Role',
      'RoleBinding',
      'AppProject',
    ])
      expect(kinds).toContain(kind);
  });
});

describe('what the tenants of the bench render to', () => {
  const asEnvironment = (count: number) => {
    const files = Object.entries(declarations(manyTenants(count))).map(([path, text]) => ({ path, text }));
    const { clusters } = loadFiles(files, 'environments').fleet;
    return judgeCluster(clusters[0] as Cluster, assignmentFor('dist'));
  };

  it.each([2, 100])('is found right, %d of them in their environment', (count) => {
    const { findings, notEvaluated, objects } = asEnvironment(count);
    expect(findings).toEqual([]);
    expect(notEvaluated).toEqual([]);
    expect(objects).toBeGreaterThan(14 * count);
  });

  it('is found right as manifests of anyone', () => {
    const { objects, problems, locator } = readManifests(renderTexts(tenants));
    const { findings, notEvaluated } = judge(new Context(undefined, objects), { ...assignmentFor('dist'), locator });
    expect([...problems, ...findings, ...notEvaluated]).toEqual([]);
    expect(objects.length).toBeGreaterThan(28);
  });
});

describe('the template of the other tools', () => {
  const template = templateFiles() as unknown as Json;

  it('has a hole for every value', () => {
    const found = new Set<string>();
    withHoles(JSON.stringify(template), (field) => {
      found.add(field);
      return '';
    });
    expect([...found].sort()).toEqual(Object.keys(SENTINELS).sort());
  });

  it.each(tenants)('filled with the values of $name is what Bulkhead renders for it', (values) => {
    expect(compile(template)(values)).toEqual(filesOfTenant(rendered, values));
  });

  it('shares what no value decides', () => {
    const filled = compile({ fixed: { a: [1] }, text: 'x-sentinel-tenant-y' });
    const [one, two] = tenants.map((values) => filled(values) as { fixed: object; text: string });
    expect(one?.fixed).toBe(two?.fixed);
    expect([one?.text, two?.text]).toEqual(['x-tenant-00001-y', 'x-tenant-00002-y']);
  });
});
