import type { Declaration } from '../config/declaration.js';
import type { Manifest } from './collect.js';
import { HEADER_MARK } from './plan.js';
import { toYaml } from './yaml.js';

/** The text of a file: where it comes from, how to change it, and its objects as YAML documents. */
export function manifestText({ declarations, objects }: Manifest): string {
  return `${headerOf(declarations)}${objects.map(({ object }) => toYaml(object)).join('---\n')}`;
}

/** Names files, never lines: a line that moved in a declaration would change every manifest made from it. */
function headerOf(declarations: readonly Declaration[]): string {
  const files = new Set(declarations.flatMap(({ layers }) => layers.map(({ file }) => file.path)));
  const from = [...files].sort().map((file) => `#   ${file}\n`);
  return `${HEADER_MARK} with \`bulkhead synth\`, which overwrites what is edited here. Declared in:\n${from.join('')}`;
}
