import { valueAt } from '../kubernetes/json.js';
import { identityOf } from './declaration.js';
import { nameFault } from './declaration-name.js';
import { type Fault, faultsIn, problemOf } from './describe-issue.js';
import { misplaced, type Standing, standingOf } from './place.js';
import type { Problem } from './problem.js';
import { headSchema } from './schema/document.js';
import { show } from './schema/fields.js';
import type { Kind } from './schema/kinds.js';
import type { SourceDocument } from './source.js';

/** A document whose head is in order: it has a kind, a name and stands where that kind may stand. */
export interface Statement {
  readonly kind: Kind;
  readonly name: string;
  readonly tenant?: string;
  readonly identity: string;
  readonly document: SourceDocument;
}

/** A folder below the declarations, by the identity of what is stated in it. */
export interface Layer {
  readonly name: string;
  readonly statements: ReadonlyMap<string, Statement>;
}

/** The Environment of a layer that is a cluster of its own. */
export function environmentOf(layer: Layer): SourceDocument | undefined {
  return layer.statements.get(identityOf('Environment', layer.name))?.document;
}

/** Sorts documents into layers; `root` is the declarations' folder as it is shown in file paths. */
export function layersOf(documents: readonly SourceDocument[], root: string, problems: Problem[]): Map<string, Layer> {
  const layers = new Map<string, { name: string; statements: Map<string, Statement> }>();
  for (const document of documents) {
    const standing = standingOf(document.file.path.slice(root.length + 1));
    if (typeof standing === 'string') {
      problems.push({ place: { file: document.file }, message: standing });
      continue;
    }
    const statement = statementOf(document, standing, problems);
    if (statement === undefined) continue;
    const layer = layers.get(standing.layer) ?? { name: standing.layer, statements: new Map() };
    layers.set(standing.layer, layer);
    const first = layer.statements.get(statement.identity);
    if (first === undefined) layer.statements.set(statement.identity, statement);
    else problems.push(duplicate(statement, first));
  }
  return layers;
}

function statementOf(document: SourceDocument, standing: Standing, problems: Problem[]): Statement | undefined {
  const { file, index } = document;
  const report = (fault: Fault) =>
    problems.push(problemOf(fault, { file, document: index, path: fault.path, part: fault.part }));
  const head = headSchema.safeParse(document.data);
  if (!head.success) {
    for (const fault of faultsIn(head.error.issues, headSchema, document.data)) report(ofItsKind(fault, document));
    return undefined;
  }
  const { kind, metadata } = head.data;
  const fault = misplaced(kind, metadata.name, standing);
  if (fault !== undefined) {
    report(fault);
    return undefined;
  }
  const tenant = standing.tenant === undefined ? {} : { tenant: standing.tenant };
  return { kind, name: metadata.name, ...tenant, identity: identityOf(kind, metadata.name, standing.tenant), document };
}

/** Every name is a DNS subdomain, and some kinds' more than that: who is told half of it is told twice. */
function ofItsKind(fault: Fault, { data }: SourceDocument): Fault {
  const name = valueAt(data, ['metadata', 'name']);
  if (fault.path.join('.') !== 'metadata.name' || typeof name !== 'string') return fault;
  return { ...fault, reason: nameFault(data.kind, name) ?? fault.reason };
}

function duplicate(statement: Statement, first: Statement): Problem {
  const path = ['metadata', 'name'];
  const at = ({ document }: Statement) => ({ file: document.file, document: document.index, path });
  return {
    place: at(statement),
    message: `${statement.kind} ${show(statement.name)} is declared twice in this layer`,
    hint:
      statement.kind === 'Environment' ? 'remove one: a folder is one cluster' : 'remove one, or give it another name',
    related: { place: at(first), message: 'first declared here' },
  };
}
