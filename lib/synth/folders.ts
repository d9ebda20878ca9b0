import { dirname, join, resolve } from 'node:path';
import { type Disk, errorCode } from './disk.js';
import { foldersOf } from './rendered-path.js';
import { WriteError } from './write-error.js';

/** Not empty, gone, or in use by somebody: an empty folder that stays does no harm. */
const REASONS_TO_KEEP = ['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EBUSY', 'EPERM', 'EACCES'];

/** Makes and removes the folders of a tree, never through a link, and remembers how to take each step back. */
export class Folders {
  private readonly tree: string;
  private readonly disk: Disk;
  private readonly undo: (() => void)[];
  private readonly known = new Set<string>();

  constructor(tree: string, disk: Disk, undo: (() => void)[]) {
    this.tree = tree;
    this.disk = disk;
    this.undo = undo;
  }

  makeFor(path: string): void {
    if (this.known.has(path.slice(0, path.lastIndexOf('/')))) return;
    const missing = this.missingFor(path);
    if (missing === undefined) return;
    // Nobody has to look for what would be in it.
    for (const folder of foldersOf(path).filter((each) => each.length >= missing.length)) {
      const place = `${this.tree}/${folder}`;
      this.disk.mkdirSync(place);
      this.undo.push(() => this.disk.rmdirSync(place));
      this.known.add(folder);
    }
  }

  /** The outermost folder on the way to a file that is not there. Throws where something else is there. */
  missingFor(path: string): string | undefined {
    for (const folder of foldersOf(path)) {
      if (this.known.has(folder)) continue;
      const place = `${this.tree}/${folder}`;
      const stat = this.disk.lstatSync(place, { throwIfNoEntry: false });
      if (stat === undefined) return folder;
      if (!stat.isDirectory()) {
        throw new WriteError(`${place} is not a folder, and rendered files must be in it; remove it and run again`);
      }
      this.known.add(folder);
    }
    return undefined;
  }

  /** True when every folder on the way exists and is none of these a link. */
  leadTo(path: string): boolean {
    return foldersOf(path).every(
      (folder) => this.disk.lstatSync(join(this.tree, folder), { throwIfNoEntry: false })?.isDirectory() === true,
    );
  }

  /** Removes the folders that the removed files leave empty. */
  removeEmptied(removed: readonly string[]): void {
    const folders = new Set(removed.flatMap(foldersOf));
    for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
      const place = join(this.tree, folder);
      try {
        this.disk.rmdirSync(place);
      } catch (error) {
        if (!REASONS_TO_KEEP.includes(errorCode(error) ?? '')) throw error;
        continue;
      }
      this.undo.push(() => this.disk.mkdirSync(place));
    }
  }
}

/** Another run that fails takes back the folders it has made, and they may be those that this one has found. */
const ATTEMPTS = 5;

/**
 * Makes the tree itself, and gives back what removes again the folders that were made for it. One by one: Node's
 * recursive mkdir tries for ever where the system says that a folder which is there does not exist, as below /proc.
 */
export function makeTree(tree: string, disk: Disk): () => void {
  const made: string[] = [];
  for (let attempt = 1; ; attempt++) {
    try {
      for (const folder of missingFolders(resolve(tree), disk)) if (make(folder, disk)) made.push(folder);
      break;
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      if (attempt === ATTEMPTS) throw new WriteError(`${tree} cannot be made; name another folder to render into`);
    }
  }
  return () => {
    try {
      for (const folder of made.toReversed()) disk.rmdirSync(folder);
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
    }
  };
}

/** Outermost first. */
function missingFolders(tree: string, disk: Disk): string[] {
  const missing: string[] = [];
  for (let folder = tree; disk.statSync(folder, { throwIfNoEntry: false }) === undefined; folder = dirname(folder))
    missing.unshift(folder);
  return missing;
}

function make(folder: string, disk: Disk): boolean {
  try {
    disk.mkdirSync(folder);
    return true;
  } catch (error) {
    // Another run was faster.
    if (errorCode(error) === 'EEXIST' && disk.statSync(folder).isDirectory()) return false;
    throw error;
  }
}
