import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

const IN_MEMORY = '/dev/shm';
const GIB = 1024 ** 3;

/** Half a dozen clusters with their logs take less, and the programs themselves need as much again. */
const ROOM = 4 * GIB;
const MEMORY = 2 * ROOM;

/**
 * Has the tests keep their files in memory where there is room for it: they write and remove hundreds of thousands of
 * small ones, of which a disk makes more work than of most of the tests. Whoever names a folder in TMPDIR has that one.
 */
export default function temporaryFolder(): (() => void) | undefined {
  if (process.env.TMPDIR !== undefined || freemem() < MEMORY || !hasRoom(IN_MEMORY, ROOM)) return undefined;
  const folder = mkdtempSync(join(IN_MEMORY, 'bulkhead-'));
  // A supervisor may still be removing the folder of its cluster.
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  if (!runsPrograms(folder)) {
    remove();
    return undefined;
  }
  // Some tests go on as a user who may do less.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return remove;
}

export function hasRoom(folder: string, bytes: number): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= bytes;
  } catch {
    return false;
  }
}

/** Tests put programs there; containers often have the folder without the right to run any. */
export function runsPrograms(folder: string): boolean {
  const program = join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 });
  const { status } = spawnSync(program);
  rmSync(program);
  return status === 0;
}
