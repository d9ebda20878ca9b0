import type { Offence } from './check.js';
import { compareAsGo } from './go-text.js';

/** `"a", "b"`. Upstream: policy/helpers.go, joinQuote, which escapes nothing. */
export function quoted(texts: readonly string[]): string {
  return `"${texts.join('", "')}"`;
}

export function plural(count: number, singular: string, more = `${singular}s`): string {
  return count === 1 ? singular : more;
}

/** `volume "a"`, `volumes "a", "b"`. */
export function named(noun: string, names: readonly string[]): string {
  return `${plural(names.length, noun)} ${quoted(names)}`;
}

/** The names of the containers that offend, each container once, in the order of the pod. */
export function containerNames(offences: readonly Offence[]): string[] {
  return [...new Set(offences.flatMap(({ container }) => container ?? []))].map(({ name }) => name);
}

/** The names of the volumes that offend, in the order of the pod. */
export function volumeNames(offences: readonly Offence[]): string[] {
  return offences.flatMap(({ volume }) => volume ?? []);
}

/** `container "a"`, `containers "a", "b"`. */
export function containersOf(offences: readonly Offence[]): string {
  return named('container', containerNames(offences));
}

/** `pod`, `container "a"` or `pod and containers "a", "b"`. */
export function settersOf(offences: readonly Offence[]): string {
  const setters = offences.some(({ container }) => container === undefined) ? ['pod'] : [];
  if (offences.some(({ container }) => container !== undefined)) setters.push(containersOf(offences));
  return setters.join(' and ');
}

/** What is named of the offences, each value once, sorted. */
export function valuesOf(offences: readonly Offence[]): string[] {
  return [...new Set(offences.flatMap(({ value }) => value ?? []))].sort(compareAsGo);
}
