import { join } from 'node:path';
import type { Disk } from './disk.js';
import { Folders } from './folders.js';
import { holds, type Operation, Staging } from './journal.js';
import { startsWithHeader } from './plan.js';
import { asWriteError, WriteError } from './write-error.js';

/** What became of a run that was killed. */
export interface Recovery {
  /** `finished`: it had staged everything, and now all of it is in place. `undone`: it had not, and left no trace. */
  outcome: 'finished' | 'undone';
  /**
   * Files that are not what that run wrote, as when the machine itself went down, or somebody restored or edited them
   * since: they must be rendered anew.
   */
  lost: string[];
}

/**
 * Finishes or undoes what a killed run has left. May be killed itself: the next call goes on. Called under the lock.
 * `mends` says whether the caller renders a path anew: what is lost elsewhere would be mixed, and nobody would know.
 */
export function recoverUnderLock(tree: string, disk: Disk, mends: (path: string) => boolean): Recovery | undefined {
  const staging = new Staging(tree, disk);
  try {
    const state = staging.state();
    if (state === 'none') return undefined;
    const lost = state === 'open' ? finish(tree, staging, disk) : [];
    const [beyond] = lost.filter((path) => !mends(path));
    if (beyond !== undefined) throw notRestored(join(tree, beyond));
    staging.clear();
    return state === 'empty' ? undefined : { outcome: state === 'open' ? 'finished' : 'undone', lost };
  } catch (error) {
    throw asWriteError(error, `finish the run that was killed in ${tree}`, 'the next run tries again');
  }
}

function notRestored(place: string): WriteError {
  return new WriteError(
    `${place} is not what the run that was killed wrote there, and this run does not render it; render every environment, which makes it right`,
  );
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
  for (const [, operation] of operations) {
    if (operation.action !== 'write') continue;
    const place = join(tree, operation.path);
    if (staging.holds(operation.path, operation.digest)) {
      folders.makeFor(operation.path);
      disk.renameSync(staging.newFile(operation.path), place);
    } else if (!folders.leadTo(operation.path) || !holds(place, operation.digest, disk)) {
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
