import type { YAMLMap } from 'yaml';
import type { Json } from '../kubernetes/json.js';
import { secondParser } from './second-parser.js';
import type { SourceFile } from './source.js';
import { MAX_RECOVERY_CHARACTERS } from './syntax.js';

/** What can still be made out of a document that cannot be read: enough to blame nobody for its absence. */
export interface Remnant {
  readonly kind?: string;
  readonly name?: string;
  /** The layers of an Environment, or UNCLEAR where it says something of them that cannot be made out. */
  readonly extends?: Json;
}

/** Nothing but that there is a document, or several. */
export const UNKNOWN: Remnant = {};

export const UNCLEAR = 'unclear';

/** The documents of a file with syntax errors, as far as the parser that recovers from them has found its way. */
export function remnantsOf({ text }: SourceFile): Remnant[] {
  if (text.length > MAX_RECOVERY_CHARACTERS) return [UNKNOWN];
  const found = recovered(text).map((map) => remnantOf(map, text));
  // A quote that is not closed may have swallowed the next document.
  const heads = text.match(/^kind:/gm)?.length ?? 0;
  const whole = found.filter(({ kind, name }) => kind !== undefined && name !== undefined).length;
  if (whole === heads && whole === found.length) return found;
  return [...found.map((remnant) => ({ ...remnant, extends: UNCLEAR })), UNKNOWN];
}

function recovered(text: string): YAMLMap[] {
  try {
    const options = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;
    const { isMap, parseAllDocuments } = secondParser();
    return [...parseAllDocuments(text, options)].flatMap(({ contents }) => (isMap(contents) ? contents : []));
  } catch {
    // It recurses and may run out of stack.
    return [];
  }
}

function remnantOf(map: YAMLMap, text: string): Remnant {
  const textAt = (...path: string[]) => {
    const value = map.getIn(path);
    return typeof value === 'string' ? value : undefined;
  };
  const found = { kind: textAt('kind'), name: textAt('metadata', 'name'), extends: extendsIn(map, text) };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function extendsIn(map: YAMLMap, text: string): Json | undefined {
  const list = map.getIn(['spec', 'extends'], true);
  if (list === undefined) return /\bextends\b/.test(text) ? UNCLEAR : undefined;
  return JSON.parse(JSON.stringify(list));
}
