import { z } from 'zod';
import { formatPath, isObject, type Path, valueAt } from '../kubernetes/json.js';
import type { Declaration } from './declaration.js';
import { problemOf } from './describe-issue.js';
import type { Doubt } from './doubt.js';
import type { Judged } from './judge.js';
import { withSortedKeys } from './key-order.js';
import type { Statement } from './layers.js';
import { mergeLayers } from './merge.js';
import { placeOf } from './origin.js';
import { isWithin, touches } from './path.js';
import type { Problem } from './problem.js';
import { type IdleRemoval, idleRemovals } from './removals.js';
import { complete } from './repair/complete.js';
import type { Mended } from './repair/examine.js';
import { fieldsAt, schemaAt } from './schema/at.js';
import { KINDS, type Kind } from './schema/kinds.js';
import type { SourceDocument } from './source.js';

/**
 * The declaration that some layers make together. Where they are faulty it is completed with what is harmless, and
 * those values are in doubt; where nothing is known of it, or may be `patched` by what cannot be read, they all are.
 */
export function declare(
  group: readonly Statement[],
  patched: boolean,
  judged: Judged,
  doubt: Doubt,
  problems: Problem[],
): Declaration | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  const documents = group.map(({ document }) => document);
  if (patched || group.some(({ lost }) => lost))
    return declaration(first, documents, unknown(first.kind, judged, doubt), true);
  const alone = documents.length === 1 ? first.document : undefined;
  const known = alone === undefined ? undefined : judged.alone.get(alone);
  if (known !== undefined) return known;
  const spec = alone === undefined ? undefined : judged.complete.get(alone);
  const found =
    spec === undefined ? merged(first, documents, judged, doubt, problems) : declaration(first, documents, spec);
  if (alone !== undefined && found !== undefined) judged.alone.set(alone, found);
  return found;
}

function declaration(
  { kind, name, tenant, identity }: Statement,
  layers: readonly SourceDocument[],
  spec: Declaration['spec'] | undefined,
  lost = false,
): Declaration | undefined {
  if (spec === undefined) return undefined;
  return {
    kind,
    name,
    ...(tenant === undefined ? {} : { tenant }),
    identity,
    spec,
    declared: spec,
    layers,
    ...(lost ? { lost } : {}),
  };
}

function merged(
  statement: Statement,
  documents: readonly SourceDocument[],
  judged: Judged,
  doubt: Doubt,
  problems: Problem[],
): Declaration | undefined {
  const { kind, identity } = statement;
  const { complete: wholes, mended } = judged;
  const parts = documents.flatMap((document) => mended.get(document) ?? (wholes.has(document) ? intact(document) : []));
  if (parts.length < documents.length) return declaration(statement, documents, unknown(kind, judged, doubt), true);
  const layers = parts.map(({ document }) => document);
  const doubts = parts.flatMap((part, index) =>
    part.doubts.filter((path) => !isSettled(path, layers.slice(index + 1))),
  );
  const strangers = parts.flatMap((part) => part.strangers);

  const removals = idleRemovals(layers);
  problems.push(...removals.filter((removal) => !isExplained(removal, doubts, strangers)));
  const spec = withSortedKeys(mergeLayers(layers.map(({ data }) => data)).spec ?? null);
  const removed = removals.map(({ path }) => path);
  const completed = complete(kind, spec, { layers, doubts, strangers, removed });
  for (const fault of completed.faults)
    problems.push(problemOf(fault, placeOf({ identity, layers }, fault.path, fault.part)));
  return completed.spec === undefined
    ? declaration(statement, layers, unknown(kind, judged, doubt), true)
    : declaration(statement, layers, inDoubt(kind, completed.spec, completed.doubts, doubt));
}

/** What is missing behind a colon may be what stands further out, as a field that nobody knows. */
function isExplained({ path, certain }: IdleRemoval, doubts: readonly Path[], strangers: readonly Path[]): boolean {
  return strangers.some((mapping) => isWithin(path, mapping)) || (!certain && touches(path, doubts));
}

function intact(document: SourceDocument): Mended {
  return { document, doubts: [], strangers: [] };
}

/** A later layer that says something else there leaves no doubt: what a map has may come from any. */
function isSettled(path: Path, later: readonly SourceDocument[]): boolean {
  return later.some(({ data }) =>
    path.some((_, depth) => {
      const value = valueAt(data, path.slice(0, depth + 1));
      return value !== undefined && !isObject(value);
    }),
  );
}

function inDoubt(kind: Kind, spec: Declaration['spec'], paths: readonly Path[], doubt: Doubt): Declaration['spec'] {
  const { spec: schema } = KINDS[kind];
  const parts = paths.flatMap(([, ...path]) =>
    path.length > 0 ? [path] : fieldsAt(schema, []).map((field) => [field]),
  );
  // All of them before the first is cast: looking at a value that is in doubt would be a doubt already.
  const bearers = parts.map((path) => bearerOf(schema, spec, path));
  const few = bearers.length > MAX_DOUBTS ? bearers.map((path) => path.slice(0, 1)) : bearers;
  const once = new Map(few.map((path) => [formatPath(path), path]));
  return [...once.values()].reduce((all, path) => doubt.cast(all, path), spec);
}

/** Beyond that whole fields of the spec are in doubt: each path costs a copy of what is around it. */
const MAX_DOUBTS = 100;

/** An entry that is not there leaves in doubt which entries there are. */
function bearerOf(schema: z.ZodType, spec: Declaration['spec'], path: Path): Path {
  const missing = path.findIndex((_, depth) => {
    const isMap = schemaAt(schema, path.slice(0, depth)) instanceof z.ZodRecord;
    return isMap && valueAt(spec, path.slice(0, depth + 1)) === undefined;
  });
  return missing < 0 ? path : path.slice(0, missing);
}

/** A spec of which nothing is known, the same for all; undefined for a kind that nobody asks about. */
function unknown(kind: Kind, { unknown: known }: Judged, doubt: Doubt): Declaration['spec'] | undefined {
  if (!known.has(kind)) {
    const { spec } = complete(kind, {});
    known.set(kind, spec === undefined ? undefined : inDoubt(kind, spec, [['spec']], doubt));
  }
  return known.get(kind);
}
