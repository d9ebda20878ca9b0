import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../lib/policy/finding.js';
import type { Report } from '../../../lib/policy/reports/report.js';
import { sarif } from '../../../lib/policy/reports/sarif.js';
import { uriOf } from '../../../lib/policy/reports/uri.js';
import { EVERYTHING, excused, finding, latest, NOTHING, rule, unlabelled } from './findings.js';
import { faultsOfSarif } from './sarif-schema.js';

const logOf = (report: Report) => JSON.parse(sarif(report, { colour: false }));
const runOf = (report: Report) => logOf(report).runs[0];

describe('the SARIF report', () => {
  test.each([
    ['everything', EVERYTHING],
    ['nothing', NOTHING],
  ])('of %s is what the schema of SARIF 2.1.0 describes', (_, report) => {
    expect(faultsOfSarif(logOf(report))).toEqual([]);
  });

  test('that lacks what the schema demands is none', () => {
    expect(faultsOfSarif({ version: '2.1.0' })).not.toEqual([]);
    expect(faultsOfSarif({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).not.toEqual([]);
  });

  test('puts a finding where it is declared, and names where it is rendered', () => {
    const [result] = runOf({ ...NOTHING, findings: [latest] }).results;
    expect(result).toMatchObject({
      ruleId: 'image/latest-tag',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'environments/prod/tenants/shop/web.yaml' },
            region: { startLine: 6, startColumn: 10, endColumn: 46 },
          },
        },
      ],
      relatedLocations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'dist/prod/tenants/shop/workloads/shop-web/web.yaml' },
            region: { startLine: 11, startColumn: 18 },
          },
        },
      ],
      partialFingerprints: { 'bulkhead/v1': latest.fingerprint },
    });
    expect(result).not.toHaveProperty('suppressions');
    expect(result).not.toHaveProperty('baselineState');
  });

  test('puts every result somewhere', () => {
    const places = runOf(EVERYTHING).results.map(
      (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        result.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(places).toEqual([
      'environments/prod/tenants/shop/web.yaml',
      'environments',
      'charts/a%20b.yaml',
      'charts/a%20b.yaml',
      'dist/prod/tenants/shop/workloads/shop-web/web.yaml',
      'dist/prod/tenants/shop/workloads/shop-web/web.yaml',
    ]);
  });

  test('lists the rules that were asked and those of findings, each once, with few tags', () => {
    const other = { ...unlabelled, rule: rule('node/privileged', 'warning') };
    const { tool, results } = runOf({ ...NOTHING, findings: [other] });
    const { rules } = tool.driver;
    expect(rules.map(({ id }: { id: string }) => id)).toEqual([
      ...NOTHING.rules.map(({ id }) => id),
      'node/privileged',
    ]);
    expect(results[0].ruleIndex).toBe(4);
    for (const { properties, help, defaultConfiguration } of rules) {
      // GitHub shows 10 tags, and refuses more than 20.
      expect(properties.tags.length).toBeLessThanOrEqual(10);
      expect(help.text).not.toBe('');
      expect(help.markdown).not.toBe('');
      expect(['error', 'warning', 'note']).toContain(defaultConfiguration.level);
    }
  });

  test('carries what is excused with its justification, and what is known as unchanged', () => {
    const { results, invocations } = runOf(EVERYTHING);
    const states = results.map(({ baselineState }: { baselineState: string }) => baselineState);
    expect(states).toEqual(['new', 'new', 'new', 'new', 'unchanged', 'new']);
    expect(results[5].suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification:
          'the vendor tags nothing but latest (PolicyException shop-old, owner platform@example.com, until 2026-06-30)',
        location: {
          physicalLocation: {
            artifactLocation: { uri: 'environments/sample/exceptions/shop.yaml' },
            region: { startLine: 4, startColumn: 9, endColumn: 17 },
          },
        },
      },
    ]);
    expect(results[5].partialFingerprints).toEqual({ 'bulkhead/v1': excused.fingerprint });
    expect(invocations[0].toolExecutionNotifications[0].message.text).toBe(
      'not evaluated: VirtualMachine shop-web/desktop: its pod is made by KubeVirt, and is not modelled yet',
    );
  });

  test('takes no brackets of a message for a link', () => {
    const text = (message: string) =>
      runOf({ ...NOTHING, findings: [finding({ rule: latest.rule, message })] }).results[0].message.text;
    expect(text('see [this](https://evil.example)')).toBe('see \\[this\\](https://evil.example)');
    expect(text('containers[name=web] has none')).toBe('containers[name=web] has none');
  });

  test('has no more results than GitHub takes, the most severe, and says how many are left out', () => {
    const note = finding({ rule: rule('image/note', 'note'), message: 'a note' });
    const findings: Finding[] = [...Array.from({ length: 25_000 }, () => note), latest];
    const { results, invocations } = runOf({ ...NOTHING, findings });
    expect(results).toHaveLength(25_000);
    expect(results[0].ruleId).toBe('image/latest-tag');
    expect(invocations[0].toolExecutionNotifications[0].message.text).toBe(
      '1 more results are not listed: GitHub takes no more',
    );
  });
});

describe('the URI of a file', () => {
  test.each([
    ['dist/prod/a.yaml', 'dist/prod/a.yaml'],
    ['./a.yaml', 'a.yaml'],
    ['a//b/./c.yaml', 'a/b/c.yaml'],
    ['../other/a.yaml', '../other/a.yaml'],
    ['/srv/a b.yaml', 'file:///srv/a%20b.yaml'],
    ['a:b.yaml', 'a%3Ab.yaml'],
    ['a#b?c%d.yaml', 'a%23b%3Fc%25d.yaml'],
    ['ü\n.yaml', '%C3%BC%0A.yaml'],
    ['\ud800.yaml', '%EF%BF%BD.yaml'],
    ['-', '-'],
  ])('%j is %s', (file, uri) => {
    expect(uriOf(file)).toBe(uri);
  });
});
