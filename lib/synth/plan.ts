import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { type Disk, errorCode, nodeDisk } from './disk.js';
import { checkPaths, foldersOfAll, pathFault, type RenderedFile } from './rendered-path.js';
import { asWriteError, WriteError } from './write-error.js';

/** How the first line of every file we render begins: the only files that we ever remove. */
export const HEADER_MARK = '# Rendered by Bulkhead';

/** What a run answers for. */
export interface Scope {
  /** Top-level folders (environments) that this run rendered whole: what it did not render there is stale. */
  folders: readonly string[];
  /** True when the run rendered every environment, so that whole folders of ours may be stale. */
  complete: boolean;
}

/** What would change, as sorted paths relative to the tree. */
export interface Plan {
  create: string[];
  update: string[];
  /** Files of ours that are no longer rendered. */
  remove: string[];
  unchanged: number;
  /** What somebody else put where only rendered files belong. Nothing is written while there is any. */
  foreign: string[];
}

export function hasChanges(plan: Plan): boolean {
  return plan.create.length + plan.update.length + plan.remove.length > 0;
}

/** Whether a run of that scope leaves at `path` what was rendered, or nothing. */
export function isInScope(path: string, { folders, complete }: Scope): boolean {
  return complete || folders.includes(path.split('/')[0] ?? '');
}

/**
 * Compares what was rendered with what stands in the tree; reads only. Plain files and dot folders directly in the
 * tree (README.md, .git) are nobody's concern. Throws where a link or a folder stands in the way of a file of ours.
 */
export function planChanges(tree: string, files: readonly RenderedFile[], scope: Scope, disk: Disk = nodeDisk): Plan {
  const expected = foldersOfAll(files);
  checkPaths(files, expected);
  for (const folder of scope.folders) {
    if (pathFault(folder) !== undefined || folder.includes('/')) {
      throw new Error(`${JSON.stringify(folder)} is not the name of a folder directly in ${tree}`);
    }
  }
  const survey = new Survey(tree, files, expected, scope, disk);
  try {
    return survey.plan();
  } catch (error) {
    throw asWriteError(error, `read ${survey.at}`, 'nothing was changed');
  }
}

class Survey {
  private readonly tree: string;
  private readonly scope: Scope;
  private readonly disk: Disk;
  /** What is being read, for errors. */
  at: string;
  private readonly rendered: Map<string, Buffer>;
  /** Of the rendered files. */
  private readonly folders: ReadonlyMap<string, string>;
  private readonly found: Plan = { create: [], update: [], remove: [], unchanged: 0, foreign: [] };
  private readonly obstacles: string[] = [];

  constructor(
    tree: string,
    files: readonly RenderedFile[],
    folders: ReadonlyMap<string, string>,
    scope: Scope,
    disk: Disk,
  ) {
    this.tree = tree;
    this.folders = folders;
    this.scope = scope;
    this.disk = disk;
    this.at = tree;
    this.rendered = new Map(files.map((file) => [file.path, file.content]));
  }

  plan(): Plan {
    const missing = new Set(this.rendered.keys());
    if (this.treeExists()) {
      for (const entry of this.entries('')) this.judgeTopLevel(entry, missing);
    }
    if (this.obstacles.length > 0) throw new WriteError(this.obstacles.join('\n'));
    this.found.create = [...missing];
    for (const list of [this.found.create, this.found.update, this.found.remove, this.found.foreign]) list.sort();
    return this.found;
  }

  /** The tree itself may be a link to a folder; nothing inside it may. */
  private treeExists(): boolean {
    const target = this.disk.statSync(this.tree, { throwIfNoEntry: false });
    if (target?.isDirectory()) return true;
    if (target !== undefined) throw new WriteError(`${this.tree} is not a folder; move it away and run again`);
    if (this.disk.lstatSync(this.tree, { throwIfNoEntry: false }) !== undefined) {
      throw new WriteError(`${this.tree} is a link that leads nowhere; mend or remove it and run again`);
    }
    return false;
  }

  private entries(folder: string): Dirent[] {
    this.at = join(this.tree, folder);
    return this.disk.readdirSync(this.at, { withFileTypes: true });
  }

  private judgeTopLevel(entry: Dirent, missing: Set<string>): void {
    const name = entry.name;
    const inScope = this.scope.folders.includes(name);
    if (inScope || this.rendered.has(name) || this.folders.has(name)) {
      this.judge(name, entry, inScope || this.scope.complete, missing);
    } else if (this.scope.complete && entry.isDirectory() && !name.startsWith('.')) {
      this.judge(name, entry, true, missing);
    }
  }

  /** True when nothing is left of the entry once the stale files are removed. `whole`: all below was rendered. */
  private judge(path: string, entry: Dirent, whole: boolean, missing: Set<string>): boolean {
    const content = this.rendered.get(path);
    const expected = content !== undefined || this.folders.has(path) || this.scope.folders.includes(path);
    if (expected && !entry.isFile() && !entry.isDirectory()) return this.obstruct(path, entry);
    if (entry.isDirectory()) {
      const entries = this.entries(path);
      let vanishes = entries.length > 0;
      for (const inner of entries) {
        if (!this.judge(`${path}/${inner.name}`, inner, whole || content !== undefined, missing)) vanishes = false;
      }
      if (content !== undefined && !vanishes) this.obstruct(path, entry);
      return vanishes;
    }
    if (content !== undefined) {
      missing.delete(path);
      if (this.holds(path, content)) this.found.unchanged++;
      else this.found.update.push(path);
      return false;
    }
    if (!whole && !expected) return false;
    if (entry.isFile() && this.isOurs(path)) {
      this.found.remove.push(path);
      return true;
    }
    this.found.foreign.push(path);
    return false;
  }

  private obstruct(path: string, entry: Dirent): boolean {
    const kind = entry.isSymbolicLink() ? 'a symbolic link' : entry.isDirectory() ? 'a folder' : 'a special file';
    const place = this.rendered.has(path) ? 'a rendered file' : 'a folder of rendered files';
    this.obstacles.push(`${join(this.tree, path)} is ${kind} where ${place} must be; remove it and run again`);
    return false;
  }

  private holds(path: string, content: Buffer): boolean {
    this.at = join(this.tree, path);
    return this.disk.readFileSync(this.at).equals(content);
  }

  private isOurs(path: string): boolean {
    this.at = join(this.tree, path);
    return startsWithHeader(this.at, this.disk);
  }
}

export function startsWithHeader(file: string, disk: Disk): boolean {
  let handle: number;
  try {
    handle = disk.openSync(file, 'r');
  } catch (error) {
    // A name that is not Unicode cannot be opened by the text we have for it: somebody else's.
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
  try {
    const beginning = Buffer.alloc(HEADER_MARK.length);
    const length = disk.readSync(handle, beginning, 0, beginning.length, 0);
    return beginning.toString('latin1', 0, length) === HEADER_MARK;
  } finally {
    disk.closeSync(handle);
  }
}
