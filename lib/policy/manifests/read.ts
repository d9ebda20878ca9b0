import { parseEvents } from 'js-yaml';
import type { Problem } from '../../config/problem.js';
import type { Place, SourceFile } from '../../config/source.js';
import { syntaxProblems } from '../../config/syntax.js';
import type { Path } from '../../kubernetes/json.js';
import { identityOf } from '../../kubernetes/object.js';
import type { Locator } from '../judge.js';
import type { JudgedObject } from '../judged-object.js';
import type { NotEvaluated } from '../not-evaluated.js';
import { type AliasBudget, MAX_ALIASED } from './alias.js';
import { readBlockStyle } from './block-style.js';
import { documentsOf, type ReadDocument } from './data.js';
import { LIMITS, MAX_LEVELS, type ManifestLimits } from './limits.js';
import { type Sorted, sortDocument } from './manifest-object.js';
import { type Piece, piecesOf } from './piece.js';

/** The objects of manifests that nobody declared here: helm's output, kustomize's, anyone's. */
export interface Manifests {
  readonly objects: readonly JudgedObject[];
  /** What cannot be read, or what no API server would take. What else there is, is judged all the same. */
  readonly problems: readonly Problem[];
  /** Documents that are no objects. */
  readonly notEvaluated: readonly NotEvaluated[];
  readonly locator: Locator;
}

/** Reads YAML and JSON as kubectl does. Never throws for what stands in the files. */
export function readManifests(files: readonly SourceFile[], limits: ManifestLimits = LIMITS): Manifests {
  const reader = new ManifestReader(limits);
  for (const file of files) if (!reader.read(file)) break;
  return reader;
}

/** Of one file. Nobody reads more, and there may be a million. */
const MAX_PROBLEMS = 200;

interface Origin {
  readonly piece: Piece;
  /** Among the documents of the piece. */
  readonly index: number;
  /** Of the object in its document: `items[3]` in a List. */
  readonly path: Path;
}

class ManifestReader implements Manifests {
  readonly objects: JudgedObject[] = [];
  readonly problems: Problem[] = [];
  readonly notEvaluated: NotEvaluated[] = [];
  readonly locator: Locator = {
    declaration: () => undefined,
    manifest: (object, path) => this.placeOf(object, path),
  };
  private readonly limits: ManifestLimits;
  private documentCount = 0;
  private objectCount = 0;
  private readonly origins = new Map<JudgedObject, Origin>();

  constructor(limits: ManifestLimits) {
    this.limits = limits;
  }

  /** False where there is more than may be read. */
  read(file: SourceFile): boolean {
    const found: Problem[] = [];
    const budget = { left: MAX_ALIASED };
    let document = 0;
    let goesOn = true;
    for (const piece of piecesOf(file)) {
      const documents = this.documents(piece, budget, found);
      this.documentCount += Math.max(documents.length, 1);
      for (const [index, { data, faults }] of documents.entries()) {
        for (const { message, span, hint } of faults) found.push(problem(piece.placeAt(span), message, hint));
        if (faults.length === 0) this.keep(sortDocument(data), { piece, index }, document, found);
        document += 1;
        if (found.length > MAX_PROBLEMS) break;
      }
      goesOn = this.isWithinLimits(file);
      if (!goesOn || found.length > MAX_PROBLEMS) break;
    }
    this.problems.push(...(found.length > 0 && isTemplate(file) ? [templateProblem(file)] : found));
    return goesOn;
  }

  private isWithinLimits(file: SourceFile): boolean {
    const { documents, objects } = this.limits;
    if (this.documentCount <= documents && this.objectCount <= objects) return true;
    const what =
      this.documentCount > documents
        ? `${documents.toLocaleString('en-US')} documents`
        : `${objects.toLocaleString('en-US')} objects`;
    const message = `more than ${what}; nothing further was read`;
    this.problems.push(problem({ file }, message, 'check fewer at a time'));
    return false;
  }

  private documents(piece: Piece, budget: AliasBudget, found: Problem[]): ReadDocument[] {
    const { text } = piece;
    const refused = tooLarge(text, this.limits) ?? unclearLines(text);
    if (refused !== undefined) {
      found.push({ ...refused, place: piece.placeAt({ start: refused.at, end: refused.at + 1 }) });
      return [];
    }
    const data = /^---\s*$/.test(text) ? null : readBlockStyle(text);
    if (data !== undefined) return [{ data, faults: [] }];
    try {
      // The parser counts scalars too: one more than collections may nest.
      return documentsOf(text, parseEvents(text, { maxDepth: MAX_LEVELS + 1 }), MAX_LEVELS, budget);
    } catch (error) {
      const source = { path: piece.file.path, text };
      for (const { place, message, hint } of syntaxProblems(source, error))
        found.push(problem(piece.placeAt(place.span ?? { start: 0, end: 1 }), message, hint));
      return [];
    }
  }

  private keep(sorted: readonly Sorted[], where: Omit<Origin, 'path'>, document: number, found: Problem[]): void {
    const { piece, index } = where;
    const file = piece.file.path;
    for (const one of sorted) {
      this.objectCount += 1;
      if (this.objectCount > this.limits.objects || found.length > MAX_PROBLEMS) return;
      if (one.as === 'fault') found.push(problem(piece.placeOf(index, one.path), one.message, one.hint));
      else if (one.as === 'other') this.notEvaluated.push({ file, reason: one.reason });
      else {
        const { object, generated, path } = one;
        const number = this.objects.length;
        // The server makes a name for each: two of them are never one object.
        const identity = generated ? `${identityOf(object)}#${number}` : identityOf(object);
        const judged = { object, identity, file, document };
        this.objects.push(judged);
        this.origins.set(judged, { ...where, path });
      }
    }
  }

  private placeOf(object: JudgedObject, path: Path): Place | undefined {
    const origin = this.origins.get(object);
    return origin?.piece.placeOf(origin.index, [...origin.path, ...path]);
  }
}

function problem(place: Place, message: string, hint: string | undefined): Problem {
  return hint === undefined ? { place, message } : { place, message, hint };
}

interface Refused {
  readonly at: number;
  readonly message: string;
  readonly hint: string;
}

function tooLarge(text: string, limits: ManifestLimits): Refused | undefined {
  const { documentCharacters, documentValues } = limits;
  const hint = 'split it into several documents';
  if (text.length > documentCharacters) {
    const allowed = documentCharacters.toLocaleString('en-US');
    return {
      at: 0,
      message: `a document of ${text.length.toLocaleString('en-US')} characters; ${allowed} are allowed`,
      hint,
    };
  }
  if (text.length < documentValues) return undefined;
  let values = 0;
  for (let at = 0; at < text.length; at += 1) if (BRINGS_A_VALUE[text.charCodeAt(at)] === 1) values += 1;
  // A line `...` ends a document, and the next one needs no mark.
  for (let at = text.indexOf('\n...'); at >= 0; at = text.indexOf('\n...', at + 1)) values += 5;
  if (values <= documentValues) return undefined;
  return { at: 0, message: `a document of more than ${documentValues.toLocaleString('en-US')} values`, hint };
}

/** What no value stands without, whichever way a document is written. */
const BRINGS_A_VALUE = Uint8Array.from({ length: 128 }, (_, code) =>
  ',:?-[{'.includes(String.fromCharCode(code)) ? 1 : 0,
);

/**
 * Go's reader ends a line where YAML 1.1 did, ours does not: behind such a character a comment could hide a field that
 * only the cluster sees.
 */
function unclearLines(text: string): Refused | undefined {
  const at = text.search(/[\u0085\u2028\u2029]/);
  if (at < 0) return undefined;
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  const message = `the character U+${code} ends a line to some readers of YAML and not to others`;
  return { at, message, hint: `remove it, or write it as "\\u${code}" in a double-quoted text` };
}

/** Braces of a Go template, as charts have them. */
function isTemplate({ text }: SourceFile): boolean {
  return /\{\{-?\s*[\w.$"(/]/.test(text);
}

function templateProblem(file: SourceFile): Problem {
  const start = file.text.search(/\{\{-?\s*[\w.$"(/]/);
  return {
    place: { file, span: { start, end: start + 2 } },
    message: 'a template, not a manifest: it holds {{ and is no YAML as it stands',
    hint: 'check what it renders: helm template CHART | bulkhead check -',
  };
}
