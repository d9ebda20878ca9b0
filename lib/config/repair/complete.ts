import { z } from 'zod';
import { formatPath, isObject, type Json, type Path, valueAt } from '../../kubernetes/json.js';
import type { Declaration } from '../declaration.js';
import { type Fault, faultsIn } from '../describe-issue.js';
import { isWithin, touches } from '../path.js';
import { KINDS, type Kind } from '../schema/kinds.js';
import { standIn } from './stand-in.js';

export interface Completed {
  /** What is missing, or contradicts itself, and is not explained by what is known to be wrong. */
  readonly faults: readonly Fault[];
  /** Undefined where it cannot be completed. */
  readonly spec?: Declaration['spec'];
  readonly doubts: readonly Path[];
}

/** Filling in what is missing may bring up what else is. */
const MAX_ROUNDS = 5;

/**
 * Judges a declaration whose layers are merged, and makes it complete for the sake of those that refer to it.
 * `removed` is what some layer removes without need: nobody knows what was meant.
 */
export function complete(
  kind: Kind,
  merged: Json,
  doubts: readonly Path[] = [],
  strangers: readonly Path[] = [],
  removed: readonly Path[] = [],
): Completed {
  const { spec: schema } = KINDS[kind];
  const document = { spec: merged };
  const found = [...doubts, ...removed];
  let result: z.ZodSafeParseResult<unknown> = schema.safeParse(merged);
  const all = result.success ? [] : faultsIn(result.error.issues, schema, merged, ['spec']);
  // What was removed for nothing is missing now: said once.
  const isSaid = ({ path, about = [path] }: Fault) => about.some((one) => removed.some((gone) => isWithin(one, gone)));
  const faults = all.filter((fault) => !isSaid(fault) && !isExplained(fault, doubts, strangers));
  found.push(...all.map(({ path }) => path.slice(0, -1)).filter((mapping) => isBare(document, mapping)));
  let left = all;
  for (let round = 0; left.length > 0; round++) {
    for (const { path, about } of left) {
      const place = about === undefined ? standIn(schema, document, path) : path;
      if (round === MAX_ROUNDS || place === undefined) return { faults, doubts: found };
      found.push(...(about ?? [place]));
    }
    result = looseSchema(kind).safeParse(document.spec);
    left = result.success ? [] : faultsIn(result.error.issues, schema, document.spec, ['spec']);
  }
  return { faults, doubts: found, ...(result.success ? { spec: result.data as Declaration['spec'] } : {}) };
}

/** What is missing may be what somebody meant with a field that nobody knows; and of what is in doubt nothing is said. */
function isExplained({ path, about = [path] }: Fault, doubts: readonly Path[], strangers: readonly Path[]): boolean {
  const known = new Set(strangers.map(formatPath));
  return about.some((place) => known.has(formatPath(place.slice(0, -1))) || touches(place, doubts));
}

/** An empty mapping that has to say something was most likely to say more than what it must. */
function isBare(document: object, mapping: Path): boolean {
  const value = valueAt(document, mapping);
  return isObject(value) && Object.keys(value).length === 0;
}

/** Without the rules for the spec as a whole: one that breaks them still has its fields. */
function looseSchema(kind: Kind): z.ZodType {
  const known = loose.get(kind);
  if (known !== undefined) return known;
  const schema = z.strictObject((KINDS[kind].spec as z.ZodObject).shape);
  loose.set(kind, schema);
  return schema;
}

const loose = new Map<Kind, z.ZodType>();
