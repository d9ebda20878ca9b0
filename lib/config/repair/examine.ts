import { isObject, type Json, type Path } from '../../kubernetes/json.js';
import { type Fault, faultsOf } from '../describe-issue.js';
import { documentSchema } from '../schema/document.js';
import type { Kind } from '../schema/kinds.js';
import type { SourceDocument } from '../source.js';
import { Mending } from './mending.js';

/**
 * A document made such that it can be judged together with others, whatever is wrong with it by itself. Nothing of
 * that is ever rendered: where anything is wrong, there is no rendering.
 */
export interface Mended {
  readonly document: SourceDocument;
  /** What nobody knows of it: values that are not the ones that were written, or will be. */
  readonly doubts: readonly Path[];
  /** Mappings that hold a field which nobody knows. */
  readonly strangers: readonly Path[];
}

export interface Examined {
  readonly faults: readonly Fault[];
  /** Undefined where too little of the document can be made out. */
  readonly mended?: Mended;
}

/**
 * Values times faults: where more is wrong, what is right cannot be told from it, and for every fault it is asked of
 * every value whether it may be what was meant.
 */
const MAX_WORK = 10_000;

/** What stands below a field that is taken for another is judged in the round after. */
const MAX_ROUNDS = 5;

/** What is wrong in a document as it stands in its file, but for its head, and the document without that. */
export function examine(kind: Kind, document: SourceDocument): Examined {
  const { unread = [] } = document;
  // What is missing may stand in the part that could not be read.
  if (unread.some((path) => path.length === 0))
    return { faults: faultsIn(kind, document.data).filter(({ path, part }) => path.length > 1 || part === 'key') };
  const first = unread.length === 0 ? faultsIn(kind, document.data) : [];
  if (unread.length === 0 && first.length === 0) return { faults: [], mended: { document, doubts: [], strangers: [] } };
  const work = new Mending(kind, document);
  if (!unread.every((path) => work.replace(path))) return { faults: [] };
  const faults = unread.length === 0 ? first : faultsIn(kind, work.data);
  const size = valuesIn(document.data);
  let left = faults;
  for (let round = 0; left.length > 0; round++) {
    if (round === MAX_ROUNDS || left.length * size > MAX_WORK || !left.every((fault) => work.mend(fault)))
      return { faults };
    left = faultsIn(kind, work.data);
  }
  // A whole spec in a field that nobody knows.
  if (work.strangers.length > 0 && isEmpty(work.data.spec)) return { faults };
  return { faults, mended: { document: work.of(document), doubts: work.doubts, strangers: work.strangers } };
}

function valuesIn(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + valuesIn(inner), 1);
}

function isEmpty(spec: Json | undefined): boolean {
  return isObject(spec) && Object.keys(spec).length === 0;
}

function faultsIn(kind: Kind, data: SourceDocument['data']): Fault[] {
  return faultsOf(documentSchema(kind), data).filter(({ path }) => !isOfHead(path));
}

/** Judged before: without a head nobody knows what a document is. */
function isOfHead([first, second, ...below]: Path): boolean {
  if (first === 'metadata') return second === undefined || (second === 'name' && below.length === 0);
  return first === 'apiVersion' || first === 'kind';
}
