import type { Shim } from '../../shims.js';
import { type Configuration, type Declared, declaredIn, type TableName, type Value } from '../declared.js';
import { effectiveValue } from '../effective.js';
import type { Key } from '../key.js';
import { keysOf } from '../keys.js';
import type { Facts, KeyPath, Verdict } from './verdict.js';

/** A configuration under judgement. */
export interface Subject {
  readonly shim: Shim;
  readonly facts: Facts;
  readonly declared: readonly Declared[];
  /** The keys that the shim heeds, by `<table>.<name>`. */
  readonly keys: ReadonlyMap<string, Key>;
  isDeclared(table: TableName, name: string): boolean;
  /** What the shim runs with; nothing where it does not heed the key. */
  value(table: TableName, name: string): Value | undefined;
}

/** One question about a configuration. The value of a key may be of any type: types are a question of their own. */
export type Check = (subject: Subject) => Iterable<Verdict>;

export function subjectOf(shim: Shim, configuration: Configuration, facts: Facts): Subject {
  const declared = declaredIn(configuration);
  const names = new Set(declared.map(({ table, name }) => `${table}.${name}`));
  const keys = keysOf(shim);
  return {
    shim,
    facts,
    declared,
    keys,
    isDeclared: (table, name) => names.has(`${table}.${name}`),
    value: (table, name) =>
      keys.has(`${table}.${name}`) ? effectiveValue(shim, configuration, table, name, facts) : undefined,
  };
}

export function textOf(subject: Subject, table: TableName, name: string): string | undefined {
  const value = subject.value(table, name);
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(subject: Subject, table: TableName, name: string): number | undefined {
  const value = subject.value(table, name);
  return typeof value === 'number' ? value : undefined;
}

export function isOn(subject: Subject, table: TableName, name: string): boolean {
  return subject.value(table, name) === true;
}

/** The values that are declared of a key which the shim heeds. */
export function declaredNumber(subject: Subject, table: TableName, name: string): number | undefined {
  return subject.isDeclared(table, name) ? numberOf(subject, table, name) : undefined;
}

export function declaredText(subject: Subject, table: TableName, name: string): string | undefined {
  return subject.isDeclared(table, name) ? textOf(subject, table, name) : undefined;
}

/** Of the keys that contradict each other, the first that somebody declared: there it can be put right. */
export function declaredOf(subject: Subject, ...paths: readonly KeyPath[]): KeyPath | undefined {
  return paths.find(([table, name]) => subject.isDeclared(table, name));
}
