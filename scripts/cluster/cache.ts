import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { errorCode } from '../../lib/synth/disk.js';
import { isAlive, isOwner, OWNED_BY_THIS_THREAD, thisOwner } from '../../lib/synth/lock-owner.js';

/** Outside the tree: clones and branches share what they build. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  if (env.BULKHEAD_CLUSTER_CACHE) return resolve(env.BULKHEAD_CLUSTER_CACHE);
  return resolve(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'bulkhead/cluster');
}

const DRAFT_PREFIX = '.draft-';
const OWNER = 'owner.json';
/** Longer than it takes to say who owns a draft. */
const NAMELESS = 60 * 60 * 1000;

/** Where a run works: nobody looks into it, and it is put into its place whole. */
export class Draft {
  readonly folder: string;
  /** What will be the part's own folder. */
  readonly out: string;
  private readonly owner = thisOwner();

  constructor(cache: string) {
    mkdirSync(cache, { recursive: true });
    this.folder = mkdtempSync(join(cache, DRAFT_PREFIX));
    OWNED_BY_THIS_THREAD.add(this.owner.token);
    writeFileSync(join(this.folder, OWNER), JSON.stringify(this.owner));
    this.out = join(this.folder, 'out');
    mkdirSync(this.out);
  }

  publish(place: string): void {
    try {
      renameSync(this.out, place);
    } catch (error) {
      // Another run was first. The place says what it is made from, so that both have made the same.
      if (!['EEXIST', 'ENOTEMPTY'].includes(errorCode(error) ?? '')) throw error;
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
    OWNED_BY_THIS_THREAD.delete(this.owner.token);
  }
}

/** Removes what runs that were killed have left. */
export function removeDeadDrafts(cache: string): void {
  const names = existsSync(cache) ? readdirSync(cache) : [];
  for (const draft of names.filter((name) => name.startsWith(DRAFT_PREFIX)).map((name) => join(cache, name)))
    try {
      if (isDead(draft)) rmSync(draft, { recursive: true, force: true });
    } catch {
      // A compiler that outlived its run still writes there, or another run removes it too: then a later run will.
    }
}

function isDead(draft: string): boolean {
  try {
    const owner: unknown = JSON.parse(readFileSync(join(draft, OWNER), 'utf8'));
    if (isOwner(owner)) return !isAlive(owner);
  } catch {
    // Its run has not come so far, or was killed before it did.
  }
  return Date.now() - statSync(draft).mtimeMs > NAMELESS;
}
