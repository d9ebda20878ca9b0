import { parseXml, type XmlElement } from '@rgrove/parse-xml';
import { describe, expect, test } from 'vitest';
import { junit } from '../../../lib/policy/reports/junit.js';
import { EVERYTHING, latest, lived, NOTHING } from './findings.js';

const written = (report = EVERYTHING) => parseXml(junit(report, { colour: false })).root as XmlElement;
const elements = (parent: XmlElement) =>
  parent.children.filter((child): child is XmlElement => child.type === 'element');

describe('the JUnit report', () => {
  test('has a suite for each category, in which each rule and object is a case', () => {
    const cases = elements(written()).flatMap((suite) =>
      elements(suite).map(({ attributes: { classname, name }, children, ...each }) => [
        suite.attributes.name,
        classname,
        name,
        elements({ children, ...each } as XmlElement)[0]?.name,
      ]),
    );
    expect(cases).toEqual([
      ['tenant', 'tenant/owner-labels', 'Namespace guests', 'failure'],
      ['tenant', 'tenant/owner-labels', 'prod: Namespace shop-web', 'skipped'],
      ['image', 'image/latest-tag', 'prod: Deployment shop-web/web', 'failure'],
      ['image', 'image/latest-tag', 'prod: Deployment shop-web/old', 'skipped'],
      ['change', 'change/node-layer', 'everything', 'failure'],
      ['manifest', 'manifest/twice', 'ConfigMap guests/motd', 'system-out'],
      ['not-evaluated', 'not evaluated', 'VirtualMachine shop-web/desktop', 'skipped'],
    ]);
  });

  test('counts', () => {
    expect(written().attributes).toEqual({ name: 'bulkhead', tests: '7', failures: '3', errors: '0', skipped: '3' });
    const [tenant] = elements(written());
    expect(tenant?.attributes).toEqual({ name: 'tenant', tests: '2', failures: '1', errors: '0', skipped: '1' });
  });

  test('says what is wrong, where, and how to mend it', () => {
    const web = elements(elements(written())[1] as XmlElement)[0] as XmlElement;
    expect(web.attributes).toMatchObject({ file: 'environments/prod/tenants/shop/web.yaml', line: '6' });
    const [failure] = elements(web);
    expect(failure?.attributes).toEqual({ type: 'error', message: latest.message });
    expect(failure?.text).toBe(
      `environments/prod/tenants/shop/web.yaml:6:10: error: ${latest.message} (spec.template.spec.containers[name=web].image), ` +
        `rendered at dist/prod/tenants/shop/workloads/shop-web/web.yaml:11:18\n${latest.rule.fix}`,
    );
  });

  test('skips what is excused, with who excuses it', () => {
    const old = elements(elements(written())[1] as XmlElement)[1] as XmlElement;
    expect(elements(old)[0]?.attributes.message).toMatch(
      /^excused by shop-old until 2026-06-30 \(the vendor tags nothing but latest\): .*container "old" runs/,
    );
  });

  test('is one case for two findings of a rule in one object, and fails where one of them is not excused', () => {
    const again = { ...latest, message: 'another one' };
    const excused = EVERYTHING.suppressed.map((each) => ({ ...each, finding: { ...latest, message: 'excused' } }));
    const [suite] = elements(written({ ...NOTHING, rules: [], findings: [latest, again], suppressed: excused }));
    expect(elements(suite as XmlElement)).toHaveLength(1);
    const [failure] = elements(elements(suite as XmlElement)[0] as XmlElement);
    expect(failure?.attributes.message).toBe('2 findings');
    expect(failure?.text.split('\n')).toHaveLength(4);
  });

  test('is as severe as the most severe finding of a case', () => {
    const noted = { ...latest, severity: 'note' as const };
    const [suite] = elements(written({ ...NOTHING, rules: [], findings: [noted, latest] }));
    const [failure] = elements(elements(suite as XmlElement)[0] as XmlElement);
    expect([failure?.name, failure?.attributes.type]).toEqual(['failure', 'error']);
  });

  test('passes a rule that finds nothing', () => {
    const root = written(NOTHING);
    expect(root.attributes).toMatchObject({ tests: '4', failures: '0', skipped: '0' });
    const [first] = elements(elements(root)[0] as XmlElement);
    expect(first?.attributes).toEqual({ classname: 'tenant/owner-labels', name: 'all objects' });
    expect(first?.children).toEqual([]);
  });

  test('lists every finding of a skipped case that has several', () => {
    const known = [lived, { ...lived, message: 'another one' }];
    const [suite] = elements(written({ ...NOTHING, rules: [], known }));
    const [skipped] = elements(elements(suite as XmlElement)[0] as XmlElement);
    expect(skipped?.attributes.message).toBe('2 findings known or excused');
    expect(skipped?.text.split('\n').map((text) => text.slice(-20))).toEqual([
      'e names no owner'.padStart(20, lived.message.slice(-20)),
      'warning: another one'.slice(-20),
    ]);
  });
});
