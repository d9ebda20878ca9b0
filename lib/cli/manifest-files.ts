import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { decodeText } from '../config/decode.js';
import { printable } from '../config/printable.js';
import type { Problem } from '../config/problem.js';
import type { SourceFile } from '../config/source.js';
import { didYouMean } from '../config/suggest.js';
import { reason } from '../config/tree.js';
import { LIMITS, type ManifestLimits } from '../policy/manifests/limits.js';
import type { NotEvaluated } from '../policy/not-evaluated.js';
import { errorCode } from '../synth/disk.js';
import { readAtMost } from './read-at-most.js';

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
  const named = new Set(paths);
  const reader = new Reader(limits, named.size > 1);
  for (const path of named) reader.path(path);
  reader.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return reader;
}

class Reader implements ManifestFiles {
  readonly files: SourceFile[] = [];
  readonly problems: Problem[] = [];
  readonly notEvaluated: NotEvaluated[] = [];
  readonly missing: string[] = [];
  private readonly limits: ManifestLimits;
  private readonly several: boolean;
  /** Where they really are: a file that is named twice holds its objects once. */
  private readonly seen = new Set<string>();
  /** Whatever was worth a word, so that an empty folder is known for one. */
  private found = 0;
  private entries = 0;
  private bytes = 0;
  private stopped = false;

  /** `several`: of one path nothing is read twice, and looking for it takes longer than reading. */
  constructor(limits: ManifestLimits, several: boolean) {
    this.limits = limits;
    this.several = several;
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
      else this.missing.push(`there is no file or folder ${printable(path)}${meant(path)}`);
      return;
    }
    if (!isFolder) {
      this.file(path, path);
      return;
    }
    const before = this.found;
    this.folder(path, path.replace(/(?<=.)\/+$/, ''));
    if (this.found === before) this.missing.push(`${printable(path)} holds no file named *.yaml, *.yml or *.json`);
  }

  private folder(folder: string, shown: string): void {
    if (this.isSeen(folder)) {
      this.found += 1;
      return;
    }
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      this.refuse(shown, `cannot read the folder: ${reason(error)}`);
      return;
    }
    const source = sourceOf(entries);
    if (source !== undefined) {
      this.pass(shown, source);
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
    else this.pass(shown, 'neither a file nor a folder');
  }

  /** Not followed: a link may lead out of the folder, or back into it, where the same objects would stand twice. */
  private link(path: string, shown: string): void {
    let leadsToFolder = false;
    try {
      leadsToFolder = statSync(path).isDirectory();
    } catch {
      // It leads nowhere.
    }
    if (leadsToFolder || isManifest(path)) this.pass(shown, 'a symbolic link, which is not followed');
  }

  private file(path: string | 0, shown: string): void {
    this.found += 1;
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
    if (!this.several) return false;
    const real = whereItIs(path);
    const seen = this.seen.has(real);
    this.seen.add(real);
    return seen;
  }

  private contents(path: string | 0, shown: string): Uint8Array | undefined {
    const { fileBytes, totalBytes } = this.limits;
    const bytes = readAtMost(path, Math.min(fileBytes, totalBytes - this.bytes));
    if (bytes !== undefined) {
      this.bytes += bytes.length;
      return bytes;
    }
    this.stopped = totalBytes - this.bytes < fileBytes;
    const [what, allowed] = this.stopped ? ['all files together', totalBytes] : ['the file', fileBytes];
    const message = `${what}: more than ${allowed / 1024 / 1024} MiB, which is the most that is read`;
    this.refuse(shown, message, 'split it, or check fewer files at a time');
    return undefined;
  }

  private pass(shown: string, reason: string): void {
    this.found += 1;
    this.notEvaluated.push({ file: shown, reason });
  }

  private refuse(shown: string, message: string, hint?: string): void {
    this.found += 1;
    const place = { file: { path: shown, text: '' } };
    this.problems.push(hint === undefined ? { place, message } : { place, message, hint });
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

/** A pipe, as `<(helm template …)` makes one, is nowhere. */
function whereItIs(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

function isManifest(name: string): boolean {
  return /\.(?:ya?ml|json)$/.test(name);
}

function meant(path: string): string {
  try {
    const close = didYouMean(basename(path), readdirSync(dirname(path)));
    return close === undefined ? '' : printable(`; in ${dirname(path)}, ${close}`);
  } catch {
    return '';
  }
}
