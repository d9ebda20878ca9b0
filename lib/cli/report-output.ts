import { writeFileSync } from 'node:fs';
import { didYouMean } from '../config/suggest.js';
import { reason } from '../config/tree.js';
import { FORMAT_NAMES, FORMATS, type FormatName } from '../policy/reports/formats.js';
import type { Report } from '../policy/reports/report.js';
import { summaryLine } from '../policy/reports/summary.js';
import { say } from './output.js';

/** A format, and the file that it is written to; without one it is printed. */
export interface Output {
  readonly format: FormatName;
  readonly file?: string;
}

/** Reads `-o FORMAT` and `-o FORMAT=FILE`. A string says what is wrong with them. */
export function outputsOf(values: readonly string[] = ['human']): readonly Output[] | string {
  const outputs: Output[] = [];
  for (const value of values) {
    const [name = '', ...rest] = value.split('=');
    const format = FORMAT_NAMES.find((known) => known === name);
    if (format === undefined)
      return `there is no format \`${name}\`; ${didYouMean(name, FORMAT_NAMES) ?? `there are: ${FORMAT_NAMES.join(', ')}`}`;
    if (rest.length === 0) outputs.push({ format });
    else if (rest.join('=') === '') return `-o ${value} names no file; write -o ${name}=FILE, or -o ${name} to print`;
    else outputs.push({ format, file: rest.join('=') });
  }
  const printed = outputs.filter(({ file }) => file === undefined);
  if (printed.length > 1)
    return `${printed.map(({ format }) => `-o ${format}`).join(' and ')} would both be printed; write one of them to a file: -o ${printed[1]?.format}=FILE`;
  return outputs;
}

/** Prints and writes a report, and says on standard error what it comes to. False where a file cannot be written. */
export function writeReport(report: Report, outputs: readonly Output[], colour: boolean): boolean {
  let written = true;
  for (const { format, file } of outputs) {
    const text = FORMATS[format](report, { colour: colour && file === undefined });
    if (file === undefined) process.stdout.write(text);
    else written = writeText(file, text) && written;
  }
  // A person has just read it.
  if (!outputs.some(({ format, file }) => format === 'human' && file === undefined)) say(summaryLine(report));
  return written;
}

export function writeText(file: string, text: string): boolean {
  try {
    writeFileSync(file, text);
    return true;
  } catch (error) {
    say(`error: ${file} cannot be written: ${reason(error)}`);
    return false;
  }
}
