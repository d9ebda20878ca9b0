import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from '../config/source.js';
import { reason } from '../config/tree.js';
import { readAtMost } from './read-at-most.js';

export interface BundleLimits {
  /** Of one file, and of all. */
  readonly fileBytes: number;
  readonly totalBytes: number;
  /** Files and folders that are looked at. */
  readonly entries: number;
}

export const BUNDLE_LIMITS: BundleLimits = {
  fileBytes: 32 * 1024 * 1024,
  totalBytes: 64 * 1024 * 1024,
  entries: 10_000,
};

export interface Skipped {
  readonly file: string;
  readonly reason: string;
}

export interface BundleFiles {
  readonly files: readonly SourceFile[];
  /** Nothing that could be a text; that is as it should be. */
  readonly passed: readonly Skipped[];
  /** What should have been read. */
  readonly unread: readonly Skipped[];
}

/** Reads what the command line names: files, folders and all in them, whatever they are called, and `-` for what is piped in. */
export function readBundleFiles(paths: readonly string[], limits: BundleLimits = BUNDLE_LIMITS): BundleFiles {
  const reader = new Reader(limits);
  for (const path of new Set(paths)) reader.named(path);
  return reader;
}

class Reader implements BundleFiles {
  readonly files: SourceFile[] = [];
  readonly passed: Skipped[] = [];
  readonly unread: Skipped[] = [];
  private readonly limits: BundleLimits;
  private bytes = 0;
  private entries = 0;

  constructor(limits: BundleLimits) {
    this.limits = limits;
  }

  named(path: string): void {
    if (path === '-') {
      this.file(0, 'stdin');
      return;
    }
    try {
      if (statSync(path).isDirectory()) this.folder(path);
      else this.file(path, path);
    } catch (error) {
      this.unread.push({ file: path, reason: reason(error) });
    }
  }

  private folder(folder: string): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      this.unread.push({ file: folder, reason: reason(error) });
      return;
    }
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      this.entries += 1;
      if (this.entries > this.limits.entries) {
        // Said once: nothing further is looked at.
        if (this.entries === this.limits.entries + 1)
          this.unread.push({ file: folder, reason: `more than ${this.limits.entries} files and folders` });
        return;
      }
      const path = join(folder, entry.name);
      if (entry.isDirectory()) this.folder(path);
      else if (entry.isFile()) this.file(path, path);
      // A link may lead out of the folder; reading a pipe or a device may never end.
      else this.passed.push({ file: path, reason: 'neither a file nor a folder' });
    }
  }

  private file(path: string | 0, shown: string): void {
    const { fileBytes, totalBytes } = this.limits;
    const left = totalBytes - this.bytes;
    let bytes: Uint8Array | undefined;
    try {
      bytes = readAtMost(path, Math.min(fileBytes, left));
    } catch (error) {
      this.unread.push({ file: shown, reason: reason(error) });
      return;
    }
    if (bytes === undefined) {
      const [what, most] = left < fileBytes ? ['all files together are', totalBytes] : ['it is', fileBytes];
      this.unread.push({
        file: shown,
        reason: `${what} larger than ${most / 1024 / 1024} MiB; collect less, such as \`journalctl --since\` or \`tail\` gives`,
      });
      return;
    }
    this.bytes += bytes.length;
    if (bytes[0] === 0x1f && bytes[1] === 0x8b)
      this.passed.push({ file: shown, reason: 'compressed; unpack it first' });
    else if (isUtf16(bytes)) this.files.push({ path: shown, text: new TextDecoder('utf-16le').decode(bytes) });
    else if (bytes.subarray(0, 8192).includes(0)) this.passed.push({ file: shown, reason: 'no text' });
    // Journals hold whatever programs wrote: bytes that are no UTF-8 are no reason to leave the rest out.
    else this.files.push({ path: shown, text: new TextDecoder('utf-8').decode(bytes) });
  }
}

/** As PowerShell of Windows writes what a command prints. */
function isUtf16(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe;
}
