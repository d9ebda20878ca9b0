import { join } from 'node:path';
import type { Disk } from './disk.js';
import { Folders } from './folders.js';
import { type Operation, Staging } from './journal.js';
import { startsWithHeader } from './plan.js';
import { asWriteError } from './write-error.js';

/** What became of a run that was killed. */
export interface Recovery {
  /** `finished`: it had staged everything, and now all of it is in place. `undone`: it had not, and left no trace. */
  outcome: 'finished' | 'undone';
  /** Files whose new contents were lost, as happens only when the machine itself went down: they must be rendered anew. */
  lost: string[];
}

/** Finishes or undoes what a killed run has left. May be killed itself: the next call goes on. Called under the lock. */
export function recoverUnderLock(tree: string, disk: Disk): Recovery | undefined {
  const staging = new Staging(tree, disk);
  try {
    const state = staging.state();
    if (state === 'none') return undefined;
    const lost = state === 'open' ? finish(tree, staging, disk) : [];
    staging.clear();
    return state === 'empty' ? undefined : { outcome: state === 'open' ? 'finished' : 'undone', lost };
  } catch (error) {
    throw asWriteError(error, `finish the run that was killed in ${tree}`, 'the next run tries again');
  }
}

/** Every step looks at what is there, so that doing it twice, or after half of it, comes to the same. */
function finish(tree: string, staging: Staging, disk: Disk): string[] {
  const operations = [...staging.read().entries()];
  const folders = new Folders(tree, disk, []);
  const removed: string[] = [];
  for (const [index, operation] of operations) {
    if (operation.action !== 'remove') continue;
    removed.push(operation.path);
    if (mayRemove(tree, index, operation, folders, staging, disk)) disk.unlinkSync(join(tree, operation.path));
  }
  folders.removeEmptied(removed);
  const lost: string[] = [];
  for (const [index, operation] of operations) {
    if (operation.action !== 'write') continue;
    const staged = disk.lstatSync(staging.newFile(index), { throwIfNoEntry: false });
    const place = join(tree, operation.path);
    if (staged?.isFile() && staged.size === operation.bytes) {
      folders.makeFor(operation.path);
      disk.renameSync(staging.newFile(index), place);
    } else if (disk.lstatSync(place, { throwIfNoEntry: false })?.size !== operation.bytes) {
      lost.push(operation.path);
    }
  }
  return lost;
}

/** Not when it was set aside already: what stands there now, or behind a link, somebody has put there since. */
function mayRemove(
  tree: string,
  index: number,
  { path }: Operation,
  folders: Folders,
  staging: Staging,
  disk: Disk,
): boolean {
  if (disk.lstatSync(staging.oldFile(index), { throwIfNoEntry: false }) !== undefined || !folders.leadTo(path))
    return false;
  const place = join(tree, path);
  return disk.lstatSync(place, { throwIfNoEntry: false })?.isFile() === true && startsWithHeader(place, disk);
}
