import { createRequire } from 'node:module';
import type { JsonObject } from '../kubernetes/json.js';

let loaded: typeof import('@iarna/toml') | undefined;

/** Not imported: most runs of the command meet no TOML, and loading it takes longer than rendering a tenant. */
function library(): typeof import('@iarna/toml') {
  loaded ??= createRequire(import.meta.url)('@iarna/toml') as typeof import('@iarna/toml');
  return loaded;
}

/** What we write as TOML. Of a table, single values are written before its tables, as TOML wants it; else order is the caller's. */
export type TomlValue = boolean | number | string | readonly string[] | TomlTable;
export interface TomlTable {
  readonly [key: string]: TomlValue;
}

/**
 * A document that every reader reads back as the same values; throws, with the path, where TOML cannot hold one.
 * Texts are quoted by @iarna/toml. The rest is ours, as it writes some control characters raw, integers as `2_048`, 1e-7
 * as `1e-7.undefined`, and nothing of a table with a key `toISOString`.
 */
export function tomlText(table: TomlTable): string {
  return `${sections(table, []).join('\n\n')}\n`;
}

/** Of a table and those in it, each with its header; a header that says nothing is left out. */
function sections(table: TomlTable, path: readonly string[]): string[] {
  const entries = Object.entries(table);
  const lines = entries.flatMap(([key, value]) =>
    isTable(value) ? [] : [`${quotedKey(key, path)} = ${leaf(value, [...path, key])}`],
  );
  const inner = entries.flatMap(([key, value]) => {
    if (!isTable(value)) return [];
    quotedKey(key, path);
    return sections(value, [...path, key]);
  });
  const isImplied = path.length === 0 || (lines.length === 0 && inner.length > 0);
  const header = isImplied ? [] : [`[${path.map((key) => quotedKey(key, path)).join('.')}]`];
  const own = [...header, ...lines];
  return own.length === 0 ? inner : [own.join('\n'), ...inner];
}

function isTable(value: TomlValue): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value);
}

function leaf(value: Exclude<TomlValue, TomlTable>, path: readonly string[]): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numberText(value, path);
  if (typeof value === 'string') return quoted(value, path);
  return `[${value.map((item) => quoted(item, path)).join(', ')}]`;
}

function numberText(value: number, path: readonly string[]): string {
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))
    throw refusal(path, `${value} is no number that every reader takes for the same`);
  return Object.is(value, -0) ? '-0.0' : String(value);
}

function quotedKey(key: string, path: readonly string[]): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quoted(key, path);
}

// A control character means something to whoever reads line by line or shows the file; half a character is no UTF-8.
const UNWRITABLE = /\p{Cc}|\p{Cs}/u;

function quoted(text: string, path: readonly string[]): string {
  const found = UNWRITABLE.exec(text)?.[0];
  if (found === undefined) return library().stringify.value(text);
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw refusal(path, `${JSON.stringify(text)} holds the character U+${code}, which a configuration file cannot`);
}

function refusal(path: readonly string[], why: string): Error {
  const place = path.map((key) => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key))).join('.');
  return new Error(`${place || 'the document'}: ${why}`);
}

/** What a document says. Throws the error of @iarna/toml, with `line` (from 0), where it is none. */
export function tomlData(text: string): JsonObject {
  return library().parse(text) as JsonObject;
}
