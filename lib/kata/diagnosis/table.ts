import { FAILURES } from './registry.js';

/** Every failure that is looked for, as Markdown. */
export function failureTable(): string {
  const rows = FAILURES.map(
    ({ id, cause, fix, source }) => `| [\`${id}\`](${source}) | ${cell(cause)} | ${cell(fix)} |`,
  );
  return ['| Failure | Cause | Fix |', '|---|---|---|', ...rows].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
