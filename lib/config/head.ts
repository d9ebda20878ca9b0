import { type Path, valueAt } from '../kubernetes/json.js';
import { isDnsSubdomain } from '../kubernetes/names.js';
import { nameFault } from './declaration-name.js';
import { type Fault, faultsOf, problemOf } from './describe-issue.js';
import { isWithin } from './path.js';
import { misplaced, type Standing } from './place.js';
import type { Problem } from './problem.js';
import { headSchema, UNCOMPILED } from './schema/document.js';
import { KIND_NAMES, type Kind } from './schema/kinds.js';
import type { SourceDocument } from './source.js';

/** What a document is, as far as it can be made out. */
export interface Head {
  readonly kind?: Kind;
  readonly name?: string;
  /** Whether that kind and name may stand where the document does. */
  readonly inPlace: boolean;
  /** An Environment that calls itself something else than its folder. */
  readonly misnamed: boolean;
  readonly problems: Problem[];
}

/** `standing` is undefined where no declaration at all may stand. */
export function headOf(document: SourceDocument, standing: Standing | undefined): Head {
  const { file, index, data, unread = [] } = document;
  const sound = headSchema.safeParse(data, UNCOMPILED).data;
  if (sound !== undefined && standing !== undefined && unread.length === 0) {
    const { kind, metadata } = sound;
    if (misplaced(kind, metadata.name, standing) === undefined)
      return { kind, name: metadata.name, inPlace: true, misnamed: false, problems: [] };
  }
  const isUnread = (path: Path) => unread.some((lost) => isWithin(path, lost));
  const faults = faultsOf(headSchema, data)
    .filter(({ path }) => !isUnread(path))
    .map((fault) => ofItsKind(fault, document));
  const kind = isUnread(['kind']) ? undefined : KIND_NAMES.find((one) => one === data.kind);
  const name = isUnread(['metadata', 'name']) ? undefined : nameIn(document);
  const fault = kind === undefined || standing === undefined ? undefined : misplaced(kind, name, standing);
  if (fault !== undefined) faults.push(fault);
  return {
    ...(kind === undefined ? {} : { kind }),
    // A folder has one Environment, named like it: whatever this one calls itself.
    ...(kind === 'Environment' && standing !== undefined
      ? { name: standing.layer }
      : name === undefined
        ? {}
        : { name }),
    misnamed: kind === 'Environment' && name !== standing?.layer,
    inPlace: standing !== undefined && (fault === undefined || fault.path[0] !== 'kind'),
    problems: faults.map((one) => problemOf(one, { file, document: index, path: one.path, part: one.part })),
  };
}

function nameIn({ data }: SourceDocument): string | undefined {
  const name = valueAt(data, ['metadata', 'name']);
  return typeof name === 'string' && isDnsSubdomain(name) ? name : undefined;
}

/** Every name is a DNS subdomain, and some kinds' more than that: who is told half of it is told twice. */
function ofItsKind(fault: Fault, { data }: SourceDocument): Fault {
  const name = valueAt(data, ['metadata', 'name']);
  if (fault.path.join('.') !== 'metadata.name' || typeof name !== 'string') return fault;
  return { ...fault, reason: nameFault(data.kind, name) ?? fault.reason };
}
