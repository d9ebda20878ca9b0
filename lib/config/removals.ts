import { isObject, type Json, type Path, valueAt } from '../kubernetes/json.js';
import { messageAt } from './describe-issue.js';
import { mergeLayers } from './merge.js';
import type { Problem } from './problem.js';
import type { SourceDocument } from './source.js';

/**
 * `null` removes what an earlier layer declares. Where there is nothing to remove, the author meant something else: most
 * often an empty mapping (`shop-web:` with nothing behind it), and the merge would lose the field in silence.
 */
export function idleRemovals(layers: readonly SourceDocument[]): Problem[] {
  return layers.flatMap(({ file, index: document, data }, index) => {
    const nulls = nullsIn(data.spec ?? null, ['spec']);
    if (nulls.length === 0) return [];
    const earlier = mergeLayers(layers.slice(0, index).map((layer) => layer.data));
    return nulls
      .filter((path) => valueAt(earlier, path) === undefined)
      .map((path) => ({
        place: { file, document, path },
        message: messageAt(path, 'null removes what an earlier layer declares, and none declares this'),
        hint: 'leave the field out, or write {} for an empty mapping',
      }));
  });
}

function nullsIn(value: Json, path: Path): Path[] {
  if (value === null) return [path];
  return isObject(value) ? Object.entries(value).flatMap(([key, inner]) => nullsIn(inner, [...path, key])) : [];
}
