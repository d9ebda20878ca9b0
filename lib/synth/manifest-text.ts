import type { Declaration } from '../config/declaration.js';
import type { Manifest } from './collect.js';
import { HEADER_MARK } from './plan.js';
import { toYaml } from './yaml.js';

/** The text of a file: where it comes from, how to change it, and its objects as YAML documents. */
export function manifestText({ declarations, objects }: Manifest, command = 'bulkhead synth'): string {
  return `${headerOf(declarations, command)}${objects.map(({ object }) => toYaml(object)).join('---\n')}`;
}

/** Names files, never lines: a line that moved in a declaration would change every manifest made from it. */
function headerOf(declarations: readonly Declaration[], command: string): string {
  const files = new Set(declarations.flatMap(({ layers }) => layers.map(({ file }) => file.path)));
  const from = [...files].sort().map((file) => `#   ${file}\n`);
  const declared = from.length === 0 ? '' : ` Declared in:\n${from.join('').trimEnd()}`;
  return `${HEADER_MARK} with \`${command}\`, which overwrites what is edited here.${declared}\n`;
}
