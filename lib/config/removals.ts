import { z } from 'zod';
import { isObject, type Json, type Path, valueAt } from '../kubernetes/json.js';
import { messageAt } from './describe-issue.js';
import { mergeLayers } from './merge.js';
import { asWritten } from './origin.js';
import { isLeftOut } from './positions.js';
import type { Problem } from './problem.js';
import { schemaAt } from './schema/at.js';
import { KINDS, type Kind } from './schema/kinds.js';
import type { SourceDocument } from './source.js';

export interface IdleRemoval extends Problem {
  readonly path: Path;
  /** Whatever the other layers say. */
  readonly certain: boolean;
}

/**
 * `null` removes what an earlier layer declares. Where there is nothing to remove, the author meant something else, and
 * the merge would lose the field in silence. So it would where nothing is written behind the colon, which YAML reads as
 * null: most often the fields below have been commented out, and nobody meant to remove what other layers say of them.
 */
export function idleRemovals(layers: readonly SourceDocument[]): IdleRemoval[] {
  return layers.flatMap((layer, index) => {
    const nulls = nullsIn(layer.data.spec ?? null, ['spec']);
    if (nulls.length === 0) return [];
    const earlier = mergeLayers(layers.slice(0, index).map(({ data }) => data));
    return nulls.flatMap((path): IdleRemoval[] => {
      const place = { file: layer.file, document: layer.index, path: asWritten(layer, path) };
      if (isLeftOut(place)) {
        const message = messageAt(path, 'nothing stands behind the colon');
        return [{ path, certain: true, place, message, hint: blankHint(layer, path) }];
      }
      if (valueAt(earlier, path) !== undefined) return [];
      const message = messageAt(path, 'null removes what an earlier layer declares, and none declares this');
      return [{ path, certain: false, place, message, hint: idleHint(layer, path) }];
    });
  });
}

function blankHint(layer: SourceDocument, path: Path): string {
  if (path.length === 1) return 'write what is declared, or null to drop what earlier layers declare';
  return `${instead(layer, path)}, null to remove what an earlier layer declares, or leave the field out`;
}

function idleHint(layer: SourceDocument, path: Path): string {
  const [, namespaces, , field] = path;
  // These are a patch once more, on the tenant's own; but what null would remove there is a matter of layers too.
  if (layer.data.kind === 'Tenant' && namespaces === 'namespaces' && (field === 'quota' || field === 'limits'))
    return field === 'quota'
      ? "leave it out where the tenant's spec.quota holds here too, or write 0 where the namespace gets none of it"
      : "leave it out where the tenant's spec.limits hold here too, or write the limit that the namespace has";
  return `leave the field out, or ${instead(layer, path)}`;
}

function instead({ data: { kind } }: SourceDocument, path: Path): string {
  const rule = typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? KINDS[kind as Kind] : undefined;
  const schema = rule === undefined ? undefined : schemaAt(rule.spec, path.slice(1));
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) return 'write {} for an empty mapping';
  return schema instanceof z.ZodArray ? 'write [] for an empty list' : 'write its value';
}

function nullsIn(value: Json, path: Path): Path[] {
  if (value === null) return [path];
  return isObject(value) ? Object.entries(value).flatMap(([key, inner]) => nullsIn(inner, [...path, key])) : [];
}
