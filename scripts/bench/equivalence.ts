import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CORE_SCHEMA, loadAll } from 'js-yaml';
import { describeObject, identityOf, type KubernetesObject } from '../../lib/kubernetes/object.js';
import { renderTexts } from './rendered.js';
import { ENVIRONMENT, type TenantValues } from './tenants.js';

/** Throws unless what a contender has rendered for the tenants is what Bulkhead renders: all of it, and nothing else. */
export function checkEquivalence(contender: string, output: string, tenants: readonly TenantValues[]): void {
  const rendered = new Map(objectsIn(output).map((object) => [identityOf(object), object]));
  for (const { path, text } of renderTexts(tenants)) {
    for (const object of parse(text)) {
      const identity = identityOf(object);
      const found = rendered.get(identity);
      rendered.delete(identity);
      // The platform's own objects are rendered by Bulkhead alone.
      if (found === undefined && !isOfTenant(path)) continue;
      if (!isDeepStrictEqual(found, object))
        throw new Error(`${contender} does not render the same ${describeObject(object)}: ${JSON.stringify(found)}`);
    }
  }
  for (const object of rendered.values())
    throw new Error(`${contender} renders a ${describeObject(object)} of its own`);
}

function isOfTenant(path: string): boolean {
  return path.startsWith(`${ENVIRONMENT}/tenants/`) || path.startsWith(`${ENVIRONMENT}/argocd/tenants/`);
}

function objectsIn(output: string): KubernetesObject[] {
  if (statSync(output).isFile()) return parse(readFileSync(output, 'utf8'));
  return readdirSync(output, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => parse(readFileSync(join(output, file), 'utf8')));
}

/** Empty documents are nothing: `---` at the end of a file. */
function parse(text: string): KubernetesObject[] {
  return loadAll(text, { schema: CORE_SCHEMA }).filter(
    (document) => document !== null,
  ) as unknown as KubernetesObject[];
}
