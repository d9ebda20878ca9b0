import { tomlData } from '../../kata/toml.js';
import { isObject, type JsonObject, type Path } from '../../kubernetes/json.js';
import type { Context } from '../context.js';
import { objectAt } from '../fields.js';
import type { JudgedObject } from '../judged-object.js';

/** A file in TOML that a ConfigMap holds. */
export interface HeldToml {
  readonly key: string;
  readonly text: string;
  readonly data: JsonObject;
  readonly object: JudgedObject;
  /** Of the text, in the object. */
  readonly path: Path;
}

/** Many times what a configuration is. */
const MOST_CHARACTERS = 100_000;

/** Those in the ConfigMaps among the objects that are asked for. What is no TOML is left out: the checks on nodes say so. */
export function* tomlIn({ objects }: Context, isAskedFor: (key: string, text: string) => boolean): Iterable<HeldToml> {
  for (const object of objects.ofKind('/ConfigMap'))
    for (const [key, text] of Object.entries(objectAt(object.object, 'data') ?? {})) {
      if (typeof text !== 'string' || text.length > MOST_CHARACTERS || !isAskedFor(key, text)) continue;
      const data = tablesIn(text);
      if (data !== undefined) yield { key, text, data, object, path: ['data', key] };
    }
}

function tablesIn(text: string): JsonObject | undefined {
  try {
    const data: unknown = tomlData(text);
    return isObject(data) ? data : undefined;
  } catch {
    return undefined;
  }
}
