import { locate } from '../../config/positions.js';
import type { Location, Place } from '../../config/source.js';
import type { Finding, ObjectReference } from '../finding.js';

/** `Deployment shop-web/web`, as people name an object in a sentence. */
export function nameOf({ kind, namespace, name }: ObjectReference): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

/** Where somebody mends it: what is declared, or else the manifest. */
export function placeToMend({
  declaration,
  manifest,
  related,
}: Pick<Finding, 'declaration' | 'manifest' | 'related'>): Place | undefined {
  return declaration ?? manifest ?? related?.place;
}

/** `environments/prod/platform/shop.yaml:6:3`, as terminals and editors take it. */
export function at({ file, line, column }: Pick<Location, 'file' | 'line' | 'column'>): string {
  return `${file}:${line}:${column}`;
}

/**
 * For formats that refuse a finding without a place. Only a change of several environments as a whole has none, and
 * they are declared there.
 */
const EVERYWHERE: Location = { file: 'environments', line: 1, column: 1, endColumn: 1 };

export function locationOf(finding: Finding): Location {
  const place = placeToMend(finding);
  return place === undefined ? EVERYWHERE : locate(place);
}

/** GitHub and GitLab find no file by a path that begins with `./`. */
export function inRepository(file: string): string {
  return file.replace(/^(\.\/+)+/, '');
}
