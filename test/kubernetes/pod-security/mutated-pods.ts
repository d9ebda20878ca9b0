import fc from 'fast-check';
import type { Json, JsonObject } from '../../../lib/kubernetes/json.js';
import { PODS } from './base-pods.js';
import { type Change, CONTAINER_CHANGES, ODD_CHANGES, POD_CHANGES } from './pod-changes.js';

const place = fc.tuple(fc.constantFrom('containers', 'containers', 'initContainers'), fc.nat({ max: 1 }));

function changed(base: JsonObject, changes: readonly (readonly [Change, readonly [string, number]])[]): JsonObject {
  const copy = structuredClone(base);
  for (const [change, [list, index]] of changes)
    for (const [path, value] of change) {
      const steps = `/spec.${list}.${index}.`;
      const name = ((copy.spec as JsonObject)[list] as JsonObject[] | undefined)?.[index]?.name;
      if (name === undefined && !(path.startsWith('/') && !path.endsWith('*'))) continue;
      set(copy, stepsOf((path.startsWith('/') ? path : steps + path).slice(1).replace('*', String(name))), value);
    }
  return copy;
}

/** A key of an annotation has dots, and is the last step. */
function stepsOf(path: string): string[] {
  const annotations = 'metadata.annotations.';
  return path.startsWith(annotations)
    ? [...annotations.split('.').slice(0, 2), path.slice(annotations.length)]
    : path.split('.');
}

/** `+` is the item after the last of a list. */
function set(root: JsonObject, steps: readonly string[], value: Json | undefined): void {
  let at = root as Record<string, Json>;
  steps.forEach((step, index) => {
    const key = step === '+' ? String((at as unknown as Json[]).length) : step;
    if (index === steps.length - 1) {
      if (value === undefined) delete at[key];
      else at[key] = value;
    } else {
      at[key] = (at[key] ?? (steps[index + 1] === '+' ? [] : {})) as Json;
      at = at[key] as Record<string, Json>;
    }
  });
}

function pods(bases: readonly JsonObject[], changes: readonly Change[]): fc.Arbitrary<JsonObject> {
  const change = fc.tuple(fc.constantFrom(...changes), place);
  return fc
    .tuple(fc.constantFrom(...bases), fc.array(change, { minLength: 1, maxLength: 5 }))
    .map(([base, chosen]) => changed(base, chosen));
}

const podChanges = POD_CHANGES.map((change) => change.map(([path, value]) => [`/${path}`, value] as const));
const valid = [...podChanges, ...CONTAINER_CHANGES];

/** Changed pods, of which many are such that the API server refuses them for nothing but the Pod Security Standards. */
export function plausiblePods(others: readonly JsonObject[]): fc.Arbitrary<JsonObject> {
  return fc.oneof(pods(PODS, valid), pods(others, valid));
}

/** The same, and some that could never be stored. */
export const oddPods = pods(PODS, [...valid, ...ODD_CHANGES]);
