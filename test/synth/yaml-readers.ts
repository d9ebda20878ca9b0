import { execFileSync, spawnSync } from 'node:child_process';
import { CORE_SCHEMA, load, YAML11_SCHEMA } from 'js-yaml';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../lib/kubernetes/json.js';

/** Everybody who will read what we write, each under the name a failing test shows. */
export const READERS: Record<string, (text: string) => unknown> = {
  'yaml, YAML 1.2': (text) => parse(text, { version: '1.2', maxAliasCount: 0 }),
  'yaml, YAML 1.1': (text) => parse(text, { version: '1.1', maxAliasCount: 0 }),
  'js-yaml, default': (text) => load(text),
  'js-yaml, core schema': (text) => load(text, { schema: CORE_SCHEMA }),
  'js-yaml, YAML 1.1 schema': (text) => load(text, { schema: YAML11_SCHEMA }),
};

export const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

/** kubectl without a server reads objects only, so each value becomes the `spec` of one. */
export function inObject(value: Json): JsonObject {
  return { apiVersion: 'example.dev/v1', kind: 'Sample', metadata: { name: 'sample' }, spec: value };
}

export function readWithKubectl(documents: readonly string[]): unknown[] {
  const output = execFileSync(
    'kubectl',
    ['label', '--local', '--dry-run=client', '-o', 'json', '-f', '-', 'read=yes'],
    {
      input: documents.join('---\n'),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  // Objects follow one another without a separator; `}` at the very left ends each.
  return output
    .split(/(?<=^\})\n/m)
    .filter((each) => each.trim() !== '')
    .map((each) => (JSON.parse(each) as JsonObject).spec);
}
