import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { contentDigest } from './content-digest.js';
import { type Disk, errorCode } from './disk.js';
import { Folders } from './folders.js';
import { pathFault } from './rendered-path.js';
import { STAGING_FOLDER } from './working-files.js';
import { WriteError } from './write-error.js';

/**
 * One step of a run. New contents wait in `new`, below their path; what the n-th replaces or removes waits in `old/n`.
 * By the digest recovery knows the contents that it stands for.
 */
export type Operation = { action: 'write'; path: string; digest: string } | { action: 'remove'; path: string };

/** Whether a file, and no link, has these contents. */
export function holds(file: string, digest: string, disk: Disk): boolean {
  if (disk.lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
  return contentDigest(disk.readFileSync(file)) === digest;
}

/** What file systems answer that cannot force a folder, or anything, to the disk. */
const NO_SYNC = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EBADF', 'EISDIR'];

/**
 * Where a run stands that is not over. Everything new is staged first; then the journal appears by one rename: from
 * there on the run counts, and whoever finds the journal finishes it. Staged files without a journal count for nothing.
 *
 * What this promises: a process killed at any moment leaves a state that the next run finishes or clears away, as the
 * system keeps what the process had written. A machine that loses power may lose the newest contents, as only the
 * journal is forced to the disk (forcing ten thousand files takes longer than rendering them). So recovery compares
 * what it finds with the digests in the journal, and every run compares the whole tree byte by byte: the next one makes
 * it right.
 */
export class Staging {
  private readonly disk: Disk;
  readonly folder: string;
  private readonly newFolders: Folders;

  constructor(tree: string, disk: Disk) {
    this.disk = disk;
    this.folder = join(tree, STAGING_FOLDER);
    this.newFolders = new Folders(join(this.folder, 'new'), disk, []);
  }

  newFile(path: string): string {
    // Not joined, here and in Folders: paths are checked, and there are thousands to be taken apart for nothing.
    return `${this.folder}/new/${path}`;
  }

  oldFile(index: number): string {
    return join(this.folder, 'old', String(index));
  }

  create(): void {
    this.disk.mkdirSync(this.folder);
    this.disk.mkdirSync(join(this.folder, 'new'));
    this.disk.mkdirSync(join(this.folder, 'old'));
  }

  add(path: string, content: Buffer): void {
    this.newFolders.makeFor(path);
    this.disk.writeFileSync(this.newFile(path), content, { flag: 'wx' });
  }

  /** Whether these contents wait for being moved to the path. A link among the folders would lead out of the tree. */
  holds(path: string, digest: string): boolean {
    return this.newFolders.leadTo(path) && holds(this.newFile(path), digest, this.disk);
  }

  /** `open` holds a journal, `staged` does not, `empty` is what the last step of clearing away leaves for a moment. */
  state(): 'none' | 'empty' | 'staged' | 'open' {
    let stat: Stats | undefined;
    try {
      stat = this.disk.lstatSync(this.folder, { throwIfNoEntry: false });
    } catch (error) {
      // The tree itself is no folder, which is for others to report.
      if (errorCode(error) !== 'ENOTDIR') throw error;
    }
    if (stat === undefined) return 'none';
    if (!stat.isDirectory()) {
      throw new WriteError(`${this.folder} is not a folder this program has made; remove it and run again`);
    }
    const entries = this.disk.readdirSync(this.folder);
    if (entries.includes('journal.json')) return 'open';
    return entries.length > 0 ? 'staged' : 'empty';
  }

  commit(operations: readonly Operation[]): void {
    const draft = join(this.folder, 'journal.draft');
    const handle = this.disk.openSync(draft, 'wx');
    try {
      this.disk.writeFileSync(handle, JSON.stringify({ format: 2, operations }));
      this.sync(handle);
    } finally {
      this.disk.closeSync(handle);
    }
    this.disk.renameSync(draft, this.journal);
    this.syncFolder();
  }

  read(): Operation[] {
    for (const folder of ['new', 'old']) {
      const stat = this.disk.lstatSync(join(this.folder, folder), { throwIfNoEntry: false });
      // A link would lead what is moved from here, and to here, out of the tree.
      if (stat !== undefined && !stat.isDirectory()) throw this.unusable(join(this.folder, folder), 'a folder');
    }
    try {
      const journal: unknown = JSON.parse(this.disk.readFileSync(this.journal, 'utf8'));
      if (isJournal(journal)) return journal.operations;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    throw this.unusable(this.journal, 'a journal');
  }

  /** In this order, a kill in between still finds the journal, or nothing that matters. */
  clear(): void {
    this.disk.rmSync(join(this.folder, 'old'), { recursive: true, force: true });
    this.disk.rmSync(join(this.folder, 'new'), { recursive: true, force: true });
    this.disk.rmSync(join(this.folder, 'journal.draft'), { force: true });
    this.disk.rmSync(this.journal, { force: true });
    try {
      this.disk.rmdirSync(this.folder);
    } catch (error) {
      // By now it is empty and means nothing: the next run that has something to write removes it.
      if (errorCode(error) === undefined) throw error;
    }
  }

  /** For a run that has put everything back: the journal goes first, or the next run would do it all again. */
  abandon(): void {
    this.disk.rmSync(this.journal, { force: true });
    this.clear();
  }

  private get journal(): string {
    return join(this.folder, 'journal.json');
  }

  private syncFolder(): void {
    if (process.platform === 'win32') return;
    const handle = this.disk.openSync(this.folder, 'r');
    try {
      this.sync(handle);
    } finally {
      this.disk.closeSync(handle);
    }
  }

  private sync(handle: number): void {
    try {
      this.disk.fsyncSync(handle);
    } catch (error) {
      if (!NO_SYNC.includes(errorCode(error) ?? '')) throw error;
    }
  }

  private unusable(place: string, kind: string): WriteError {
    return new WriteError(
      `${place} is not ${kind} this program has written; restore the tree from version control, delete ${this.folder} and run again`,
    );
  }
}

/** The tree comes from a repository, and so may the journal: nothing in it is taken on trust. */
function isJournal(value: unknown): value is { operations: Operation[] } {
  if (typeof value !== 'object' || value === null) return false;
  const { format, operations } = value as Record<string, unknown>;
  return format === 2 && Array.isArray(operations) && operations.every(isOperation);
}

function isOperation(value: unknown): value is Operation {
  if (typeof value !== 'object' || value === null) return false;
  const { action, path, digest } = value as Record<string, unknown>;
  // Nothing is ever rendered below a name with a dot, and `.git` would be one.
  if (typeof path !== 'string' || path.startsWith('.') || pathFault(path) !== undefined) return false;
  return action === 'remove' || (action === 'write' && typeof digest === 'string');
}
