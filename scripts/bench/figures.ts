import { readFileSync, writeFileSync } from 'node:fs';
import { markdownReport, type Report } from './report.js';

const BEGIN = '<!-- figures: written by npm run bench -- --markdown -->\n';
const END = '<!-- end of figures -->';

/** Where the figures of a page go, or an Error that says what it lacks: asked before half an hour is spent on them. */
export function placeOfFigures(page: string): { before: string; after: string } {
  const text = readFileSync(page, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${page} has no place for figures: it needs the lines\n${BEGIN}${END}`);
  return { before: text.slice(0, begin + BEGIN.length), after: text.slice(end) };
}

/** Replaces the figures of a page, and nothing else of it. */
export function writeFigures(page: string, report: Report): void {
  const { before, after } = placeOfFigures(page);
  writeFileSync(page, `${before}\n${markdownReport(report)}\n${after}`);
}
