import type { Declaration } from '../config/declaration.js';
import type { Path } from '../kubernetes/json.js';
import type { Category } from './category.js';
import type { Change } from './change.js';
import type { Context } from './context.js';
import type { ExceptionsInUse } from './exceptions.js';
import type { JudgedObject } from './judged-object.js';

/** Most severe first. Errors stop a synth, warnings are shown, notes are there for who asks. */
export const SEVERITIES = ['error', 'warning', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a rule says of itself, for `explain` and the reference. Plain sentences; `code` between backticks. */
interface Description {
  /** `category/name`, as exceptions and reports name it. Never changes. */
  readonly id: `${Category}/${string}`;
  readonly severity: Severity;
  /** What it demands, in one sentence. */
  readonly what: string;
  /** What goes wrong otherwise. */
  readonly why: string;
  /** Where upstream says so: a page, or a file of a repository. */
  readonly source: string;
  /** What to do about a finding. */
  readonly fix: string;
  /** What is found is a secret: reports say where it stands, and do not repeat the line. */
  readonly confidential?: true;
  readonly examples: {
    /** Nothing is found in these. */
    readonly valid: readonly [Example, ...Example[]];
    readonly invalid: readonly [InvalidExample, ...InvalidExample[]];
  };
}

/** Judges an environment: its model and its objects together. */
export interface EnvironmentRule extends Description {
  readonly scope: 'environment';
  check(context: Context): Iterable<Violation>;
}

/** Judges what a change does to the declarations of all environments; asked only where there is something to compare. */
export interface ChangeRule extends Description {
  readonly scope: 'change';
  check(change: Change): Iterable<Violation>;
}

/** Judges the exceptions of an environment, once it is known what they excuse. */
export interface ExceptionRule extends Description {
  readonly scope: 'exceptions';
  check(exceptions: ExceptionsInUse): Iterable<Violation>;
}

export type Rule = EnvironmentRule | ChangeRule | ExceptionRule;

/** Something a rule has found. It names an object, a declaration, or both. */
export interface Violation {
  /** Names the container, port or key: `container "web" runs as root`. No final stop. */
  readonly message: string;
  /** Where this one is less severe than what the rule mostly finds. */
  readonly severity?: Severity;
  readonly object?: JudgedObject;
  /** Of the field in `object`; where a field is missing, the path that it would have. */
  readonly path?: Path;
  readonly container?: string;
  /** What somebody declared, where it is not what `object` and `path` are rendered from. */
  readonly declared?: Declared;
  /** Where the finding needs two places to be understood, such as the same object twice. */
  readonly related?: { readonly message: string; readonly object: JudgedObject; readonly path?: Path };
}

export interface Declared {
  readonly declaration: Pick<Declaration, 'kind' | 'name' | 'tenant' | 'identity' | 'layers'>;
  readonly path: Path;
}

/**
 * An example on top of the sample environment (sample.ts). `declarations` are files of that environment, by their path
 * below it, and patch it as every later layer does. With `manifests` these objects are judged in it, as
 * `bulkhead check FILE --environment sample` would; without, what the environment renders.
 */
export interface Example {
  readonly title?: string;
  readonly declarations?: Readonly<Record<string, string>>;
  readonly manifests?: string;
  /** For rules of a change: the declarations before it, by their path below `environments/`, as `after` is. */
  readonly before?: Readonly<Record<string, string>>;
  readonly after?: Readonly<Record<string, string>>;
}

export interface InvalidExample extends Example {
  /** The messages of what is found, in order. */
  readonly finds: readonly [string, ...string[]];
}
