import { expect, test } from 'vitest';
import { gitlab } from '../../../lib/policy/reports/gitlab.js';
import { EVERYTHING, latest, lived, NOTHING, unlabelled } from './findings.js';

const written = (report = EVERYTHING) => JSON.parse(gitlab(report, { colour: false }));

// Fields and severities of https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
test('the report for GitLab has what its code quality asks for, and what a baseline knows too', () => {
  expect(written()).toHaveLength(5);
  expect(written()[2]).toEqual({
    description: `Deployment shop-web/web: ${latest.message}`,
    check_name: 'image/latest-tag',
    fingerprint: latest.fingerprint,
    severity: 'critical',
    location: { path: 'environments/prod/tenants/shop/web.yaml', lines: { begin: 6 } },
  });
  expect(written()[4].fingerprint).toBe(lived.fingerprint);
});

test('paths are relative, without ./', () => {
  const [entry] = written({ ...NOTHING, findings: [unlabelled] });
  expect(entry.location).toEqual({ path: 'charts/a b.yaml', lines: { begin: 3 } });
  expect(entry.severity).toBe('major');
});

test('nothing is an empty list', () => {
  expect(gitlab(NOTHING, { colour: false })).toBe('[]\n');
});
