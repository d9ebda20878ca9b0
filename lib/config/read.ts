import { isObject } from '../kubernetes/json.js';
import { type AliasBudget, aliasProblems } from './aliases.js';
import { forbiddenCharacter } from './characters.js';
import { dataOf, MAX_PROBLEMS } from './data.js';
import { directiveProblems } from './directives.js';
import { composeDocuments, type DocumentNode } from './nodes.js';
import type { Problem } from './problem.js';
import { type Remnant, remnantsOf, UNKNOWN } from './remnant.js';
import { disagreement } from './second-opinion.js';
import type { SourceDocument, SourceFile } from './source.js';
import { syntaxProblems } from './syntax.js';

export interface FileReading {
  /** Those without a problem. */
  readonly documents: SourceDocument[];
  readonly problems: Problem[];
  /** What can be made out of the others. */
  readonly broken?: Broken;
  /** Nothing but blank lines, comments and document markers. */
  readonly empty: boolean;
}

export interface Broken {
  /** Those with values that could not be read. */
  readonly documents: readonly SourceDocument[];
  /** Those of which too little could be read. */
  readonly remnants: readonly Remnant[];
  /** Of either sort: what ends where a document without a head begins. */
  readonly cut?: ReadonlySet<SourceDocument>;
}

/** In UTF-16 units; the tree reader bounds the bytes, this bounds what comes from elsewhere. */
export const MAX_FILE_CHARACTERS = 1024 * 1024;

/** The documents of a declaration file as plain data. A document with a problem is reported and left out. */
export function readDocuments(file: SourceFile): FileReading {
  if (file.text.length > MAX_FILE_CHARACTERS) {
    const message = `the file holds ${file.text.length} characters, ${MAX_FILE_CHARACTERS} are allowed`;
    return refused([{ place: { file }, message, hint: 'split it into several files' }]);
  }
  const forbidden = forbiddenCharacter(file);
  if (forbidden !== undefined) return refused([forbidden]);
  let nodes: DocumentNode[];
  try {
    nodes = composeDocuments(file);
  } catch (error) {
    return refused(syntaxProblems(file, error), remnantsOf(file));
  }
  const directives = directiveProblems(file);
  if (directives.length > 0) return refused(directives, remnantsOf(file));
  return readAll(file, nodes);
}

function readAll(file: SourceFile, nodes: readonly DocumentNode[]): FileReading {
  const documents: SourceDocument[] = [];
  const damaged: SourceDocument[] = [];
  const remnants: Remnant[] = [];
  const cut = new Set<SourceDocument>();
  const problems: Problem[] = [];
  const budget: AliasBudget = { values: 0, characters: 0 };
  const written = nodes.filter(({ root }) => root.kind !== 'scalar' || !root.absent || root.tag !== undefined);
  for (const [place, node] of written.entries()) {
    const { document, problems: found } = readOne(file, node, budget);
    problems.push(...found);
    if (document === undefined) remnants.push(UNKNOWN);
    else (found.length === 0 ? documents : damaged).push(document);
    if (document !== undefined && isContinued(written[place + 1])) cut.add(document);
    if (problems.length <= MAX_PROBLEMS) continue;
    remnants.push(UNKNOWN);
    break;
  }
  const doubt = problems.length === 0 ? disagreement(file, documents) : undefined;
  if (doubt !== undefined) return refused([doubt]);
  const broken = { documents: damaged, remnants, cut };
  const isBroken = damaged.length + remnants.length + cut.size > 0;
  return { documents, problems: bounded(file, problems), empty: written.length === 0, ...(isBroken ? { broken } : {}) };
}

/** What has nothing of a head is the rest of the document before it, cut in two by a stray marker. */
function isContinued(next: DocumentNode | undefined): boolean {
  if (next === undefined) return false;
  if (next.root.kind !== 'map') return true;
  return !next.root.entries.some(({ key }) => key.kind === 'scalar' && HEAD.has(key.text));
}

const HEAD: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

function readOne(
  file: SourceFile,
  node: DocumentNode,
  budget: AliasBudget,
): { problems: Problem[]; document?: SourceDocument } {
  if (node.root.kind !== 'map') return { problems: [notAMapping(file, node)] };
  const broken = aliasProblems(file, node, budget);
  if (broken.length > 0) return { problems: broken.slice(0, MAX_PROBLEMS + 1) };
  const { data, problems, unread } = dataOf(file, node);
  if (!isObject(data)) return { problems };
  const document = { file, index: node.index, data };
  return { problems, document: unread.length === 0 ? document : { ...document, unread } };
}

function refused(problems: Problem[], remnants: Remnant[] = [UNKNOWN]): FileReading {
  return { documents: [], problems, empty: false, broken: { documents: [], remnants } };
}

function bounded(file: SourceFile, problems: Problem[]): Problem[] {
  if (problems.length <= MAX_PROBLEMS) return problems;
  const end = file.text.length;
  const message = `more than ${MAX_PROBLEMS} problems in this file; the others are not listed`;
  return [...problems.slice(0, MAX_PROBLEMS), { place: { file, span: { start: end, end } }, message }];
}

function notAMapping(file: SourceFile, { index, root }: DocumentNode): Problem {
  return {
    place: { file, document: index, path: [] },
    message: `a document must be a mapping of fields, this one is ${root.kind === 'list' ? 'a list' : 'a single value'}`,
    hint: 'start with the fields apiVersion, kind, metadata and spec',
  };
}
