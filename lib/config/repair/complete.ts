import { z } from 'zod';
import { formatPath, isObject, type Json, type Path, valueAt } from '../../kubernetes/json.js';
import type { Declaration } from '../declaration.js';
import { type Fault, faultsIn } from '../describe-issue.js';
import { isWithin, touches } from '../path.js';
import { schemaAt } from '../schema/at.js';
import { KINDS, type Kind } from '../schema/kinds.js';
import type { SourceDocument } from '../source.js';
import { requiredIn } from './harmless.js';
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

/** What is known of the layers that a declaration is merged from. */
export interface Background {
  readonly layers: readonly SourceDocument[];
  readonly doubts: readonly Path[];
  readonly strangers: readonly Path[];
  /** What some layer removes without need: nobody knows what was meant. */
  readonly removed: readonly Path[];
}

const NOTHING_KNOWN: Background = { layers: [], doubts: [], strangers: [], removed: [] };

/** Judges a declaration whose layers are merged, and makes it complete for the sake of those that refer to it. */
export function complete(kind: Kind, merged: Json, background = NOTHING_KNOWN): Completed {
  const { layers, doubts, strangers, removed } = background;
  const { spec: schema } = KINDS[kind];
  const document = { spec: merged };
  const found = [...doubts, ...removed];
  let result: z.ZodSafeParseResult<unknown> = schema.safeParse(merged);
  const all = result.success ? [] : faultsIn(result.error.issues, schema, merged, ['spec']);
  // What was removed for nothing is missing now: said once.
  const isSaid = ({ path, about = [path] }: Fault) => about.some((one) => removed.some((gone) => isWithin(one, gone)));
  const faults = all.filter((fault) => !isSaid(fault) && !isExplained(fault, doubts, strangers));
  const around = new Map(all.map(({ path }) => [formatPath(path.slice(0, -1)), path.slice(0, -1)]));
  found.push(...[...around.values()].filter((mapping) => isBare(mapping, layers, schema, all)));
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

/** Whether a mapping says nothing of what it must, or nothing at all in some layer: it was to say something else. */
function isBare(
  mapping: Path,
  layers: readonly SourceDocument[],
  schema: z.ZodType,
  faults: readonly Fault[],
): boolean {
  const values = layers.map(({ data }) => valueAt(data, mapping));
  if (values.some((value) => isObject(value) && Object.keys(value).length === 0)) return true;
  const missing = new Set(faults.filter(({ reason }) => reason === 'required').map(({ path }) => formatPath(path)));
  const required = requiredIn(schemaAt(schema, mapping.slice(1)));
  return required.length > 0 && required.every((field) => missing.has(formatPath([...mapping, field])));
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
