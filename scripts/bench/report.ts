import { BOUNDS } from './bounds.js';
import { type Quantity, type Sample, type Samples, summary } from './samples.js';
import type { Contender, Measure } from './tool.js';

export interface Report {
  /** Machine, versions, how often: a line each. */
  readonly about: readonly string[];
  readonly contenders: readonly Contender[];
  readonly sizes: readonly number[];
  readonly samples: Samples;
  /** Seconds after which a run was ended. */
  readonly limit: number;
}

/** A table as text: for a terminal or for Markdown. */
type Layout = (heads: readonly string[], rows: readonly (readonly string[])[]) => string;

export function terminalReport(report: Report): string {
  return compose(report, columns, (title) => `${title}\n`);
}

export function markdownReport(report: Report): string {
  return compose(report, markdownTable, (title) => `**${title}**\n`);
}

function compose(report: Report, layout: Layout, heading: (title: string) => string): string {
  const { about } = report;
  return [
    `${about.join('\n')}\n`,
    heading('Whole commands, cold: CPU seconds · wall seconds · peak MiB'),
    table(report, 'command', ['cpu', 'wall', 'peak'], layout),
    heading('Judging what is rendered, as manifests of anyone: CPU seconds · wall seconds · peak MiB'),
    table(report, 'judging', ['cpu', 'wall', 'peak'], layout),
    heading('From model to files, within the process: CPU seconds · wall seconds'),
    table(report, 'part', ['cpu', 'wall'], layout),
    heading('Bounds'),
    layout(['', 'at most', 'measured', ''], boundRows(report.samples)),
  ].join('\n');
}

function table(
  { contenders, sizes, samples, limit }: Report,
  measure: Measure,
  quantities: Quantity[],
  layout: Layout,
) {
  const rows = contenders
    .filter(({ measures }) => measures.includes(measure))
    .map(({ name }) => [name, ...sizes.map((size) => cell(samples.of(name, measure, size), quantities, limit))]);
  return layout(['', ...sizes.map((size) => `${size.toLocaleString('en')} tenants`)], rows);
}

function cell(samples: readonly Sample[], quantities: readonly Quantity[], limit: number): string {
  if (samples.length === 0) return '–';
  if (samples.includes('cut off')) return `> ${limit} s`;
  return quantities.map((quantity) => figure(summary(samples, quantity), quantity === 'peak')).join(' · ');
}

function boundRows(samples: Samples): string[][] {
  return BOUNDS.map((bound) => {
    const value = bound.figure(samples);
    const shown = (amount: number) => `${bound.unit === 'MiB' ? amount.toFixed(0) : amount.toFixed(2)} ${bound.unit}`;
    const verdict = value === undefined ? 'not measured' : value <= bound.most ? 'met' : 'NOT MET';
    return [bound.what, shown(bound.most), value === undefined ? '–' : shown(value), verdict];
  });
}

function figure(value: number | undefined, whole: boolean): string {
  return value === undefined ? '?' : value.toFixed(whole ? 0 : 2);
}

function columns(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)))
        .join('   ')
        .trimEnd(),
    )
    .join('\n')
    .concat('\n');
}

function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return [line(heads), `|---|${'---:|'.repeat(heads.length - 1)}\n`, ...rows.map(line)].join('');
}
