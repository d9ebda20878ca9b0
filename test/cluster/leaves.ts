import { formatPath, isObject, type Json, type Path } from '../../lib/kubernetes/json.js';

/** What of `written` is not in `stored` as it was written: each leaf, empty mappings and lists included. */
export function changedLeaves(written: Json, stored: Json | undefined, path: Path = []): string[] {
  if (isObject(written) && Object.keys(written).length > 0) {
    if (!isObject(stored)) return [said(path, written, stored)];
    return Object.entries(written).flatMap(([key, value]) => changedLeaves(value, stored[key], [...path, key]));
  }
  if (Array.isArray(written) && written.length > 0) {
    if (!Array.isArray(stored) || stored.length !== written.length) return [said(path, written, stored)];
    return written.flatMap((value, index) => changedLeaves(value, stored[index], [...path, index]));
  }
  return JSON.stringify(written) === JSON.stringify(stored) ? [] : [said(path, written, stored)];
}

export function countLeaves(value: Json): number {
  const inner = isObject(value) ? Object.values(value) : Array.isArray(value) ? value : [];
  return inner.length === 0 ? 1 : inner.reduce<number>((sum, each) => sum + countLeaves(each), 0);
}

function said(path: Path, written: Json, stored: Json | undefined): string {
  return `${formatPath(path)}: written ${JSON.stringify(written)}, stored ${JSON.stringify(stored) ?? 'nothing'}`;
}
