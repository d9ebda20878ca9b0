import { closeSync, constants, type Dirent, fstatSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from './decode.js';
import { isDeclarationFile, nameFault } from './file-name.js';
import type { Problem } from './problem.js';
import type { SourceFile } from './source.js';

export interface TreeLimits {
  readonly fileBytes: number;
  readonly totalBytes: number;
  /** Declarations and folders together. */
  readonly entries: number;
}

export const MAX_FILE_BYTES = 1024 * 1024;

const LIMITS: TreeLimits = { fileBytes: MAX_FILE_BYTES, totalBytes: 256 * 1024 * 1024, entries: 50_000 };

export interface Tree {
  readonly files: SourceFile[];
  readonly problems: Problem[];
  /** There is more than may be read: the rest was not looked at. */
  readonly stopped: boolean;
}

/**
 * All declaration files below `root`, sorted by path so that the order is the same on any machine. Links are refused
 * rather than followed: one could lead out of the tree, or out of the folder that its author may write to.
 */
export function readTree(root: string, shownAs: string, limits: TreeLimits = LIMITS): Tree {
  const reader = new TreeReader(limits);
  reader.folder(root, shownAs);
  // Portable names are ASCII: comparing UTF-16 units is comparing bytes.
  reader.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files: reader.files, problems: reader.problems, stopped: reader.stopped };
}

class TreeReader {
  readonly files: SourceFile[] = [];
  readonly problems: Problem[] = [];
  private readonly limits: TreeLimits;
  private entries = 0;
  private bytes = 0;
  stopped = false;

  constructor(limits: TreeLimits) {
    this.limits = limits;
  }

  folder(folder: string, shown: string): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      this.refuse(shown, `cannot read the folder: ${reason(error)}`);
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const byLowerCase = new Map<string, string>();
    for (const entry of entries) {
      if (this.stopped) return;
      if (entry.name.startsWith('.')) continue;
      this.entry(entry, join(folder, entry.name), `${shown}/${entry.name}`);
      if (!entry.isDirectory() && !isDeclarationFile(entry.name)) continue;
      const other = byLowerCase.get(entry.name.toLowerCase());
      if (other !== undefined)
        this.refuse(`${shown}/${entry.name}`, `the name differs from \`${other}\` only in case`, 'rename one of them');
      byLowerCase.set(entry.name.toLowerCase(), entry.name);
    }
  }

  private entry(entry: Dirent, path: string, shown: string): void {
    if (entry.isSymbolicLink()) {
      this.refuseLink(path, shown);
      return;
    }
    // A container engine makes such a folder of a file that it was to mount and did not find.
    const misleading = entry.isDirectory() && isDeclarationFile(entry.name);
    const fault = misleading ? 'a folder is named like a file' : nameFault(entry.name, entry.isDirectory());
    if (fault !== undefined) {
      const extension = entry.isDirectory() ? '' : ', and the extension .yaml';
      this.refuse(shown, fault, `use lower-case letters, digits, dashes and dots${extension}`);
      return;
    }
    if (!entry.isDirectory() && !entry.isFile()) {
      this.refuse(shown, 'neither a file nor a folder, but a device, a socket or a pipe', 'remove it');
      return;
    }
    if (entry.isFile() && !isDeclarationFile(entry.name)) return;
    this.entries++;
    if (this.entries > this.limits.entries) {
      this.stopped = true;
      this.refuse(shown, `more than ${this.limits.entries} declaration files and folders`, 'nothing further was read');
      return;
    }
    if (entry.isDirectory()) this.folder(path, shown);
    else this.file(path, shown);
  }

  private file(path: string, shown: string): void {
    let bytes: Uint8Array | undefined;
    try {
      bytes = this.contents(path, shown);
    } catch (error) {
      this.refuse(shown, `cannot read the file: ${reason(error)}`);
      return;
    }
    if (bytes === undefined) return;
    const decoded = decode(shown, bytes);
    if ('text' in decoded) this.files.push(decoded);
    else this.problems.push(decoded);
  }

  /** What is judged is what is read: the open file, not whatever has the name a moment later. */
  private contents(path: string, shown: string): Uint8Array | undefined {
    const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const { size } = fstatSync(file);
      if (size > this.limits.fileBytes) {
        this.refuse(shown, `the file is ${size} bytes large, ${this.limits.fileBytes} are allowed`, 'split it');
        return undefined;
      }
      this.bytes += size;
      if (this.bytes > this.limits.totalBytes) {
        this.stopped = true;
        this.refuse(shown, `the declarations exceed ${this.limits.totalBytes} bytes`, 'nothing further was read');
        return undefined;
      }
      const bytes = new Uint8Array(size);
      let length = 0;
      while (length < size) {
        const read = readSync(file, bytes, length, size - length, length);
        if (read === 0) break;
        length += read;
      }
      return bytes.subarray(0, length);
    } finally {
      closeSync(file);
    }
  }

  private refuseLink(path: string, shown: string): void {
    let target: string;
    try {
      target = readlinkSync(path);
    } catch (error) {
      this.refuse(shown, `cannot read the link: ${reason(error)}`);
      return;
    }
    this.refuse(shown, `a symbolic link to \`${target}\`; links are not followed`, 'put the file itself here');
  }

  private refuse(shown: string, message: string, hint?: string): void {
    const place = { file: { path: shown, text: '' } };
    this.problems.push(hint === undefined ? { place, message } : { place, message, hint });
  }
}

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'it does not exist',
  ENOTDIR: 'it is not a folder',
  ELOOP: 'it is a symbolic link',
};

/** What the file system says, in words. */
export function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return REASONS[code] ?? code;
}
