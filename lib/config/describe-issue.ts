import { z } from 'zod';
import { formatPath, isObject, type Path, valueAt } from '../kubernetes/json.js';
import { show } from './schema/fields.js';
import { didYouMean } from './suggest.js';

/** What is wrong with one value of a document, in words; the path is that of the document. */
export interface Fault {
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly message: string;
  readonly hint?: string;
}

type Issue = z.core.$ZodIssue;

/** zod's verdict on `data`, said the way a person would say it. */
export function faultsOf(schema: z.ZodType, data: unknown): Fault[] {
  const result = schema.safeParse(data);
  return result.success ? [] : faultsIn(result.error.issues, schema, data);
}

export function faultsIn(issues: readonly Issue[], schema: z.ZodType, data: unknown, base: Path = []): Fault[] {
  return issues.flatMap((issue) => describe(issue, schema, data, base));
}

function describe(issue: Issue, schema: z.ZodType, data: unknown, base: Path): Fault[] {
  const path = issue.path.filter((key): key is string | number => typeof key !== 'symbol');
  const found = valueAt(data, path);
  const fault = (message: string, hint?: string, part: 'key' | 'value' = 'value'): Fault => {
    const full = [...base, ...path];
    const name = formatPath(full);
    return {
      path: full,
      part,
      message: name === '' ? message : `${name}: ${message}`,
      ...(hint === undefined ? {} : { hint }),
    };
  };
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const allowed = fieldsAt(schema, path);
        const full = [...base, ...path, key];
        const hint =
          allowed.length === 0 ? undefined : (didYouMean(key, allowed) ?? `allowed here: ${allowed.join(', ')}`);
        return {
          path: full,
          part: 'key',
          message: `${formatPath(full)}: unknown field`,
          ...(hint === undefined ? {} : { hint }),
        };
      });
    case 'invalid_type':
      if (found === undefined) return [fault('required')];
      return [
        fault(`expected ${typeName(issue.expected)}, found ${describeValue(found)}`, quoteHint(issue.expected, found)),
      ];
    case 'invalid_value': {
      if (found === undefined) return [fault('required', `allowed: ${issue.values.map(String).join(', ')}`)];
      const values = issue.values.map(String);
      const nearest = typeof found === 'string' ? didYouMean(found, values) : undefined;
      const allowed = `allowed: ${values.join(', ')}`;
      return [fault(`${show(found)} is not allowed here`, nearest === undefined ? allowed : `${nearest} ${allowed}`)];
    }
    case 'invalid_union':
      return describeUnion(issue, schema, base, path, found, fault);
    case 'invalid_key':
      return issue.issues.map((inner) => fault(inner.message, undefined, 'key'));
    case 'too_small':
      return [fault(`${describeValue(found)} is too ${sizeWord(issue.origin, 'small')}: at least ${issue.minimum}`)];
    case 'too_big':
      return [fault(`${describeValue(found)} is too ${sizeWord(issue.origin, 'big')}: at most ${issue.maximum}`)];
    case 'invalid_format':
      return [
        fault(`${show(found)} is not ${issue.format === 'url' ? 'an https:// address' : `a valid ${issue.format}`}`),
      ];
    default:
      return [fault(issue.message)];
  }
}

function describeUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  schema: z.ZodType,
  base: Path,
  path: Path,
  found: unknown,
  fault: (message: string, hint?: string) => Fault,
): Fault[] {
  if (found === undefined) return [fault('required')];
  // A branch that fails at its root is of another type; what the author meant is the branch that fails deeper, or by its own words.
  const meant = (issue.errors as Issue[][]).filter(
    (branch) => !branch.some((inner) => inner.path.length === 0 && inner.code === 'invalid_type'),
  );
  const [best] = meant.toSorted((a, b) => a.length - b.length);
  if (best !== undefined) {
    const option = unionOptions(schema, path)[(issue.errors as Issue[][]).indexOf(best)];
    return faultsIn(best, option ?? schema, found, [...base, ...path]);
  }
  const types = (issue.errors as Issue[][]).flatMap((branch) =>
    branch.flatMap((inner) => (inner.code === 'invalid_type' ? [typeName(inner.expected)] : [])),
  );
  return [fault(`expected ${[...new Set(types)].join(' or ')}, found ${describeValue(found)}`)];
}

const TYPE_NAMES: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  null: 'null',
};

function typeName(expected: string): string {
  return TYPE_NAMES[expected] ?? expected;
}

function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'a mapping';
  const type = typeof value === 'boolean' ? 'the boolean' : typeof value === 'number' ? 'the number' : 'the string';
  return `${type} ${show(value)}`;
}

function quoteHint(expected: string, found: unknown): string | undefined {
  if (expected !== 'string' || (typeof found !== 'number' && typeof found !== 'boolean')) return undefined;
  return `put it in quotes: without them YAML reads a ${typeof found}, and 1.30 becomes 1.3`;
}

function sizeWord(origin: string, word: 'small' | 'big'): string {
  if (origin === 'string' || origin === 'array') return word === 'small' ? 'short' : 'long';
  return word;
}

/** The fields that the schema knows at `path`, for suggestions. */
function fieldsAt(schema: z.ZodType, path: Path): string[] {
  const at = schemaAt(schema, path);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function unionOptions(schema: z.ZodType, path: Path): z.ZodType[] {
  const at = schemaAt(schema, path);
  return at instanceof z.ZodUnion ? (at.options as z.ZodType[]) : [];
}

function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  let at: z.ZodType | undefined = unwrap(schema);
  for (const key of path) {
    if (at instanceof z.ZodObject) at = (at.shape as Record<string, z.ZodType>)[key];
    else if (at instanceof z.ZodRecord) at = at.valueType as z.ZodType;
    else if (at instanceof z.ZodArray) at = at.element as z.ZodType;
    else return undefined;
    if (at === undefined) return undefined;
    at = unwrap(at);
  }
  return at;
}

function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodNullable ||
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodPrefault
  )
    inner = inner.unwrap() as z.ZodType;
  return inner;
}
