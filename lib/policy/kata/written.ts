import type { Configuration } from '../../kata/configuration/declared.js';
import { configurationIn } from '../../kata/diagnosis/kata-configuration.js';
import type { Shim } from '../../kata/shims.js';
import type { Path } from '../../kubernetes/json.js';
import type { Context } from '../context.js';
import type { JudgedObject } from '../judged-object.js';
import { tomlIn } from './config-maps.js';

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

function written(context: Context): ReadonlyMap<string, readonly WrittenConfiguration[]> {
  const found = new Map<string, WrittenConfiguration[]>();
  for (const { key, text, data, object, path } of tomlIn(context, (name) => FILE.test(name))) {
    const handler = FILE.exec(key)?.[1] ?? '';
    const read = configurationIn({ file: key, text, data });
    if (read === undefined) continue;
    const of = found.get(handler);
    const one = { ...read, object, path };
    if (of === undefined) found.set(handler, [one]);
    else of.push(one);
  }
  return found;
}
