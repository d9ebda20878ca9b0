import { applyPlan } from './apply.js';
import { type Disk, errorCode, nodeDisk } from './disk.js';
import { makeTree } from './folders.js';
import { Staging } from './journal.js';
import { clearDeadLock, runningWriter, withLock } from './lock.js';
import { hasChanges, isInScope, type Plan, planChanges, type Scope } from './plan.js';
import { type Recovery, recoverUnderLock } from './recover.js';
import type { RenderedFile } from './rendered-path.js';
import { asWriteError, WriteError } from './write-error.js';

/**
 * Brings the rendered tree to what was rendered: whole or not at all, and not at all where anything is `foreign`. Only
 * files that change are touched, and where none does, nothing is. `onRecovery` hears what became of an earlier run that
 * was killed, also where this one then fails. Throws a WriteError that says what to do.
 */
export function writeTree(
  tree: string,
  files: readonly RenderedFile[],
  scope: Scope,
  disk: Disk = nodeDisk,
  onRecovery: (recovery: Recovery) => void = () => {},
): Plan {
  const quick = planUnlocked(tree, files, scope, disk);
  if (quick !== undefined && (!hasChanges(quick) || quick.foreign.length > 0)) {
    clearDeadLock(tree, disk);
    return quick;
  }
  return underLock(tree, disk, () => {
    const recovery = recoverUnderLock(tree, disk, (path) => isInScope(path, scope));
    if (recovery !== undefined) onRecovery(recovery);
    // Looked at again: another run may have ended since, or the killed one was finished just now.
    const plan = planChanges(tree, files, scope, disk);
    if (hasChanges(plan) && plan.foreign.length === 0) applyPlan(tree, files, plan, disk);
    return plan;
  });
}

/** Undefined where only who holds the lock can tell (a killed run is pending, another one is at work), or all is new. */
function planUnlocked(tree: string, files: readonly RenderedFile[], scope: Scope, disk: Disk): Plan | undefined {
  if (isPending(tree, disk) || (files.length > 0 && isMissing(tree, disk))) return undefined;
  try {
    return planChanges(tree, files, scope, disk);
  } catch (error) {
    // What another run moves while we look is no fault of the tree.
    if (error instanceof WriteError && (isVanished(error) || isPending(tree, disk))) return undefined;
    throw error;
  }
}

function isVanished({ cause }: WriteError): boolean {
  return ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(errorCode(cause) ?? '');
}

/** Finishes or undoes what a killed run has left, and says which; undefined where there was nothing. */
export function recover(tree: string, disk: Disk = nodeDisk): Recovery | undefined {
  if (!isPending(tree, disk)) {
    clearDeadLock(tree, disk);
    return undefined;
  }
  return underLock(tree, disk, () => recoverUnderLock(tree, disk, () => true));
}

/** Why the tree is not to be relied on at this moment: a run was killed in it, or is still writing. Reads only. */
export function pendingMark(tree: string, disk: Disk = nodeDisk): string | undefined {
  try {
    const state = new Staging(tree, disk).state();
    if (state === 'none') return undefined;
    const writer = runningWriter(tree, disk);
    if (writer !== undefined) return `${tree} is being written by process ${writer}`;
    if (state === 'empty') return undefined;
    if (state === 'open') return `a run that was writing ${tree} was killed half-way; the next one finishes it`;
    return `a run was killed before it changed anything in ${tree}; the next one clears away what it left`;
  } catch (error) {
    throw asWriteError(error, `read ${tree}`, 'nothing was changed');
  }
}

function isMissing(tree: string, disk: Disk): boolean {
  try {
    return disk.lstatSync(tree, { throwIfNoEntry: false }) === undefined;
  } catch {
    // Why that cannot be told is said by who tries to read it.
    return false;
  }
}

function isPending(tree: string, disk: Disk): boolean {
  try {
    return new Staging(tree, disk).state() !== 'none';
  } catch (error) {
    throw asWriteError(error, `read ${tree}`, 'nothing was changed');
  }
}

function underLock<T>(tree: string, disk: Disk, work: () => T): T {
  let takeBack = () => {};
  let worked = false;
  try {
    takeBack = makeTree(tree, disk);
    const result = withLock(tree, disk, work);
    worked = true;
    return result;
  } catch (error) {
    throw asWriteError(error, `write ${tree}`, 'nothing was changed');
  } finally {
    if (!worked) takeBack();
  }
}
