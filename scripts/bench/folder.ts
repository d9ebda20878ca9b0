import { mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const IN_MEMORY = '/dev/shm';
/** 10,000 tenants take less than 2 GiB. */
const ROOM = 4 * 1024 ** 3;

/**
 * A new folder for what is read and written. In memory where there is room for it: a disk that is still busy with the files
 * of the run before slows the next one by more than what is to be measured.
 */
export function newFolder(parent?: string): string {
  return mkdtempSync(join(parent ?? (hasRoom(IN_MEMORY) ? IN_MEMORY : tmpdir()), 'bulkhead-bench-'));
}

/** For the report. */
export function placeOf(folder: string): string {
  return folder.startsWith(`${IN_MEMORY}/`) ? 'files in memory' : 'files on disk';
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ROOM;
  } catch {
    return false;
  }
}
