import type { JsonObject } from '../kubernetes/json.js';
import { isObject } from '../kubernetes/json.js';
import { isDnsSubdomain } from '../kubernetes/names.js';
import { identityOf } from './declaration.js';
import { misplaced, type Standing, standingOf } from './place.js';
import type { Problem } from './problem.js';
import { show } from './schema/fields.js';
import { API_VERSION, KIND_NAMES, type Kind } from './schema/kinds.js';
import type { SourceDocument } from './source.js';
import { didYouMean } from './suggest.js';

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
  const { data, file, index } = document;
  const found: Problem[] = [];
  const report = (path: string[], message: string, hint?: string) =>
    found.push({ place: { file, document: index, path }, message, ...(hint === undefined ? {} : { hint }) });

  if (data.apiVersion !== API_VERSION)
    report(
      ['apiVersion'],
      data.apiVersion === undefined ? 'apiVersion: required' : `apiVersion: ${show(data.apiVersion)} is not known`,
      `write ${API_VERSION}`,
    );
  const kind = KIND_NAMES.find((name) => name === data.kind);
  if (kind === undefined) {
    const hint = typeof data.kind === 'string' ? didYouMean(data.kind, KIND_NAMES) : undefined;
    report(
      ['kind'],
      data.kind === undefined ? 'kind: required' : `kind: ${show(data.kind)} is not known`,
      hint ?? `allowed: ${KIND_NAMES.join(', ')}`,
    );
  } else {
    const reason = misplaced(kind, standing);
    if (reason !== undefined) report(['kind'], reason);
  }
  const name = nameOf(data);
  if (typeof name !== 'string' || !isDnsSubdomain(name))
    report(
      ['metadata', 'name'],
      name === undefined ? 'metadata.name: required' : `metadata.name: ${show(name)} is not a DNS subdomain`,
    );

  problems.push(...found);
  if (found.length > 0 || kind === undefined || typeof name !== 'string') return undefined;
  const { tenant } = standing;
  return {
    kind,
    name,
    identity: identityOf(kind, name, tenant),
    document,
    ...(tenant === undefined ? {} : { tenant }),
  };
}

function nameOf(data: JsonObject): unknown {
  return isObject(data.metadata) ? data.metadata.name : undefined;
}

function duplicate(statement: Statement, first: Statement): Problem {
  const path = ['metadata', 'name'];
  const at = ({ document }: Statement) => ({ file: document.file, document: document.index, path });
  return {
    place: at(statement),
    message: `${statement.kind} ${show(statement.name)} is declared twice in this layer`,
    hint: 'remove one, or give it another name',
    related: { place: at(first), message: 'first declared here' },
  };
}
