import { handlersOf, RUNTIME_PLUGINS } from '../../kata/diagnosis/runtimes.js';
import type { Path } from '../../kubernetes/json.js';
import type { Context } from '../context.js';
import { textAt, textsAt } from '../fields.js';
import { matchesGlob } from '../glob.js';
import type { JudgedObject } from '../judged-object.js';
import { tomlIn } from './config-maps.js';
import type { KataHandler } from './handlers.js';

/** What a configuration of containerd among the objects hands on to a handler. */
export interface WrittenAnnotations {
  readonly handler: string;
  /** Of `pod_annotations`: names, and what stands for several. */
  readonly patterns: readonly string[];
  readonly object: JudgedObject;
  /** Of the text, in the object. */
  readonly path: Path;
}

/** By every configuration of containerd in a ConfigMap that has handlers of its own. */
export function writtenAnnotations(context: Context): readonly WrittenAnnotations[] {
  return context.recall(found);
}

const PLUGINS = new Set(Object.values(RUNTIME_PLUGINS));

function found(context: Context): readonly WrittenAnnotations[] {
  const files = tomlIn(context, (_, text) => text.includes('runtime_type') && text.includes('containerd'));
  return [...files].flatMap(({ key, text, data, object, path }) =>
    [...PLUGINS].flatMap((plugin) =>
      Object.entries(handlersOf({ file: key, text, data }, plugin)).flatMap(([handler, settings]) =>
        // Without a type it adds to a handler that stands elsewhere. containerd hands on nothing that is not named.
        textAt(settings, 'runtime_type') === undefined
          ? []
          : [{ handler, patterns: textsAt(settings, 'pod_annotations'), object, path }],
      ),
    ),
  );
}

/** As containerd compares them: with path.Match of Go (getPassthroughAnnotations). What is not understood may match. */
export function admits(pattern: string, annotation: string): boolean {
  return matchesGlob(pattern, annotation, '/') ?? true;
}

/** Whether every node that a pod may run on hands an annotation on to Kata. */
export function isHandedOn(context: Context, handler: KataHandler, annotation: string): boolean {
  return wherever(context, handler, annotation).every((is) => is);
}

/** Whether there is a node that does. */
export function mayBeHandedOn(context: Context, handler: KataHandler, annotation: string): boolean {
  return wherever(context, handler, annotation).some((is) => is);
}

/**
 * By configuration, or by pool. containerd hands on what a configuration among the objects says, or, where this environment
 * prepares its nodes, what the Runtime grants; CRI-O hands on whatever there is. Elsewhere kata-deploy's
 * `io.katacontainers.*` is assumed.
 */
function wherever(context: Context, { name, runtime, pools }: KataHandler, annotation: string): boolean[] {
  const ofCrio = pools.filter(({ pool }) => pool.containerRuntime?.name === 'cri-o').map(() => true);
  const written = writtenAnnotations(context).filter(({ handler }) => handler === name);
  if (written.length > 0)
    return [...written.map(({ patterns }) => patterns.some((each) => admits(each, annotation))), ...ofCrio];
  const isPreparedHere = context.cluster?.environment.spec.nodePreparation !== undefined;
  if (!isPreparedHere || runtime === undefined || runtime.spec.podAnnotations.includes(annotation)) return [true];
  return ofCrio.length > 0 && ofCrio.length === pools.length ? ofCrio : [...ofCrio, false];
}
