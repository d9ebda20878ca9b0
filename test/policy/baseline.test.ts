import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baselineOf, splitByBaseline } from '../../lib/policy/baseline.js';
import { json } from '../../lib/policy/reports/json.js';
import { runs } from '../property-runs.js';
import { duplicate, EVERYTHING, excused, latest, lived, NOTHING, placeless, unlabelled } from './reports/findings.js';

describe('a baseline', () => {
  test('names what people look for, in one order, and no day', () => {
    const text = baselineOf([latest, placeless]);
    expect(text).toBe(baselineOf([placeless, latest]));
    expect(JSON.parse(text)).toEqual({
      apiVersion: 'bulkhead.dev/v1alpha1',
      kind: 'PolicyBaseline',
      findings: [
        { fingerprint: placeless.fingerprint, rule: 'change/node-layer' },
        {
          fingerprint: latest.fingerprint,
          rule: 'image/latest-tag',
          environment: 'prod',
          object: 'Deployment shop-web/web',
          path: 'spec.template.spec.containers[name=web].image',
        },
      ],
    });
  });

  test('parts what is new from what is known, whatever its line and message are by now', () => {
    const moved = { ...latest, message: 'said otherwise' };
    expect(splitByBaseline([unlabelled, moved], baselineOf([latest, lived]))).toEqual({
      fresh: [unlabelled],
      known: [moved],
    });
    expect(splitByBaseline([latest], baselineOf([]))).toEqual({ fresh: [latest], known: [] });
  });

  test('may be a JSON report: what it found and what it knew is known, what was excused is not', () => {
    const report = json(EVERYTHING, { colour: false });
    expect(splitByBaseline([duplicate, lived, excused], report)).toEqual({
      fresh: [excused],
      known: [duplicate, lived],
    });
    expect(splitByBaseline([duplicate], json(NOTHING, { colour: false }))).toEqual({ fresh: [duplicate], known: [] });
  });

  const head = '"apiVersion": "bulkhead.dev/v1alpha1", "kind": "PolicyBaseline"';
  test.each([
    ['', 'not JSON: Unexpected end of JSON input'],
    ['a\u001b[31m', /^not JSON: .*\\x1b\[31m/],
    ['[]', 'neither a baseline (kind: PolicyBaseline) nor a JSON report (kind: PolicyReport)'],
    ['null', 'neither a baseline (kind: PolicyBaseline) nor a JSON report (kind: PolicyReport)'],
    ['{"findings": []}', 'neither a baseline (kind: PolicyBaseline) nor a JSON report (kind: PolicyReport)'],
    ['{"apiVersion": "bulkhead.dev/v2", "kind": "PolicyBaseline", "findings": []}', /^apiVersion: /],
    [`{${head}}`, /^findings: /],
    [`{${head}, "findings": {}}`, /^findings: /],
    [`{${head}, "findings": [{"rule": "a/b"}]}`, /^findings\[0\]\.fingerprint: /],
    [
      `{${head}, "findings": [{"rule": "a/b", "fingerprint": "12"}]}`,
      'findings[0].fingerprint: `12` is not a fingerprint (32 hexadecimal digits)',
    ],
    [`{${head}, "findings": [], "finding": []}`, /finding/],
    [
      json(EVERYTHING, { colour: false }).replace('"severity": "note"', '"severity": "notice"'),
      /^findings\[1\]\.severity: /,
    ],
  ])('that reads %.60s is refused with what is wrong', (text, message) => {
    const answer = splitByBaseline([latest], text);
    if (typeof message === 'string') expect(answer).toBe(message);
    else expect(answer).toMatch(message);
  });

  test('that is anything at all is refused, or read', () => {
    const entry = fc.record(
      { fingerprint: fc.oneof(fc.constant(latest.fingerprint), fc.anything()), rule: fc.anything() },
      { requiredKeys: [] },
    );
    const file = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({
          kind: fc.constantFrom('PolicyBaseline', 'PolicyReport'),
          apiVersion: fc.constant('bulkhead.dev/v1alpha1'),
          findings: fc.array(entry),
        })
        .map((data) => JSON.stringify(data, (_, value) => (typeof value === 'bigint' ? 1 : value))),
    );
    fc.assert(
      fc.property(file, (text) => {
        const answer = splitByBaseline([latest], text);
        if (typeof answer === 'string') expect(answer).toMatch(/^[^\n]+$/);
        else expect(answer.fresh.length + answer.known.length).toBe(1);
      }),
      runs(300),
    );
  });
});
