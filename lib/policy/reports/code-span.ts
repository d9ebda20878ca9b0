import { line } from './line.js';

/**
 * Any text as a code span. In it GitHub and GitLab look for no mention, no reference to an issue or a commit, no link
 * and no HTML, and a backslash is one. It does not go into a table, in which a bar would still end its cell.
 */
export function code(text: string): string {
  const shown = line(text);
  const fence = '`'.repeat(Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  // One space is taken off each end of what begins and ends with one (CommonMark 0.31, 6.1).
  const padding = shown === '' || /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${padding}${shown}${padding}${fence}`;
}
