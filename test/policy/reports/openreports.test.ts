import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { openreports } from '../../../lib/policy/reports/openreports.js';
import { EVERYTHING, finding, latest, NOTHING, rule, unlabelled } from './findings.js';

const written = (report = EVERYTHING) =>
  parseAllDocuments(openreports(report, { colour: false })).map((document) => document.toJS());

describe('the reports of openreports.io', () => {
  test('are one for each environment and namespace, and one for what is in none', () => {
    expect(written().map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name])).toEqual([
      ['ClusterReport', undefined, 'bulkhead-1'],
      ['Report', 'guests', 'bulkhead-1'],
      ['Report', 'shop-web', 'bulkhead-prod-1'],
      ['ClusterReport', undefined, 'bulkhead-prod-1'],
      ['Report', 'shop-web', 'bulkhead-1'],
    ]);
    expect(written().map(({ results }) => results.map(({ result }: { result: string }) => result))).toEqual([
      ['warn', 'fail'],
      ['warn'],
      ['fail', 'skip'],
      ['warn'],
      ['error'],
    ]);
    expect(written()[2].summary).toEqual({ pass: 0, fail: 1, warn: 0, error: 0, skip: 1 });
  });

  test('say what was found in what', () => {
    expect(written()[2].results[0]).toEqual({
      policy: 'image/latest-tag',
      category: 'image',
      result: 'fail',
      severity: 'high',
      scored: true,
      message: latest.message,
      resources: [{ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop-web', name: 'web' }],
      properties: {
        fingerprint: latest.fingerprint,
        path: 'spec.template.spec.containers[name=web].image',
        container: 'web',
        tenant: 'shop',
        declaration: 'environments/prod/tenants/shop/web.yaml:6:10',
        manifest: 'dist/prod/tenants/shop/workloads/shop-web/web.yaml:11:18',
      },
    });
  });

  test('take what is known or noted for not scored, and name the exception of what is skipped', () => {
    expect(written()[3].results[0]).toMatchObject({ result: 'warn', severity: 'medium', scored: false });
    expect(written()[1].results[0]).toMatchObject({ result: 'warn', severity: 'low', scored: false });
    expect(written()[2].results[1].properties).toMatchObject({
      exception: 'shop-old',
      exceptionDeclaration: 'environments/sample/exceptions/shop.yaml:4:9',
      reason: 'the vendor tags nothing but latest',
      owner: 'platform@example.com',
      expires: '2026-06-30',
    });
  });

  test('are a hundred results at most, as kubectl apply keeps a copy of each object', () => {
    const findings = Array.from({ length: 201 }, (_, at) =>
      finding({ ...unlabelled, rule: rule('image/many', 'error'), message: `no ${at}` }),
    );
    const reports = written({ ...NOTHING, findings });
    expect(reports.map(({ metadata, summary }) => [metadata.name, summary.fail])).toEqual([
      ['bulkhead-1', 100],
      ['bulkhead-2', 100],
      ['bulkhead-3', 1],
    ]);
  });

  test('are one without results where there is nothing', () => {
    expect(written(NOTHING)).toEqual([
      {
        apiVersion: 'openreports.io/v1alpha1',
        kind: 'ClusterReport',
        metadata: { name: 'bulkhead-1' },
        source: 'bulkhead',
        summary: { pass: 0, fail: 0, warn: 0, error: 0, skip: 0 },
        results: [],
      },
    ]);
  });

  test.each(['y', 'no', 'e1', '1:30', '1_000', '0x1F', '~', '2001-01-01', '<<', '='])(
    'say %s as a text, whoever reads it',
    (name) => {
      const object = { apiVersion: 'v1', kind: 'Namespace', name };
      const text = openreports({ ...NOTHING, findings: [{ ...unlabelled, object }] }, { colour: false });
      expect(text).toContain(`\n        name: "${name}"\n`);
    },
  );

  test('are in no namespace that no cluster could have', () => {
    const [report] = written({
      ...NOTHING,
      findings: [{ ...latest, object: { apiVersion: 'v1', kind: 'Pod', namespace: 'Not/One', name: 'a' } }],
    });
    expect(report).toMatchObject({ kind: 'ClusterReport', metadata: { name: 'bulkhead-prod-1' } });
  });
});
