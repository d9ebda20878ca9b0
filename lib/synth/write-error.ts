import { errorCode } from './disk.js';

/** The rendered tree could not be written. The message names the path, the cause and what to do about it. */
export class WriteError extends Error {
  override name = 'WriteError';
}

const CAUSES: Record<string, readonly [cause: string, advice: string]> = {
  ENOSPC: ['the disk is full', 'free some space (or files, where it is out of inodes) and run again'],
  EDQUOT: ['the disk quota is used up', 'free some space and run again'],
  EROFS: ['the file system is read-only', 'make it writable and run again'],
  EACCES: ['permission is denied', 'make it writable for this user and run again'],
  EPERM: [
    'the operation is not permitted',
    'look for a file that is open elsewhere or marked immutable, and run again',
  ],
  EBUSY: ['it is in use', 'close what uses it and run again'],
  ETXTBSY: ['it is in use', 'close what uses it and run again'],
  EXDEV: ['another file system is mounted inside the tree', 'unmount it and run again'],
  ENAMETOOLONG: ['the name is too long for this file system', 'choose shorter names'],
  EMFILE: ['too many files are open', 'raise the limit on open files and run again'],
  ENFILE: ['too many files are open on this machine', 'close some programs and run again'],
  ENOTDIR: ['a file stands where a folder must be', 'remove it, or name another folder, and run again'],
  ENOENT: ['somebody else removed it meanwhile', 'run again'],
  EIO: ['the disk reported an error', 'check the disk and run again'],
};

/** `outcome` says what is left behind, as in `nothing was changed`. What is no failure of the disk stays as it is. */
export function asWriteError(error: unknown, doing: string, outcome: string): unknown {
  const code = errorCode(error);
  if (code === undefined || error instanceof WriteError) return error;
  const [cause, advice] = CAUSES[code] ?? [(error as Error).message, 'remove the cause and run again'];
  return new WriteError(`cannot ${doing}: ${cause} (${code}); ${advice}; ${outcome}`, { cause: error });
}
