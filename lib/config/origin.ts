import { formatPath, type Path } from '../kubernetes/json.js';
import type { Declaration } from './declaration.js';
import { definedIn } from './merge.js';
import type { Place, SourceDocument } from './source.js';

/** Where a value of a declaration was written: in the last layer that decides it, or its nearest ancestor that was written. */
export function placeOf(
  declaration: Pick<Declaration, 'identity' | 'layers'>,
  path: Path,
  part: 'key' | 'value' = 'value',
): Place {
  const data = declaration.layers.map((layer) => layer.data);
  const layer = declaration.layers[definedIn(data, path)] ?? declaration.layers[0];
  if (layer === undefined) throw new Error(`${declaration.identity} has no layers`);
  return { file: layer.file, document: layer.index, path: asWritten(layer, path), part };
}

/** The path by which a value is found in the text of its document. */
export function asWritten({ renamed = [] }: SourceDocument, path: Path): Path {
  if (renamed.length === 0) return path;
  const written = new Map(renamed.map((field) => [formatPath(field.path), field.written]));
  return path.map((key, depth) => written.get(formatPath(path.slice(0, depth + 1))) ?? key);
}
