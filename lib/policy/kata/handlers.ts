import type { Cluster, Runtime } from '../../config/declaration.js';
import { circumstancesOf } from '../../config/kata-circumstances.js';
import { handlerOf } from '../../config/runtime.js';
import type { Circumstances } from '../../kata/configuration/effective.js';
import { SHIMS, type Shim } from '../../kata/shims.js';
import type { Context } from '../context.js';
import { textAt } from '../fields.js';
import type { JudgedObject } from '../judged-object.js';
import { type KnownRuntimeClass, runtimeClassNamed } from '../runtime-classes.js';
import { type NamedPool, poolsWith, schedulingOf } from '../runtime-pools.js';
import { type WrittenConfiguration, writtenFor } from './written.js';

/** A handler of Kata that pods get through their RuntimeClass. */
export interface KataHandler {
  readonly runtimeClass: string;
  /** The RuntimeClass among the objects. */
  readonly object: JudgedObject | undefined;
  readonly name: string;
  /** Who declares it. */
  readonly runtime: Runtime | undefined;
  /** Undefined where nobody knows what stands behind the name. */
  readonly shim: Shim | undefined;
  readonly circumstances: Circumstances;
  /** Those with Kata that the RuntimeClass selects. */
  readonly pools: readonly NamedPool[];
  /** Its configurations among the objects. */
  readonly written: readonly WrittenConfiguration[];
}

const PREFIX = 'kata-';

/**
 * The handler behind a RuntimeClass, where it is one of Kata. Without an environment a RuntimeClass that nobody has seen
 * is taken for upstream's, which has the name of its handler.
 */
export function kataHandlerOf(context: Context, runtimeClass: string): KataHandler | undefined {
  const known = context.recall(knownHandlers);
  if (!known.has(runtimeClass)) known.set(runtimeClass, lookUp(context, runtimeClass));
  return known.get(runtimeClass);
}

function knownHandlers(): Map<string, KataHandler | undefined> {
  return new Map();
}

function lookUp(context: Context, runtimeClass: string): KataHandler | undefined {
  const { cluster } = context;
  const known = runtimeClassNamed(context, runtimeClass);
  if (known === undefined && cluster !== undefined) return undefined;
  const name = nameOf(known) ?? runtimeClass;
  const runtime = cluster && runtimeOf(cluster, name, known?.runtime);
  const written = writtenFor(context, name);
  const shim = shimOf(name, runtime) ?? written[0]?.shim;
  if (shim === undefined && name !== 'kata' && !name.startsWith(PREFIX)) return undefined;
  const pools = cluster === undefined || known === undefined ? [] : poolsOf(cluster, known);
  const circumstances = cluster === undefined ? {} : around(cluster, pools, runtime);
  return { runtimeClass, object: known?.object, name, runtime, shim, circumstances, pools, written };
}

function nameOf(known: KnownRuntimeClass | undefined): string | undefined {
  return textAt(known?.object?.object, 'handler') ?? (known?.runtime && handlerOf(known.runtime.spec));
}

/** The Runtime that declares a handler: of several, which have the same configuration, rather the one of that name. */
function runtimeOf({ runtimes }: Cluster, handler: string, preferred: Runtime | undefined): Runtime | undefined {
  const all = [...(preferred === undefined ? [] : [preferred]), ...runtimes.values()];
  return all.find(({ spec }) => handlerOf(spec) === handler);
}

function shimOf(handler: string, runtime: Runtime | undefined): Shim | undefined {
  const name = runtime?.spec.preset ?? handler;
  return name.startsWith(PREFIX) ? SHIMS.get(name.slice(PREFIX.length)) : undefined;
}

function poolsOf({ environment }: Cluster, known: KnownRuntimeClass): NamedPool[] {
  return poolsWith(environment, schedulingOf(known).nodeSelector).filter(({ pool }) => pool.kata !== undefined);
}

/** What decides about a handler's configuration beside its declaration. */
function around({ environment }: Cluster, pools: readonly NamedPool[], runtime: Runtime | undefined): Circumstances {
  const podAnnotations = runtime?.spec.podAnnotations ?? [];
  const each = pools.map(({ pool }) => circumstancesOf(environment.spec, pool, { podAnnotations }));
  // A pod that takes a device runs where there is one.
  return { podAnnotations, plugsDevices: each.some(({ plugsDevices }) => plugsDevices === true) };
}
