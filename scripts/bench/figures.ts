import { readFileSync, writeFileSync } from 'node:fs';
import { markdownReport, type Report } from './report.js';

const BEGIN = '<!-- figures: written by npm run bench -- --markdown -->\n';
const END = '<!-- end of figures -->';

/** Replaces the figures of a page, and nothing else of it. */
export function writeFigures(page: string, report: Report): void {
  const text = readFileSync(page, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${page} has no place for figures: it needs the lines\n${BEGIN}${END}`);
  writeFileSync(page, `${text.slice(0, begin + BEGIN.length)}\n${markdownReport(report)}\n${text.slice(end)}`);
}
