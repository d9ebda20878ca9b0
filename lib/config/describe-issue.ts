import { z } from 'zod';
import { formatPath, isObject, type Path, valueAt } from '../kubernetes/json.js';
import type { Problem } from './problem.js';
import { fieldsAt, schemaAt } from './schema/at.js';
import { UNCOMPILED } from './schema/document.js';
import { show } from './schema/fields.js';
import type { Place } from './source.js';
import { didYouMean, nearest } from './suggest.js';
import { typeHint } from './type-hint.js';

/** What is wrong with one value of a document; the path is that of the document. */
export interface Fault {
  readonly path: Path;
  readonly part: 'key' | 'value';
  /** In words, without the path. */
  readonly reason: string;
  readonly hint?: string;
  /** Of an unknown field: those that its mapping may have. */
  readonly allowed?: readonly string[];
  /** Of a rule for several fields of a mapping: where they all are. */
  readonly about?: readonly Path[];
}

type Issue = z.core.$ZodIssue;
type UnionIssue = Extract<Issue, { code: 'invalid_union' }>;

/** zod's verdict on `data`, said the way a person would say it. */
export function faultsOf(schema: z.ZodType, data: unknown): Fault[] {
  const result = schema.safeParse(data, UNCOMPILED);
  return result.success ? [] : faultsIn(result.error.issues, schema, data);
}

/** The same for a verdict that is there already; `base` is where `data` stands in its document. */
export function faultsIn(issues: readonly Issue[], schema: z.ZodType, data: unknown, base: Path = []): Fault[] {
  return issues.flatMap((issue) => describe(issue, schema, data, base));
}

export function problemOf({ path, reason, hint }: Fault, place: Place): Problem {
  return { place, message: messageAt(path, reason), ...(hint === undefined ? {} : { hint }) };
}

/** `spec.quota.cpu: required`: every message begins with the path. */
export function messageAt(path: Path, reason: string): string {
  return path.length === 0 ? reason : `${formatPath(path.map(clipped))}: ${reason}`;
}

/** A key may be a thousand characters long, and what is wrong with it comes after it. */
function clipped(key: string | number): string | number {
  return typeof key === 'string' && key.length > MAX_KEY ? `${key.slice(0, MAX_KEY)}…` : key;
}

const MAX_KEY = 100;

function describe(issue: Issue, schema: z.ZodType, data: unknown, base: Path): Fault[] {
  const at = issue.path.filter((key): key is string | number => typeof key !== 'symbol');
  const path = [...base, ...at];
  const found = valueAt(data, at);
  const fault = (reason: string, hint?: string, part: Fault['part'] = 'value'): Fault[] => [
    { path, part, reason, ...(hint === undefined ? {} : { hint }) },
  ];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownField([...path, key], key, fieldsAt(schema, at)));
    case 'invalid_type':
      return found === undefined
        ? fault('required')
        : fault(wrongType([issue.expected], found), typeHint(issue.expected, found, schemaAt(schema, at)));
    case 'invalid_value':
      return fault(
        found === undefined ? 'required' : `${show(found)} is not allowed here`,
        allowedHint(found, issue.values.map(String)),
      );
    case 'invalid_union':
      return found === undefined ? fault('required') : describeUnion(issue, schemaAt(schema, at), found, path);
    case 'invalid_key':
      return issue.issues.flatMap((inner) => fault(inner.message, undefined, 'key'));
    case 'too_small': {
      const least = issue.inclusive === false ? 'more than' : 'at least';
      return fault(
        `${describeValue(found)} is too ${SIZES[issue.origin]?.small ?? 'small'}: ${least} ${amount(issue.minimum, issue.origin)}`,
      );
    }
    case 'too_big':
      return fault(
        `${describeValue(found)} is too ${SIZES[issue.origin]?.big ?? 'big'}: at most ${amount(issue.maximum, issue.origin)}`,
      );
    case 'invalid_format':
      return fault(`${show(found)} ${wrongFormat(issue)}`);
    case 'custom':
      return fault(issue.message).map((found) => ({ ...found, ...aboutOf(issue.params, path) }));
    default:
      return fault(issue.message);
  }
}

/** The rule is placed at its mapping, or at one of its fields. */
function aboutOf(params: Record<string, unknown> | undefined, path: Path): Pick<Fault, 'about'> {
  const fields = params?.fields as string[] | undefined;
  if (fields === undefined) return {};
  const mapping = fields.includes(String(path.at(-1))) ? path.slice(0, -1) : path;
  return { about: fields.map((field) => [...mapping, field]) };
}

function unknownField(path: Path, key: string, allowed: readonly string[]): Fault {
  if (allowed.length === 0) return { path, part: 'key', reason: 'unknown field', allowed };
  return { path, part: 'key', reason: 'unknown field', hint: nearestField(key, allowed), allowed };
}

function nearestField(key: string, allowed: readonly string[]): string {
  const name = meantField(key, allowed);
  return name === undefined ? `allowed here: ${allowed.join(', ')}` : `did you mean \`${name}\`?`;
}

/** Where one field is all there is, to ask whether `namespace` was meant to be `name` would hide that. */
export function meantField(key: string, allowed: readonly string[]): string | undefined {
  const [only = ''] = allowed;
  const other = allowed.length === 1 && Math.abs(only.length - key.length) > 2;
  return other ? undefined : nearest(key, allowed);
}

function allowedHint(found: unknown, values: readonly string[]): string {
  const nearest = typeof found === 'string' ? didYouMean(found, values) : undefined;
  if (nearest !== undefined && values.length === 1) return nearest;
  const allowed = `allowed: ${values.join(', ')}`;
  return nearest === undefined ? allowed : `${nearest} ${allowed}`;
}

/** What the author meant is the alternative whose type the value has; where it has none of them, all are named. */
function describeUnion(issue: UnionIssue, union: z.ZodType | undefined, found: unknown, path: Path): Fault[] {
  const options = union instanceof z.ZodUnion ? (union.options as z.ZodType[]) : [];
  const branches = issue.errors.map((issues, index) => ({ issues: issues as Issue[], option: options[index] }));
  const meant = branches
    .filter(({ issues }) => !issues.some(isOfAnotherType))
    .toSorted((a, b) => a.issues.length - b.issues.length)[0];
  if (meant?.option !== undefined) return faultsIn(meant.issues, meant.option, found, path);
  return [
    {
      path,
      part: 'value',
      reason: wrongType(
        branches.flatMap(({ issues }) => issues.flatMap(typesOf)),
        found,
      ),
    },
  ];
}

function isOfAnotherType(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every((branch) => (branch as Issue[]).some(isOfAnotherType));
  return issue.code === 'invalid_type';
}

function typesOf(issue: Issue): string[] {
  if (issue.code === 'invalid_union') return issue.errors.flatMap((branch) => (branch as Issue[]).flatMap(typesOf));
  return issue.code === 'invalid_type' && issue.path.length === 0 ? [issue.expected] : [];
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function wrongType(expected: readonly string[], found: unknown): string {
  const names = [...new Set(expected)].map((type) => TYPE_NAMES[type] ?? type);
  const last = names.pop();
  const all = names.length === 0 ? last : `${names.join(', ')} or ${last}`;
  return `expected ${all}, found ${describeValue(found)}`;
}

function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (isObject(value)) return 'a mapping';
  const type = typeof value === 'boolean' ? 'the boolean' : typeof value === 'number' ? 'the number' : 'the string';
  return `${type} ${show(value)}`;
}

const SIZES: Readonly<Record<string, { small: string; big: string; unit: string }>> = {
  string: { small: 'short', big: 'long', unit: 'character' },
  array: { small: 'short', big: 'long', unit: 'item' },
};

function amount(bound: number | bigint, origin: string): string {
  const unit = SIZES[origin]?.unit;
  if (unit === undefined) return String(bound);
  return `${bound} ${unit}${Number(bound) === 1 ? '' : 's'}`;
}

function wrongFormat(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  if (issue.format === 'url') return 'is not an https:// address';
  if (issue.format === 'starts_with' && 'prefix' in issue) return `does not start with ${show(issue.prefix)}`;
  return `is not a valid ${issue.format}`;
}
