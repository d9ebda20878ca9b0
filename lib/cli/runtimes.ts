import { catalogueOf } from '../catalogue.js';
import { choose, NEEDS, type Need } from '../choice.js';
import { printable } from '../config/printable.js';
import { loadDeclarations } from './declarations.js';
import { limitedTo } from './environments.js';
import { exitCode } from './exit.js';
import { say } from './output.js';
import type { DeclarationOptions } from './read-declarations.js';
import { type EnvironmentRuntimes, humanRuntimes } from './runtimes-text.js';

export interface RuntimesOptions extends DeclarationOptions {
  readonly environment?: readonly string[];
  readonly output: 'human' | 'json';
  readonly gpu?: boolean;
  readonly vf?: boolean;
  readonly blockVolumes?: boolean;
  readonly untrusted?: boolean;
  readonly confidential?: boolean;
}

/** `bulkhead runtimes`: what an environment's runtimes can do, and which one meets the needs. */
export function runtimes(options: RuntimesOptions): number {
  const loaded = loadDeclarations(options);
  if (typeof loaded === 'number') return loaded;
  const fleet = limitedTo(loaded, options.environment);
  if (typeof fleet === 'string') {
    say(`error: ${fleet}`);
    return exitCode.couldNotRun;
  }
  const needs = NEEDS.filter((need) => isAsked(options, need));
  const all = fleet.clusters.map((cluster): EnvironmentRuntimes => {
    const entries = catalogueOf(cluster);
    return {
      environment: cluster.name,
      runtimes: entries,
      ...(needs.length > 0 && { choice: choose(entries, needs) }),
    };
  });
  const text =
    options.output === 'json' ? `${JSON.stringify(all.map(asJson), undefined, 2)}\n` : humanRuntimes(all, needs);
  process.stdout.write(text);
  const unmet = all.filter(({ choice }) => choice !== undefined && choice.recommended === undefined);
  for (const { environment } of unmet) say(`no runtime of ${printable(environment)} meets ${needs.join(', ')}`);
  return unmet.length > 0 ? exitCode.problems : exitCode.done;
}

function isAsked(options: RuntimesOptions, need: Need): boolean {
  return options[need === 'block-volumes' ? 'blockVolumes' : need] === true;
}

/** The recommended one by its name: all of it is among the runtimes. */
function asJson({ choice, ...rest }: EnvironmentRuntimes): object {
  return choice === undefined
    ? rest
    : { ...rest, choice: { ...choice, recommended: choice.recommended?.name ?? null } };
}
