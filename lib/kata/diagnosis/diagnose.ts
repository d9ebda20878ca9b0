import type { Bundle } from './bundle.js';
import type { Certainty, Evidence, Failure } from './failure.js';

/** A failure that is recognised. */
export interface Diagnosis {
  readonly failure: Failure;
  readonly certainty: Certainty;
  /** Certain ones first; the same text only once. */
  readonly evidence: readonly Evidence[];
  /** How often something of it is found, the same text included. */
  readonly found: number;
}

/**
 * What is recognised in a bundle: certain causes, then what merely follows from one of them, then likely causes; among each,
 * by how much speaks for them.
 */
export function diagnose(bundle: Bundle, failures: readonly Failure[]): Diagnosis[] {
  const diagnoses = failures.flatMap((failure) => {
    const all = [...failure.find(bundle)];
    const evidence = distinct(all.toSorted((a, b) => doubtIn(a) - doubtIn(b)));
    const [best] = evidence;
    return best === undefined ? [] : [{ failure, certainty: best.certainty, evidence, found: all.length }];
  });
  const certain = new Set(diagnoses.flatMap(({ failure, certainty }) => (certainty === 'certain' ? [failure.id] : [])));
  const rank = (diagnosis: Diagnosis) => {
    if (doubtIn(diagnosis) > 0) return 2;
    return diagnosis.failure.followsFrom?.some((id) => certain.has(id)) ? 1 : 0;
  };
  return diagnoses.sort((a, b) => rank(a) - rank(b) || b.evidence.length - a.evidence.length);
}

function doubtIn({ certainty }: { readonly certainty: Certainty }): number {
  return certainty === 'certain' ? 0 : 1;
}

function distinct(all: readonly Evidence[]): Evidence[] {
  const known = new Map<string, Evidence>();
  for (const each of all) if (!known.has(each.text)) known.set(each.text, each);
  return [...known.values()];
}
