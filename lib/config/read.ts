import { isObject } from '../kubernetes/json.js';
import { type AliasBudget, aliasProblems } from './aliases.js';
import { forbiddenCharacter } from './characters.js';
import { dataOf, MAX_PROBLEMS } from './data.js';
import { directiveProblems } from './directives.js';
import { composeDocuments, type DocumentNode } from './nodes.js';
import type { Problem } from './problem.js';
import { disagreement } from './second-opinion.js';
import type { SourceDocument, SourceFile } from './source.js';
import { syntaxProblems } from './syntax.js';

export interface FileReading {
  readonly documents: SourceDocument[];
  readonly problems: Problem[];
  /** Nothing but blank lines, comments and document markers. */
  readonly empty: boolean;
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
    return refused(syntaxProblems(file, error));
  }
  const directives = directiveProblems(file);
  if (directives.length > 0) return refused(directives);
  return readAll(file, nodes);
}

function readAll(file: SourceFile, nodes: readonly DocumentNode[]): FileReading {
  const documents: SourceDocument[] = [];
  const problems: Problem[] = [];
  const budget: AliasBudget = { values: 0, characters: 0 };
  let empty = true;
  for (const node of nodes) {
    if (node.root.kind === 'scalar' && node.root.absent && node.root.tag === undefined) continue;
    empty = false;
    problems.push(...readOne(file, node, budget, documents));
    if (problems.length > MAX_PROBLEMS) break;
  }
  const doubt = problems.length === 0 ? disagreement(file, documents) : undefined;
  return doubt === undefined ? { documents, problems: bounded(file, problems), empty } : refused([doubt]);
}

function readOne(file: SourceFile, node: DocumentNode, budget: AliasBudget, documents: SourceDocument[]): Problem[] {
  if (node.root.kind !== 'map') return [notAMapping(file, node)];
  const broken = aliasProblems(file, node, budget);
  if (broken.length > 0) return broken.slice(0, MAX_PROBLEMS + 1);
  const { data, problems } = dataOf(file, node);
  if (problems.length === 0 && isObject(data)) documents.push({ file, index: node.index, data });
  return problems;
}

function refused(problems: Problem[]): FileReading {
  return { documents: [], problems, empty: false };
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
