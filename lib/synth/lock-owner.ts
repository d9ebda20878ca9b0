import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { threadId } from 'node:worker_threads';
import { errorCode } from './disk.js';

/** Who holds a lock: enough to tell, on the same machine, whether that very process still runs. */
export interface Owner {
  token: string;
  pid: number;
  thread: number;
  /** When the process started, in ticks since boot: a later process with the same number is another one. */
  started: string;
  boot: string;
  /** The namespace the process number belongs to: two containers of one host may share the host's name. */
  namespace: string;
  host: string;
}

/** The tokens of the locks that this thread has and has not let go. */
export const OWNED_BY_THIS_THREAD = new Set<string>();

export function isOwner(value: unknown): value is Owner {
  if (typeof value !== 'object' || value === null) return false;
  const { token, pid, thread, started, boot, namespace, host } = value as Record<string, unknown>;
  const texts = [token, started, boot, namespace, host].every((each) => typeof each === 'string');
  return texts && Number.isSafeInteger(pid) && (pid as number) > 0 && Number.isSafeInteger(thread);
}

export function thisOwner(): Owner {
  return {
    token: randomUUID(),
    pid: process.pid,
    thread: threadId,
    started: startOf(process.pid) ?? '',
    boot: readFact('/proc/sys/kernel/random/boot_id'),
    namespace: pidNamespace(),
    host: hostname(),
  };
}

export function isOnThisMachine(owner: Owner): boolean {
  return owner.host === hostname() && (owner.namespace === pidNamespace() || rebooted(owner));
}

function rebooted(owner: Owner): boolean {
  return owner.boot !== '' && owner.boot !== readFact('/proc/sys/kernel/random/boot_id');
}

export function isAlive(owner: Owner): boolean {
  if (!isOnThisMachine(owner)) return true;
  if (rebooted(owner)) return false;
  // In this order: a process that ends in between is seen to be gone, not only hidden.
  const started = startOf(owner.pid);
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
  }
  if (started === 'ended' || (started !== undefined && owner.started !== '' && started !== owner.started)) return false;
  // Our own number: another thread of ours may be at work, but this one knows what it holds.
  return owner.pid !== process.pid || owner.thread !== threadId || OWNED_BY_THIS_THREAD.has(owner.token);
}

/** `ended` has a process that only waits to be collected; undefined where the system does not say, as under hidepid. */
function startOf(pid: number): string | undefined {
  // The name of the program stands in parentheses and may hold anything; what follows is fixed.
  const text = readFact(`/proc/${pid}/stat`);
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : fields[19];
}

function readFact(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
