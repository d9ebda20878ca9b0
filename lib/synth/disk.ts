import * as fs from 'node:fs';

/** The calls by which a tree is read and written: all of them, so that a test can make any single one fail. */
export type Disk = Pick<
  typeof fs,
  | 'closeSync'
  | 'fsyncSync'
  | 'lstatSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readSync'
  | 'readdirSync'
  | 'readFileSync'
  | 'renameSync'
  | 'rmSync'
  | 'rmdirSync'
  | 'statSync'
  | 'unlinkSync'
  | 'writeFileSync'
>;

export const nodeDisk: Disk = fs;

/** `ENOENT` and its like; undefined for what is not a failure of the file system. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : undefined;
}
