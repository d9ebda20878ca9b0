import type { Bundle, Place } from './bundle.js';

/** `certain`: upstream writes this for this cause only. `likely`: it fits, and something else may be the cause. */
export type Certainty = 'certain' | 'likely';

export interface Evidence {
  readonly place: Place;
  /** What is seen there: never more of a line than what is recognised, as the rest may be a secret. */
  readonly text: string;
  readonly certainty: Certainty;
}

/** A way in which Kata is known to fail. */
export interface Failure {
  readonly id: string;
  /** What is wrong, in one sentence. */
  readonly cause: string;
  readonly why: string;
  readonly fix: string;
  /** Where upstream says so. */
  readonly source: string;
  /** Messages that are recognised, as upstream writes them. Empty where it is seen in objects and configurations only. */
  readonly messages: readonly string[];
  /** Failures that this one is merely a sign of. */
  readonly followsFrom?: readonly string[];
  find(bundle: Bundle): Iterable<Evidence>;
}

/** In one text: more of the same says nothing more. */
const MOST_MATCHES = 1000;

export interface Match extends Evidence {
  /** What the groups of the pattern hold. */
  readonly groups: readonly (string | undefined)[];
}

/**
 * Wherever one of these patterns is found. A pattern begins with a fixed text and repeats nothing without bounds, so that a
 * long text costs linear time; it stays on its line.
 */
export function* said({ words }: Bundle, certainty: Certainty, ...patterns: readonly RegExp[]): Generator<Match> {
  for (const pattern of patterns) {
    const everywhere = new RegExp(pattern.source, `${pattern.flags}g`);
    for (const each of words) {
      let left = MOST_MATCHES;
      for (const match of each.text.matchAll(everywhere)) {
        yield { place: each.placeOf(match.index), text: match[0], certainty, groups: match.slice(1) };
        left -= 1;
        if (left === 0) break;
      }
    }
  }
}

/** Quotes, with the backslashes before them that a journal or an event within JSON adds. */
export const QUOTE = '(?:\\\\{0,7}")';
