import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchema } from '../config/schema/document.js';
import { KIND_NAMES } from '../config/schema/kinds.js';
import { reportJsonSchema } from '../policy/reports/report-schema.js';
import { exitCode } from './exit.js';
import { say } from './output.js';

export interface SchemasOptions {
  readonly out: string;
  readonly check?: boolean;
}

/** `bulkhead schemas`: one JSON Schema for each kind of declaration, and that of the policy report. */
export function schemas({ out, check }: SchemasOptions): number {
  let stale = 0;
  const wanted: [name: string, schema: object][] = [
    ...KIND_NAMES.map((kind): [string, object] => [kind.toLowerCase(), jsonSchema(kind)]),
    ['report', reportJsonSchema()],
  ];
  for (const [name, schema] of wanted) {
    const path = join(out, `${name}.schema.json`);
    const text = `${JSON.stringify(schema, undefined, 2)}\n`;
    if (existing(path) === text) continue;
    stale += 1;
    if (check) say(`stale    ${path}`);
    else {
      mkdirSync(out, { recursive: true });
      writeFileSync(path, text);
      say(`written  ${path}`);
    }
  }
  if (stale === 0) say(`${out} is up to date`);
  return check && stale > 0 ? exitCode.problems : exitCode.done;
}

function existing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
