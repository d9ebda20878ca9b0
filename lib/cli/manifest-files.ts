import {
  closeSync,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { decodeText } from '../config/decode.js';
import type { Problem } from '../config/problem.js';
import type { SourceFile } from '../config/source.js';
import { didYouMean } from '../config/suggest.js';
import { reason } from '../config/tree.js';
import { LIMITS, type ManifestLimits } from '../policy/manifests/limits.js';
import type { NotEvaluated } from '../policy/not-evaluated.js';
import { errorCode } from '../synth/disk.js';

export interface ManifestFiles {
  /** Sorted by path. */
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
  readonly notEvaluated: readonly NotEvaluated[];
  /** Why there is nothing to judge at a path: it does not exist, or holds no manifest. */
  readonly missing: readonly string[];
}

const STDIN = '-';
const STDIN_SHOWN = 'stdin';

/** Reads what the command line names: files, folders and all in them, and `-` for what is piped in. */
export function readManifestFiles(paths: readonly string[], limits: ManifestLimits = LIMITS): ManifestFiles {
  const reader = new Reader(limits);
  for (const path of new Set(paths)) reader.path(path);
  reader.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return reader;
}

class Reader implements ManifestFiles {
  readonly files: SourceFile[] = [];
  readonly problems: Problem[] = [];
  readonly notEvaluated: NotEvaluated[] = [];
  readonly missing: string[] = [];
  private readonly limits: ManifestLimits;
  /** Where they really are: a file that is named twice holds its objects once. */
  private readonly seen = new Set<string>();
  private entries = 0;
  private bytes = 0;
  private stopped = false;

  constructor(limits: ManifestLimits) {
    this.limits = limits;
  }

  path(path: string): void {
    if (path === STDIN) {
      this.file(0, STDIN_SHOWN);
      return;
    }
    let isFolder: boolean;
    try {
      isFolder = statSync(path).isDirectory();
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR')
        this.refuse(path, `cannot be read: ${reason(error)}`);
      else this.missing.push(`there is no file or folder ${path}${meant(path)}`);
      return;
    }
    if (!isFolder) {
      this.file(path, path);
      return;
    }
    const before = this.files.length + this.problems.length + this.notEvaluated.length;
    this.folder(path, path.replace(/(?<=.)\/+$/, ''));
    if (this.files.length + this.problems.length + this.notEvaluated.length === before)
      this.missing.push(`${path} holds no file named *.yaml, *.yml or *.json`);
  }

  private folder(folder: string, shown: string): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      this.refuse(shown, `cannot read the folder: ${reason(error)}`);
      return;
    }
    const source = sourceOf(entries);
    if (source !== undefined) {
      this.notEvaluated.push({ file: shown, reason: source });
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (this.stopped) return;
      if (!entry.name.startsWith('.'))
        this.entry(entry, join(folder, entry.name), shown === '.' ? entry.name : `${shown}/${entry.name}`);
    }
  }

  private entry(entry: Dirent, path: string, shown: string): void {
    this.entries += 1;
    if (this.entries > this.limits.entries) {
      this.stopped = true;
      const amount = this.limits.entries.toLocaleString('en-US');
      this.refuse(shown, `more than ${amount} files and folders; nothing further was read`, 'check fewer at a time');
    } else if (entry.isSymbolicLink()) this.link(path, shown);
    else if (entry.isDirectory()) this.folder(path, shown);
    else if (!isManifest(entry.name)) return;
    else if (entry.isFile()) this.file(path, shown);
    else this.notEvaluated.push({ file: shown, reason: 'neither a file nor a folder' });
  }

  /** Not followed: a link may lead out of the folder, or back into it, where the same objects would stand twice. */
  private link(path: string, shown: string): void {
    let leadsToFolder = false;
    try {
      leadsToFolder = statSync(path).isDirectory();
      readlinkSync(path);
    } catch {
      // It leads nowhere.
    }
    if (leadsToFolder || isManifest(path))
      this.notEvaluated.push({ file: shown, reason: 'a symbolic link, which is not followed' });
  }

  private file(path: string | 0, shown: string): void {
    let bytes: Uint8Array | undefined;
    try {
      if (path !== 0 && this.isSeen(path)) return;
      bytes = this.contents(path, shown);
    } catch (error) {
      this.refuse(shown, `cannot read the file: ${reason(error)}`);
      return;
    }
    if (bytes === undefined) return;
    const decoded = decodeText(shown, bytes);
    if ('text' in decoded) this.files.push(decoded);
    else this.problems.push(decoded);
  }

  private isSeen(path: string): boolean {
    const real = realpathSync.native(path);
    const seen = this.seen.has(real);
    this.seen.add(real);
    return seen;
  }

  /** A pipe does not say how much is to come. */
  private contents(path: string | 0, shown: string): Uint8Array | undefined {
    const file = path === 0 ? 0 : openSync(path, 'r');
    try {
      const chunks: Uint8Array[] = [];
      let length = 0;
      for (;;) {
        const chunk = Buffer.allocUnsafe(chunks.length === 0 ? sizeOf(file) + 1 : CHUNK);
        const read = readSome(file, chunk);
        if (read === 0) break;
        length += read;
        this.bytes += read;
        if (length > this.limits.fileBytes) return this.refuseSize(shown, 'the file', this.limits.fileBytes);
        if (this.bytes > this.limits.totalBytes) {
          this.stopped = true;
          return this.refuseSize(shown, 'all files together', this.limits.totalBytes);
        }
        chunks.push(chunk.subarray(0, read));
      }
      return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    } finally {
      if (file !== 0) closeSync(file);
    }
  }

  private refuseSize(shown: string, what: string, allowed: number): undefined {
    const message = `${what}: more than ${allowed / 1024 / 1024} MiB, which is the most that is read`;
    this.refuse(shown, message, 'split it, or check fewer files at a time');
  }

  private refuse(shown: string, message: string, hint?: string): void {
    const place = { file: { path: shown, text: '' } };
    this.problems.push(hint === undefined ? { place, message } : { place, message, hint });
  }
}

const CHUNK = 1024 * 1024;

function sizeOf(file: number): number {
  const { size } = fstatSync(file);
  return size > 0 && size < 64 * CHUNK ? size : CHUNK;
}

function readSome(file: number, chunk: Uint8Array): number {
  for (;;)
    try {
      return readSync(file, chunk);
    } catch (error) {
      if (errorCode(error) === 'EOF') return 0;
      if (errorCode(error) !== 'EAGAIN') throw error;
      // Whoever writes to standard input made it one that does not wait.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
}

/** What is meant to be rendered first. Undefined for a folder of manifests. */
function sourceOf(entries: readonly Dirent[]): string | undefined {
  const names = new Set(entries.map(({ name }) => name));
  if (names.has('Chart.yaml') && names.has('templates'))
    return 'a Helm chart; check what it renders: helm template DIR | bulkhead check -';
  if (['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some((name) => names.has(name)))
    return 'a kustomization; check what it renders: kustomize build DIR | bulkhead check -';
  return undefined;
}

function isManifest(name: string): boolean {
  return /\.(?:ya?ml|json)$/.test(name);
}

function meant(path: string): string {
  try {
    const close = didYouMean(basename(path), readdirSync(dirname(path)));
    return close === undefined ? '' : `; in ${dirname(path)}, ${close}`;
  } catch {
    return '';
  }
}
