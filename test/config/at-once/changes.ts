import { faultsOf } from '../../../lib/config/describe-issue.js';
import { documentSchema } from '../../../lib/config/schema/document.js';
import { KIND_NAMES, KINDS, type Kind } from '../../../lib/config/schema/kinds.js';
import { isObject, type Json, type JsonObject, type Path, valueAt } from '../../../lib/kubernetes/json.js';
import { type Sheet, textOf } from './fleet.js';

/** What somebody does to one document. */
export interface Change {
  readonly what: string;
  /** Where, as far as it has a place. */
  readonly paths?: readonly Path[];
  /** The document afterwards; undefined where it is not faulty by itself. */
  broken(): { readonly path: string; readonly text: string } | undefined;
}

/** Values that are wrong nearly everywhere. */
export const WRONG: readonly Json[] = [
  true,
  -1,
  'Not Valid!',
  [],
  {},
  ['x', 7],
  { nonsense: 1 },
  null,
  'x'.repeat(300),
];

/** Wrong values, misspelt, unknown, missing and wrongly indented fields, and other kinds. */
export function changesOf(sheet: Sheet): Change[] {
  const paths = [...pathsIn(sheet.data, [])];
  return [
    ...paths.flatMap((path) => WRONG.map((value) => replaced(sheet, path, value))),
    ...paths.flatMap((path) => changesOfField(sheet, path)),
    ...[...KIND_NAMES, 'Nonsense'].map((kind) =>
      changed(sheet, `it is a ${kind}`, (data) => put(data, ['kind'], kind)),
    ),
  ];
}

export function replaced(sheet: Sheet, path: Path, value: Json): Change {
  const what = `${path.join('.')} is ${JSON.stringify(value).slice(0, 20)}`;
  return changed(sheet, what, (data) => put(data, path, value), [path]);
}

function changesOfField(sheet: Sheet, path: Path): Change[] {
  const key = path.at(-1);
  if (typeof key !== 'string') return [];
  const around = path.slice(0, -1);
  const name = path.join('.');
  const move = (what: string, to: Path) =>
    changed(sheet, what, (data) => {
      if (isObject(valueAt(data, to.slice(0, -1))) && valueAt(data, to) === undefined) put(data, to, take(data, path));
    });
  const beside = Object.keys(valueAt(sheet.data, around) as JsonObject).filter((other) => other !== key);
  return [
    ...typosOf(key).map((typo) => changed(sheet, `${name} is called ${typo}`, (data) => rename(data, path, typo))),
    changed(sheet, `${name} is missing`, (data) => void take(data, path)),
    changed(sheet, `nonsense beside ${name}`, (data) => put(data, [...around, 'nonsense'], 1), [
      [...around, 'nonsense'],
    ]),
    ...path.slice(1).map((_, up) => move(`${name} stands ${up + 1} further out`, [...path.slice(0, -up - 2), key])),
    ...beside.map((other) => move(`${name} stands in ${other}`, [...around, other, key])),
  ];
}

function changed(sheet: Sheet, what: string, change: (data: JsonObject) => void, paths?: readonly Path[]): Change {
  return {
    what: `${sheet.path}: ${what}`,
    ...(paths === undefined ? {} : { paths }),
    broken() {
      const data = structuredClone(sheet.data);
      change(data);
      return isFaulty(sheet, data) ? { path: sheet.path, text: textOf({ ...sheet, data }) } : undefined;
    },
  };
}

/** By itself, and not only because others refer to it. */
function isFaulty({ data: sound }: Sheet, data: JsonObject): boolean {
  const kind = KIND_NAMES.find((one) => one === data.kind) ?? (sound.kind as Kind);
  if (faultsOf(documentSchema(kind), data).length > 0) return true;
  const isComplete = ({ spec }: JsonObject) => KINDS[kind].spec.safeParse(spec).success;
  return isComplete(sound) && !isComplete(data);
}

export function* pathsIn(value: Json, path: Path): Generator<Path> {
  if (path.length > 0) yield path;
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* pathsIn(item, [...path, index]);
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) yield* pathsIn(item, [...path, key]);
}

function typosOf(key: string): string[] {
  const middle = Math.floor(key.length / 2);
  const swapped = `${key.slice(0, middle - 1)}${key.charAt(middle)}${key.charAt(middle - 1)}${key.slice(middle + 1)}`;
  const typos = [swapped, key.slice(0, -1), `${key}s`, key.slice(1), `${key}Name`, key.toUpperCase(), 'nonsense'];
  return typos.filter((typo) => typo !== key && typo !== '');
}

export function put(data: JsonObject, path: Path, value: Json | undefined): void {
  const around = valueAt(data, path.slice(0, -1)) as Record<string | number, Json>;
  if (value !== undefined) around[path.at(-1) as string] = value;
}

function take(data: JsonObject, path: Path): Json | undefined {
  const around = valueAt(data, path.slice(0, -1)) as JsonObject;
  const key = path.at(-1) as string;
  const value = around[key];
  delete around[key];
  return value;
}

/** In its place among the others. */
function rename(data: JsonObject, path: Path, name: string): void {
  const around = valueAt(data, path.slice(0, -1)) as JsonObject;
  const entries = Object.entries(around).map(([key, value]): [string, Json] => [
    key === path.at(-1) ? name : key,
    value,
  ]);
  for (const key of Object.keys(around)) delete around[key];
  Object.assign(around, Object.fromEntries(entries));
}
