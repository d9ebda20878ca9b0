import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { bulkhead, type Run, workspace } from '../command.js';
import { synthInProcess } from '../in-process.js';
import type { Files } from './declarations.js';

/** What somebody has written, and all that they are told. */
export type BadInput = readonly [title: string, files: Files, says: string, summary?: string];

/** The first case as a process of its own, the others without: starting one takes longer than all the rest. */
export function refuses(cases: readonly BadInput[]): void {
  it.each(cases.map((input, index) => [input[0], input, index] as const))(
    '%s',
    (_, [, files, says, summary], index) => {
      expect(refusal(folderOf(files), index === 0)).toBe(`${says}\n\n${summary ?? '1 problem in 1 file'}\n`);
    },
  );
}

/** A rendered file that every run which writes at all would replace. */
const STALE = 'dist/prod/platform/priority-classes.yaml';
const STALE_TEXT = '# Rendered by Bulkhead long ago\n';
const LONG_AGO = new Date('2020-01-01T00:00:00Z');

export function folderOf(files: Files): string {
  const folder = workspace({});
  for (const [path, text] of Object.entries({ ...files, [STALE]: STALE_TEXT })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  utimesSync(join(folder, STALE), LONG_AGO, LONG_AGO);
  return folder;
}

/** All that is said of the declarations in a folder. They are refused, and nothing is written. */
export function refusal(folder: string, inProcessOfItsOwn = false): string {
  const { code, stdout, stderr } = inProcessOfItsOwn ? bulkhead(folder, 'synth') : synthInProcess(folder);
  expectRefused(folder, { code, stdout, stderr }, 1);
  return stderr;
}

export function expectRefused(folder: string, { code, stdout, stderr }: Run, expected: number): void {
  expect({ code, stdout }, stderr).toEqual({ code: expected, stdout: '' });
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect(readdirSync(join(folder, 'dist'), { recursive: true }).sort()).toEqual([
    'prod',
    'prod/platform',
    'prod/platform/priority-classes.yaml',
  ]);
  expect(readFileSync(join(folder, STALE), 'utf8')).toBe(STALE_TEXT);
  expect(statSync(join(folder, STALE)).mtime).toEqual(LONG_AGO);
}
