import { formatPath } from '../kubernetes/json.js';
import type { Declaration } from './declaration.js';
import { problemOf } from './describe-issue.js';
import type { Problem } from './problem.js';
import { examine, type Mended } from './repair/examine.js';
import { completeSpec } from './schema/document.js';
import type { Kind } from './schema/kinds.js';
import type { SourceDocument } from './source.js';

/** What every environment shares while a fleet is read. */
export interface Judged {
  /** Specs of the documents that are complete by themselves, defaults filled in. */
  readonly complete: ReadonlyMap<SourceDocument, Declaration['spec']>;
  /** The others: patches, and what is left of those with a fault of their own. Missing where that is too little. */
  readonly mended: ReadonlyMap<SourceDocument, Mended>;
  /** Documents that have so little in common with their kind that another may have been meant. */
  readonly alien: readonly SourceDocument[];
  /** A document that nobody patches is the same declaration in all environments. */
  readonly alone: Map<SourceDocument, Declaration>;
  /** What stands for specs of which nothing is known. */
  readonly unknown: Map<Kind, Declaration['spec'] | undefined>;
}

/** Judges every document as it stands in its file: once, whether three environments inherit it or none. */
export function judge(documents: ReadonlyMap<SourceDocument, Kind | undefined>, problems: Problem[]): Judged {
  const complete = new Map<SourceDocument, Declaration['spec']>();
  const mended = new Map<SourceDocument, Mended>();
  const alien: SourceDocument[] = [];
  for (const [document, kind] of documents) {
    if (kind === undefined) continue;
    const spec = document.unread === undefined ? completeSpec(kind, document.data) : undefined;
    if (spec !== undefined) {
      complete.set(document, spec);
      continue;
    }
    const examined = examine(kind, document);
    if (examined.mended !== undefined) mended.set(document, examined.mended);
    if (examined.mended?.strangers.some((mapping) => formatPath(mapping) === 'spec') ?? true) alien.push(document);
    for (const fault of examined.faults) {
      const place = { file: document.file, document: document.index, path: fault.path, part: fault.part };
      problems.push(problemOf(fault, place));
    }
  }
  return { complete, mended, alien, alone: new Map(), unknown: new Map() };
}
