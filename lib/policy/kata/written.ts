import type { Configuration } from '../../kata/configuration/declared.js';
import { configurationIn } from '../../kata/diagnosis/kata-configuration.js';
import type { Shim } from '../../kata/shims.js';
import { tomlData } from '../../kata/toml.js';
import { isObject, type JsonObject, type Path } from '../../kubernetes/json.js';
import type { Context } from '../context.js';
import { objectAt } from '../fields.js';
import type { JudgedObject } from '../judged-object.js';

/** A configuration of Kata among the objects. */
export interface WrittenConfiguration {
  readonly shim: Shim;
  readonly configuration: Configuration;
  readonly object: JudgedObject;
  /** Of the text, in the object. */
  readonly path: Path;
}

/** The configurations of a handler in ConfigMaps, as the preparation of nodes has them: one for each pool. */
export function writtenFor(context: Context, handler: string): readonly WrittenConfiguration[] {
  return context.recall(written).get(handler) ?? [];
}

const FILE = /^configuration-([\w.-]+)\.toml$/;
/** Many times what a configuration is. */
const MOST_CHARACTERS = 100_000;

function written({ objects }: Context): ReadonlyMap<string, readonly WrittenConfiguration[]> {
  const found = new Map<string, WrittenConfiguration[]>();
  for (const object of objects.ofKind('/ConfigMap')) {
    for (const [key, text] of Object.entries(objectAt(object.object, 'data') ?? {})) {
      const handler = FILE.exec(key)?.[1];
      if (handler === undefined || typeof text !== 'string' || text.length > MOST_CHARACTERS) continue;
      const data = tablesIn(text);
      const read = data && configurationIn({ file: key, text, data });
      if (read === undefined) continue;
      const of = found.get(handler);
      const one = { ...read, object, path: ['data', key] };
      if (of === undefined) found.set(handler, [one]);
      else of.push(one);
    }
  }
  return found;
}

/** Undefined where it is no TOML: the checks on nodes say so, and leave what is there. */
function tablesIn(text: string): JsonObject | undefined {
  try {
    const data: unknown = tomlData(text);
    return isObject(data) ? data : undefined;
  } catch {
    return undefined;
  }
}
