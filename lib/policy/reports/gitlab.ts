import { jsonText } from './json-text.js';
import { line } from './line.js';
import type { Format } from './report.js';
import { inRepository, locationOf, nameOf } from './subject.js';

/** GitLab knows info, minor, major, critical and blocker. */
const SEVERITY = { error: 'critical', warning: 'major', note: 'info' } as const;

/**
 * Code quality of a merge request: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. GitLab
 * itself compares with the target branch, so that what a baseline knows belongs in it too.
 */
export const gitlab: Format = ({ findings, known }) =>
  jsonText(
    [...findings, ...known].map((finding) => {
      const { file, line: begin } = locationOf(finding);
      const subject = finding.object === undefined ? '' : `${nameOf(finding.object)}: `;
      return {
        description: line(`${subject}${finding.message}`),
        check_name: finding.rule.id,
        fingerprint: finding.fingerprint,
        severity: SEVERITY[finding.severity],
        location: { path: line(inRepository(file)), lines: { begin } },
      };
    }),
  );
