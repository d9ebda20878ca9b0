import { readdirSync } from 'node:fs';
import { isObject, type JsonObject, valueAt } from '../../lib/kubernetes/json.js';
import type { ControlPlane } from './control-plane.js';
import { manifestsBelow } from './manifests.js';

/** Applies the CustomResourceDefinitions of a folder, and waits until the API server serves them. */
export async function define(plane: ControlPlane, folder: string): Promise<void> {
  const definitions = manifestsBelow(folder)
    .map(({ object }) => object)
    .filter(({ kind }) => kind === 'CustomResourceDefinition');
  if (definitions.length === 0) throw new Error(`no definitions among ${readdirSync(folder).join(', ')} in ${folder}`);
  await Promise.all(definitions.map((definition) => plane.admin.apply(definition, 'setup')));
  await Promise.all(
    definitions.map((definition) =>
      plane.until(`${definition.metadata.name} is served`, async () =>
        isEstablished(await plane.admin.get(definition)),
      ),
    ),
  );
}

function isEstablished(definition: JsonObject): boolean {
  const conditions = valueAt(definition, ['status', 'conditions']) ?? [];
  return (
    Array.isArray(conditions) &&
    conditions.some((one) => isObject(one) && one.type === 'Established' && one.status === 'True')
  );
}
