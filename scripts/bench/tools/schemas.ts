import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = 'kubernetes_validate';
const VERSION = 'v1.34.0-local';
const SHARED = '_definitions.json';
const REFERENCE = `/api/${SHARED}#/$defs/`;

/** Others are of parts of objects. */
const OF_A_KIND = '"x-kubernetes-group-version-kind"';

/** Where the Python package kubernetes-validate keeps Kubernetes' JSON schemas; undefined where it is not installed. */
export function findSchemas(): string | undefined {
  const code = `import importlib.util as u; print(u.find_spec('${PACKAGE}').submodule_search_locations[0])`;
  const { status, stdout } = spawnSync('python3', ['-c', code], { encoding: 'utf8' });
  const folder = join(stdout?.trim() ?? '', 'kubernetes-json-schema', VERSION);
  return status === 0 && existsSync(join(folder, SHARED)) ? folder : undefined;
}

/** The schema of each kind by its file, `role-rbac-v1.json`, with all that it refers to in itself. */
export function standaloneSchemas(folder: string): Record<string, string> {
  const shared = JSON.parse(readFileSync(join(folder, SHARED), 'utf8')) as { $defs: Record<string, object> };
  const texts = new Map(Object.entries(shared.$defs).map(([name, schema]) => [name, JSON.stringify(schema)]));
  return Object.fromEntries(
    readdirSync(folder)
      .filter((file) => /^[a-z]+(-[a-z]+)?-v\d\w*\.json$/.test(file))
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const)
      .filter(([, text]) => text.includes(OF_A_KIND))
      .map(([file, text]) => [file, standalone(text, texts)]),
  );
}

/** A kind's schema refers to one file for all kinds, at a path that is nowhere on a disk. */
function standalone(text: string, shared: ReadonlyMap<string, string>): string {
  const own = text.replaceAll(REFERENCE, '#/$defs/');
  const needed = new Map<string, unknown>();
  const open = [own];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [, name = ''] of next.matchAll(/"#\/\$defs\/([^"]+)"/g)) {
      const found = shared.get(name);
      if (found === undefined || needed.has(name)) continue;
      needed.set(name, JSON.parse(found));
      open.push(found);
    }
  }
  // An $id would be what references are resolved against.
  const { $id, ...schema } = JSON.parse(own) as Record<string, unknown>;
  return JSON.stringify({ ...schema, $defs: Object.fromEntries(needed) });
}
