import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SourceFile } from '../config/source.js';
import { contentDigest } from '../synth/content-digest.js';
import type { RenderedFile } from '../synth/rendered-path.js';
import { WORKING_PREFIX } from '../synth/working-files.js';

/** What a rendering depends on, and on nothing else: the same gives the same bytes. */
export interface Basis {
  /** Digest of the program. */
  readonly program: string;
  readonly declarations: readonly SourceFile[];
  /** An exception that counted yesterday may have expired. */
  readonly today: string;
}

/**
 * What the last run found right: that this program renders these declarations to this dist. As long as all three are the
 * same, byte for byte, nobody has to render them again to know. Receipts are kept in the user's own cache and not beside
 * dist, where a pull request could bring one along. Losing one costs no more than the time to render.
 */
export class Receipt {
  private readonly dist: string;
  private readonly basis: string;

  constructor(dist: string, { program, declarations, today }: Basis) {
    this.dist = dist;
    this.basis = digestOf([
      ['program', program],
      ['day', today],
      ...declarations.map(({ path, text }) => [path, hash('sha256', text)] as const),
    ]);
  }

  /** How many files of dist are what the declarations render; undefined where only rendering them can tell. */
  confirms(): number | undefined {
    try {
      const receipt: unknown = JSON.parse(readFileSync(this.place(), 'utf8'));
      const { basis, files } = receipt as Record<string, unknown>;
      if (basis !== this.basis) return undefined;
      const paths = filesBelow(this.dist);
      const found = paths?.map((path) => [path, contentDigest(readFileSync(join(this.dist, path)))] as const);
      return found !== undefined && files === digestOf(found) ? found.length : undefined;
    } catch {
      // None yet, not readable, or dist is not what it was: rendering finds out what there is to say.
      return undefined;
    }
  }

  /** Called once dist holds exactly these files. */
  keep(files: readonly RenderedFile[]): void {
    const found = files
      .map(({ path, content }) => [path, contentDigest(content)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    try {
      const place = this.place();
      mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
      const draft = `${place}.${process.pid}`;
      writeFileSync(draft, JSON.stringify({ basis: this.basis, files: digestOf(found) }), { mode: 0o600 });
      renameSync(draft, place);
    } catch {
      // No home, or no room in it.
    }
  }

  private place(): string {
    const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
    return join(cache, 'bulkhead', `${hash('sha256', realpathSync(this.dist))}.json`);
  }
}

/** Of names, which hold no NUL, and what tells their contents from others. */
function digestOf(list: readonly (readonly [name: string, digest: string])[]): string {
  return hash('sha256', list.map(([name, digest]) => `${name}\0${digest}\0`).join(''));
}

/** Sorted; what stands directly in dist is nobody's concern. Undefined where there is anything but files and folders. */
function filesBelow(dist: string): string[] | undefined {
  const files: string[] = [];
  const look = (folder: string): boolean =>
    readdirSync(join(dist, folder), { withFileTypes: true }).every((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return look(path);
      files.push(path);
      return entry.isFile();
    });
  for (const entry of readdirSync(dist, { withFileTypes: true })) {
    // A run is at work, or was killed.
    if (entry.name.startsWith(WORKING_PREFIX)) return undefined;
    if (entry.isFile() || (entry.isDirectory() && entry.name.startsWith('.'))) continue;
    if (!entry.isDirectory() || !look(entry.name)) return undefined;
  }
  return files.sort();
}
