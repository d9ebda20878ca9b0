import { canonicalLeaf } from './canonical-leaf.js';
import { constant, isConstant } from './constant.js';
import { isObject, type Json, type JsonObject } from './json.js';
import type { KubernetesObject } from './object.js';
import { mapFields, mapItems } from './shared-mapping.js';
import { ANY_KIND, storedTypeOf } from './stored-fields/kinds.js';
import type { StoredField, StoredType } from './stored-fields/notation.js';

/**
 * `object` as the API server would store what its author wrote: every value that is left is stored exactly as it stands
 * here, so that Argo CD sees no difference where there is none. Nothing is ever added; defaults stay the server's.
 *
 * - Gone: `null`, `status`, `metadata.creationTimestamp`, `metadata.managedFields`, and in built-in kinds what a Go
 *   struct with omitempty leaves out (empty lists and maps, `hostNetwork: false`, an env `value: ""`).
 * - Spelled anew: quantities of built-in kinds (`1000m` is `1`, `1024Mi` is `1Gi`, the number 10 is `"10"`).
 * - Untouched: whatever a pointer holds (`podSelector: {}`, `suspend: false`), items of lists (`ingress: [{}]`), labels,
 *   annotations and data of ConfigMaps, the empty values of custom resources, quantities that cannot be read, and
 *   `null` as an item of a list, since taking it away or reading it as `{}` could change what a policy allows. The
 *   `stringData` of a Secret stays too, though the server turns it into `data`.
 *
 * The input is not changed; parts that stay the same are shared with it.
 */
export function canonicalObject(object: JsonObject): KubernetesObject {
  const { apiVersion, kind } = object;
  const builtIn = typeof apiVersion === 'string' && typeof kind === 'string' && storedTypeOf(apiVersion, kind);
  const stored = builtIn ? storedFields(object, builtIn, BUILT_IN) : storedFields(object, ANY_KIND, CUSTOM);
  const { status, ...written } = stored;
  return (status === undefined ? stored : written) as KubernetesObject;
}

interface Storage {
  /** Built-in kinds are stored as protocol buffers, where an empty list and none are the same. */
  readonly dropsEmptyLists: boolean;
  /** How constants are stored, by the type of the field that they stand at. */
  readonly constants: Map<StoredField['type'], WeakMap<object, Json>>;
}

const BUILT_IN: Storage = { dropsEmptyLists: true, constants: new Map() };
const CUSTOM: Storage = { dropsEmptyLists: false, constants: new Map() };

function storedFields(object: JsonObject, type: StoredType | undefined, storage: Storage): JsonObject {
  return mapFields(object, (value, key) => storedField(value, type?.get(key), storage));
}

function storedField(value: Json, field: StoredField | undefined, storage: Storage): Json | undefined {
  if (value === null || field?.leftOut === 'always') return undefined;
  const stored = storedValue(value, field?.type, storage);
  if (field?.leftOut === 'when zero' && isZero(stored)) return undefined;
  if (storage.dropsEmptyLists && isEmptyList(stored) && field?.type !== 'Raw') return undefined;
  return stored;
}

function storedValue(value: Json, type: StoredField['type'], storage: Storage): Json {
  if (typeof value !== 'object' || value === null || !isConstant(value)) return storedAnew(value, type, storage);
  const known = storage.constants.get(type) ?? new WeakMap<object, Json>();
  storage.constants.set(type, known);
  const stored = known.get(value) ?? constant(storedAnew(value, type, storage));
  known.set(value, stored);
  return stored;
}

function storedAnew(value: Json, type: StoredField['type'], storage: Storage): Json {
  if (typeof type === 'string') return canonicalLeaf(value, type);
  if (Array.isArray(value)) return mapItems(value, (item) => storedValue(item, type, storage));
  return isObject(value) ? storedFields(value, type, storage) : value;
}

function isZero(value: Json): boolean {
  return value === '' || value === 0 || value === false || (isObject(value) && Object.keys(value).length === 0);
}

function isEmptyList(value: Json): boolean {
  return Array.isArray(value) && value.length === 0;
}
