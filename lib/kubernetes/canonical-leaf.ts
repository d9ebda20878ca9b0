import { isObject, type Json } from './json.js';
import { ceilToMilli, formatQuantity, parseQuantity } from './quantity.js';
import { mapFields } from './shared-mapping.js';
import type { Leaf } from './stored-fields/notation.js';

/** A leaf of a built-in kind as the API server stores it. What is not of the leaf's type stays for validation to find. */
export function canonicalLeaf(value: Json, leaf: Leaf): Json {
  switch (leaf) {
    case 'Quantity':
      return canonicalAmount(value, 'exact');
    case 'Quantities':
      return mapValues(value, (amount) => canonicalAmount(amount, 'exact'));
    case 'ResourceList':
      return mapValues(value, (amount) => canonicalAmount(amount, 'to milli'));
    case 'Strings':
      return mapValues(value, (text) => text ?? '');
    case 'Raw':
      return value;
  }
}

function canonicalAmount(value: Json, precision: 'exact' | 'to milli'): Json {
  if (value === null) return '0';
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const known = SPELLED[precision].get(value);
  if (known !== undefined) return known;
  const quantity = parseQuantity(value);
  const spelled =
    quantity === undefined ? value : formatQuantity(precision === 'exact' ? quantity : ceilToMilli(quantity));
  if (SPELLED[precision].size >= MOST_SPELLED) SPELLED[precision].clear();
  SPELLED[precision].set(value, spelled);
  return spelled;
}

/** Manifests repeat a few dozen quantities thousands of times. */
const SPELLED = { exact: new Map<string | number, Json>(), 'to milli': new Map<string | number, Json>() };
const MOST_SPELLED = 10_000;

function mapValues(value: Json, map: (value: Json) => Json): Json {
  return isObject(value) ? mapFields(value, map) : value;
}
