import type { Answer, Part } from './answer.js';
import type { Findings } from './findings.js';

/** What rules find and the base branch does not have stops a request, as errors stop whoever renders. */
export function broken(findings: Findings): Answer {
  return {
    passed: false,
    title: 'The declarations of this request break rules',
    parts: [
      'Mend each finding at the line that it names; only then is dist compared. `npx bulkhead explain RULE` says more of a ' +
        'rule. What cannot be mended yet, the platform team excuses with a PolicyException in `environments/<environment>/exceptions/`.',
      ...notes(findings),
      findings.report,
    ],
  };
}

/** What else is said of a request, with what it adds of which rules warn. */
export function withFindings(answer: Answer, findings: Findings): Answer {
  const added = findings.added === 0 ? [] : ['Rules warn of what this request brings:', findings.report];
  return { ...answer, parts: [...answer.parts, ...added, ...notes(findings)] };
}

function notes({ known, compared }: Findings): Part[] {
  if (!compared)
    return [
      'The declarations of the base branch cannot be judged. So all findings count as those of this request, and nobody ' +
        'has asked the rules about changes.',
    ];
  if (known === 0) return [];
  const errors = known === 1 ? '1 error' : `${known} errors`;
  return [
    `The base branch breaks rules already (${errors}), which is not held against this request; ` +
      '`npx bulkhead check` says there which.',
  ];
}
