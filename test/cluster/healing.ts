import { describeObject, identityOf, type KubernetesObject } from '../../lib/kubernetes/object.js';
import { ApiError, type Client } from './client.js';
import type { ControlPlane } from './control-plane.js';
import { changedLeaves, countLeaves } from './leaves.js';
import { changeLeaves, removeLeaves } from './tampering.js';

/** How many of each kind are tampered with in each way: more would only take longer. */
const OF_EACH = 2;

/** Most of what takes longer than it shows is in the templates of admission policies. */
const MANY_LEAVES = 80;

/** What goes with them is not healed, whatever stands in git. */
const HOLD_DATA = ['Namespace', 'PersistentVolumeClaim'];

export interface Tampering {
  readonly objects: readonly KubernetesObject[];
  /** By kind: what was done to how many. */
  readonly done: ReadonlyMap<string, { changed: number; removed: number; deleted: number }>;
}

/**
 * Does harm with all rights of an administrator, to some objects of each kind: of some every leaf is changed, of others
 * every leaf is removed, and others are deleted.
 */
export async function tamperWith(client: Client, objects: readonly KubernetesObject[]): Promise<Tampering> {
  const done = new Map<string, { changed: number; removed: number; deleted: number }>();
  const touched: KubernetesObject[] = [];
  for (const kind of new Set(objects.map((object) => object.kind))) {
    const count = { changed: 0, removed: 0, deleted: 0 };
    done.set(kind, count);
    for (const [index, object] of sampleOf(objects, kind).entries()) {
      // What nobody can change can only be deleted.
      const turn = isImmutable(object) ? 2 : index % 3;
      if (turn === 0) count.changed += (await changeLeaves(client, object)).length;
      if (turn === 1) count.removed += (await removeLeaves(client, object)).length;
      if (turn === 2 && isHealable(object)) {
        await client.remove(object);
        count.deleted += 1;
      }
      touched.push(object);
    }
  }
  return { objects: touched, done };
}

/** From the smallest to the largest, and what can be changed before what cannot. */
function sampleOf(objects: readonly KubernetesObject[], kind: string): KubernetesObject[] {
  const all = objects
    .filter((object) => object.kind === kind)
    .toSorted(
      (a, b) =>
        Number(isImmutable(a)) - Number(isImmutable(b)) ||
        countLeaves(b) - countLeaves(a) ||
        identityOf(a).localeCompare(identityOf(b)),
    );
  const small = all.filter((object) => countLeaves(object) <= MANY_LEAVES);
  const from = small.length > 0 ? small : all.slice(-3);
  const step = Math.max(1, Math.floor(from.length / (3 * OF_EACH)));
  return from.filter((_, index) => index % step === 0).slice(0, 3 * OF_EACH);
}

function isImmutable({ immutable }: KubernetesObject): boolean {
  return immutable === true;
}

/**
 * Until every leaf of these is as it was written. Those that are not yet are looked at again, and in the end all at once.
 * `meanwhile` is done before each look but the first.
 */
export function untilHealed(
  plane: ControlPlane,
  objects: readonly KubernetesObject[],
  seconds: number,
  meanwhile: () => Promise<void> = async () => {},
) {
  let wounded = objects;
  const look = async (some: readonly KubernetesObject[]) => {
    const wounds = await Promise.all(some.map((object) => woundsOf(plane.admin, object)));
    wounded = some.filter((_, index) => wounds[index]?.length !== 0);
    if (wounded.length === 0) return;
    await meanwhile();
    throw new Error(wounds.flat().join('\n'));
  };
  return plane.until(
    'everything is healed',
    async () => {
      await look(wounded);
      await look(objects);
    },
    seconds,
  );
}

async function woundsOf(client: Client, object: KubernetesObject): Promise<string[]> {
  try {
    return changedLeaves(object, await client.get(object)).map((leaf) => `${describeObject(object)}: ${leaf}`);
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return [`${describeObject(object)}: deleted`];
    throw error;
  }
}

/** An Application with a finalizer takes its workloads with it. */
function isHealable({ kind, metadata }: KubernetesObject): boolean {
  return !HOLD_DATA.includes(kind) && metadata.finalizers === undefined;
}
