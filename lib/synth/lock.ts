import { join } from 'node:path';
import { type Disk, errorCode } from './disk.js';
import { isAlive, isOnThisMachine, isOwner, OWNED_BY_THIS_THREAD, type Owner, thisOwner } from './lock-owner.js';
import { LOCK_FILE } from './working-files.js';
import { WriteError } from './write-error.js';

/** How long a process may take between creating its lock and writing into it. */
const EMPTY_FOR_MS = 300;
/** How long another process may take over a dead lock. */
const PATIENCE_MS = 2000;
const PAUSE_MS = 10;

/** Runs `work` while no other run writes the tree. A lock whose process is gone is taken over; a live one is an error. */
export function withLock<T>(tree: string, disk: Disk, work: () => T): T {
  const file = join(tree, LOCK_FILE);
  const me = thisOwner();
  OWNED_BY_THIS_THREAD.add(me.token);
  try {
    acquireOrThrow(file, me, disk);
    try {
      clearGuard(file, me, disk);
      return work();
    } finally {
      release(file, me, disk);
    }
  } finally {
    OWNED_BY_THIS_THREAD.delete(me.token);
  }
}

/** The process that is writing the tree at this moment, as far as this machine can tell. */
export function runningWriter(tree: string, disk: Disk): number | undefined {
  const owner = readOwner(join(tree, LOCK_FILE), disk);
  return typeof owner === 'object' && isAlive(owner) ? owner.pid : undefined;
}

/** Removes the lock of a process that was killed, where that is possible: it is in nobody's way, only untidy. */
export function clearDeadLock(tree: string, disk: Disk): void {
  try {
    const owner = readOwner(join(tree, LOCK_FILE), disk);
    if (owner === 'empty' || (typeof owner === 'object' && !isAlive(owner))) withLock(tree, disk, () => undefined);
  } catch (error) {
    if (errorCode(error) === undefined && !(error instanceof WriteError)) throw error;
  }
}

function acquireOrThrow(file: string, me: Owner, disk: Disk): void {
  const owner = acquire(file, me, disk);
  if (owner === 'acquired') return;
  if (owner === 'unreadable') {
    throw new WriteError(`${file} is not a lock this program has written; delete it and run again`);
  }
  if (isOnThisMachine(owner)) {
    throw new WriteError(`${file} is held by process ${owner.pid}; wait until it has ended and run again`);
  }
  throw new WriteError(
    `${file} is held by process ${owner.pid} on ${owner.host}, which cannot be asked from here; if that run has ended, delete the file and run again`,
  );
}

/**
 * Creates the lock file, or says who is in the way. Only who holds the guard (`….takeover`, itself a lock of this kind)
 * may delete a dead process's lock, and looks at it again before; otherwise two that find the same dead lock could each
 * delete the file, the second one that of the first.
 */
function acquire(file: string, me: Owner, disk: Disk): Owner | 'acquired' | 'unreadable' {
  const begun = performance.now();
  for (;;) {
    if (create(file, me, disk)) return 'acquired';
    const owner = readOwner(file, disk);
    const waited = performance.now() - begun;
    if (owner === 'gone') {
      // Somebody else's was just taken away; but where there is never a file, none can be made (as below /proc).
      if (waited < PATIENCE_MS) continue;
      throw new WriteError(`${file} cannot be created; name another folder to render into`);
    }
    if (owner === 'empty' && waited < EMPTY_FOR_MS) {
      pause();
      continue;
    }
    if (owner === 'unreadable') return owner;
    // Our own is one that we were too slow to write: it is removed as a dead one is.
    if (owner !== 'empty' && owner.token !== me.token && isAlive(owner)) return owner;
    const other = acquire(`${file}.takeover`, me, disk);
    if (other === 'acquired') {
      try {
        const again = readOwner(file, disk);
        const same =
          typeof owner === 'object' && typeof again === 'object' ? again.token === owner.token : again === owner;
        if (same) disk.unlinkSync(file);
      } finally {
        release(`${file}.takeover`, me, disk);
      }
    } else if (waited < PATIENCE_MS && other !== 'unreadable') {
      pause();
    } else {
      return other;
    }
  }
}

/**
 * The system lets one process create the file. It is empty for a moment, and for good if that process is killed just
 * then: others wait before they take an empty lock for dead. Who was held up so long that they may be about to remove it
 * does not have it, whatever it holds by now.
 */
function create(file: string, me: Owner, disk: Disk): boolean {
  const begun = performance.now();
  let handle: number;
  try {
    handle = disk.openSync(file, 'wx');
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    disk.writeFileSync(handle, `${JSON.stringify(me)}\n`);
  } catch (error) {
    disk.unlinkSync(file);
    throw error;
  } finally {
    disk.closeSync(handle);
  }
  return performance.now() - begun < EMPTY_FOR_MS / 2;
}

/** A lock that cannot be deleted is harmless: the next run sees that its process is gone. */
function release(file: string, me: Owner, disk: Disk): void {
  try {
    const owner = readOwner(file, disk);
    if (typeof owner === 'object' && owner.token === me.token) disk.unlinkSync(file);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
}

/** A guard is left behind by a process that was killed while it took a lock over; that guard may have one of its own. */
function clearGuard(file: string, me: Owner, disk: Disk): void {
  const guard = `${file}.takeover`;
  const owner = readOwner(guard, disk);
  if (owner !== 'empty' && (typeof owner === 'string' || isAlive(owner))) return;
  if (acquire(guard, me, disk) !== 'acquired') return;
  clearGuard(guard, me, disk);
  release(guard, me, disk);
}

function readOwner(file: string, disk: Disk): Owner | 'gone' | 'empty' | 'unreadable' {
  const stat = disk.lstatSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return 'gone';
  if (!stat.isFile()) return 'unreadable';
  try {
    const text = disk.readFileSync(file, 'utf8');
    if (text === '') return 'empty';
    const owner: unknown = JSON.parse(text);
    return isOwner(owner) ? owner : 'unreadable';
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'gone';
    if (error instanceof SyntaxError) return 'unreadable';
    throw error;
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
}
