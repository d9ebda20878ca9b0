import { printable } from '../config/printable.js';
import type { Report } from './findings.js';

/** What the author of a request is told. */
export interface Answer {
  readonly passed: boolean;
  readonly title: string;
  readonly parts: readonly Part[];
}

/**
 * A paragraph of ours, lines that quote the request (names of files, and what stands in them), or what rules find in it:
 * Markdown that quotes the request by itself, and the same for a log.
 */
export type Part = string | { readonly quoted: readonly string[] } | Report;

/** More is no help, and a job summary takes no more than a megabyte. */
const MAX_LINES = 200;
const MAX_LENGTH = 1000;

export function quote(lines: readonly string[]): Part {
  return { quoted: lines };
}

/**
 * For a log. No quoted line begins like a command to the runner (`::set-output`, `##[group]`) or holds what a terminal
 * acts on.
 */
export function asText({ title, parts }: Answer): string {
  const shown = parts.map((part) => {
    if (typeof part === 'string') return part;
    const lines = 'quoted' in part ? part.quoted : part.text.trimEnd().split('\n');
    return harmless(lines, (line) => `| ${line.replaceAll('##[', '## [')}`);
  });
  return `${[title, ...shown].join('\n\n')}\n`;
}

/** For a job summary: Markdown in which what is quoted stays a quotation. */
export function asMarkdown({ passed, title, parts }: Answer): string {
  const shown = parts.map((part) => {
    if (typeof part === 'string') return part;
    if ('markdown' in part) return part.markdown.trimEnd();
    const text = harmless(part.quoted, (line) => line);
    const fence = '`'.repeat(Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
    return `${fence}text\n${text}\n${fence}`;
  });
  return `${[`### ${passed ? '✅' : '❌'} ${title}`, ...shown].join('\n\n')}\n`;
}

function harmless(lines: readonly string[], show: (line: string) => string): string {
  const shown = lines.slice(0, MAX_LINES).map((line) => {
    const text = printable(line);
    return show(text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text);
  });
  if (lines.length > MAX_LINES) shown.push(show(`… and ${lines.length - MAX_LINES} more lines`));
  return shown.join('\n');
}
