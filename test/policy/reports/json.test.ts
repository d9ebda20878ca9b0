import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { json } from '../../../lib/policy/reports/json.js';
import { REPOSITORY } from '../../cli/command.js';
import { EVERYTHING, latest, lived, NOTHING } from './findings.js';

const schema = JSON.parse(readFileSync(join(REPOSITORY, 'schemas/report.schema.json'), 'utf8'));
const validate = new Ajv2020({ strict: true }).compile(schema);

const written = (report = EVERYTHING) => JSON.parse(json(report, { colour: true }));

describe('the JSON report', () => {
  test.each([
    ['everything', EVERYTHING],
    ['nothing', NOTHING],
  ])('of %s is what its committed schema describes', (_, report) => {
    expect(validate(written(report)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('with what its schema does not know, or without what it demands, is none', () => {
    const { summary, ...others } = written();
    expect(validate(others)).toBe(false);
    expect(validate({ ...others, summary, more: [] })).toBe(false);
    const [first] = others.findings;
    expect(validate({ ...others, summary, findings: [{ ...first, fingerprint: '12' }] })).toBe(false);
    expect(validate({ ...others, summary, findings: [{ ...first, severity: 'fatal' }] })).toBe(false);
  });

  test('has all that is known of a finding', () => {
    expect(written().findings[2]).toEqual({
      rule: 'image/latest-tag',
      severity: 'error',
      message: 'container "web" runs registry.example.com/shop/web:latest, whose tag is latest',
      environment: 'prod',
      tenant: 'shop',
      object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop-web', name: 'web' },
      path: 'spec.template.spec.containers[name=web].image',
      container: 'web',
      declaration: { file: 'environments/prod/tenants/shop/web.yaml', line: 6, column: 10 },
      manifest: { file: 'dist/prod/tenants/shop/workloads/shop-web/web.yaml', line: 11, column: 18 },
      fingerprint: latest.fingerprint,
    });
    expect(written().findings[1].related).toEqual({
      message: 'the first one',
      file: './charts/a b.yaml',
      line: 6,
      column: 1,
    });
  });

  test('names the exception of what is suppressed, and parts what a baseline knows from what is new', () => {
    const { suppressed, known, findings } = written();
    expect(suppressed).toHaveLength(1);
    expect(suppressed[0]).toMatchObject({ rule: 'image/latest-tag', container: 'old' });
    expect(suppressed[0].exception).toEqual({
      name: 'shop-old',
      file: 'environments/sample/exceptions/shop.yaml',
      line: 4,
      reason: 'the vendor tags nothing but latest',
      owner: 'platform@example.com',
      expires: '2026-06-30',
    });
    expect(known.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).toEqual([lived.fingerprint]);
    expect(findings).toHaveLength(4);
  });

  test('says what was not evaluated, and counts', () => {
    expect(written().notEvaluated).toEqual([
      {
        object: { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', namespace: 'shop-web', name: 'desktop' },
        file: 'dist/prod/vm.yaml',
        reason: 'its pod is made by KubeVirt, and is not modelled yet',
      },
    ]);
    expect(written().summary).toEqual({
      errors: 2,
      warnings: 1,
      notes: 1,
      suppressed: 1,
      known: 1,
      notEvaluated: 1,
      objects: 5,
      rules: 4,
    });
  });
});

test('the report that the documentation shows is one', () => {
  const page = readFileSync(join(REPOSITORY, 'docs/reports.md'), 'utf8');
  const shown = JSON.parse(page.split('```json\n')[1]?.split('```')[0] ?? '');
  expect(shown).toEqual(written({ ...NOTHING, findings: [latest] }));
});
