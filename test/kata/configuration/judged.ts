import type { Configuration } from '../../../lib/kata/configuration/declared.js';
import { type Facts, verdictsOn } from '../../../lib/kata/configuration/verdicts.js';
import { SHIMS, type Shim } from '../../../lib/kata/shims.js';

export function shimNamed(name: string): Shim {
  const shim = SHIMS.get(name);
  if (shim === undefined) throw new Error(`there is no shim ${name}`);
  return shim;
}

/** Each verdict as a text: the key, the message and what to do. */
export function judged(shim: string, configuration: Configuration, facts?: Facts): string[] {
  return verdictsOn(shimNamed(shim), configuration, facts).map(({ path, message, hint, meant }) =>
    [path.join('.'), message, hint, meant === undefined ? undefined : `meant: ${meant.found}`]
      .filter((part) => part !== undefined)
      .join(' | '),
  );
}

export type Case = readonly [shim: string, configuration: Configuration, ...verdicts: string[]];

/** Each case under a title that tells it from the others. */
export function rows(cases: readonly Case[]): [title: string, found: () => string[], verdicts: string[]][] {
  return cases.map(([shim, configuration, ...verdicts]) => [
    `${shim}: ${JSON.stringify(configuration)}`,
    () => judged(shim, configuration),
    verdicts,
  ]);
}
