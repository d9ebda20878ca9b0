import { basename, resolve } from 'node:path';
import type { Fleet } from './config/declaration.js';
import { type Loaded, load, loadFiles } from './config/load.js';
import { formatProblems, type Problem } from './config/problem.js';
import type { API_VERSION, Kind } from './config/schema/kinds.js';
import { formatPath } from './kubernetes/json.js';

/** A declaration as an object: what a YAML document would hold. */
export interface Document {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: Kind;
  readonly metadata: { readonly name: string };
  /** Null drops what an earlier layer declared. */
  readonly spec: object | null;
}

/** Everything that is wrong with declarations; the message says it as `bulkhead synth` does. */
export class DeclarationError extends Error {
  override name = 'DeclarationError';

  constructor(problems: readonly Problem[]) {
    super(`declarations cannot be used\n\n${formatProblems(problems, { colour: false })}`);
  }
}

/** Every environment that is declared below `folder`. Throws a DeclarationError with all that is wrong. */
export function readFleet(folder: string): Fleet {
  return faultless(load(folder, basename(resolve(folder))));
}

/**
 * The same from objects, each at the path that its file would have: `prod/tenants/shop/web.yaml`. They are judged as
 * files are, by the same schemas and checks, and the path decides who may say what; positions in messages are those of
 * the object as JSON. Throws a DeclarationError with all that is wrong.
 */
export function declareFleet(documents: Readonly<Record<string, Document | readonly Document[]>>): Fleet {
  const files = Object.entries(documents).map(([path, held]) => ({
    path: `code/${path}`,
    text: [held].flat().map(asJson).join('\n---\n'),
  }));
  return faultless(loadFiles(files, 'code'));
}

function faultless({ fleet, problems }: Loaded): Fleet {
  if (problems.length > 0) throw new DeclarationError(problems);
  return fleet;
}

/** JSON is YAML, and reading it back makes sure that objects are what a file could say. */
function asJson(document: unknown): string {
  refuseOtherThanData(document, []);
  return JSON.stringify(document, undefined, 2);
}

/** What JSON would silently make something else of. */
function refuseOtherThanData(value: unknown, path: readonly (string | number)[]): void {
  if (path.length > MAX_DEPTH)
    throw new TypeError(`${formatPath(path.slice(0, 5))}: is nested in itself, or more than ${MAX_DEPTH} levels deep`);
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  const list = Array.isArray(value);
  if (!list && (typeof value !== 'object' || ![Object.prototype, null].includes(Object.getPrototypeOf(value)))) {
    const hint = 'use text, numbers, booleans, lists and objects';
    throw new TypeError(`${formatPath(path)}: ${String(value)} is not plain data; ${hint}`);
  }
  for (const [key, item] of Object.entries(value)) refuseOtherThanData(item, [...path, list ? Number(key) : key]);
}

/** Far more than any declaration has. */
const MAX_DEPTH = 50;
