import { readdirSync } from 'node:fs';
import { HttpMethod } from '@kubernetes/client-node';
import { isObject, type JsonObject, valueAt } from '../../lib/kubernetes/json.js';
import type { ControlPlane } from './control-plane.js';
import { manifestsBelow } from './manifests.js';
import { partAt } from './parts.js';

/** The CustomResourceDefinitions of what is in `dist`, by the part that has them. */
const DEFINITIONS = {
  'argo-cd-crds': ['applications.argoproj.io', 'appprojects.argoproj.io'],
  'external-secrets-crds': ['externalsecrets.external-secrets.io'],
  'kyverno-crds': ['imagevalidatingpolicies.policies.kyverno.io'],
  'prometheus-operator-crds': ['podmonitors.monitoring.coreos.com', 'prometheusrules.monitoring.coreos.com'],
};

/** For `needs`. */
export const DEFINITION_PARTS = Object.keys(DEFINITIONS);

export async function defineWhatIsRendered(plane: ControlPlane): Promise<void> {
  await Promise.all(Object.entries(DEFINITIONS).map(([part, names]) => define(plane, partAt(part), names)));
}

/**
 * Creates the CustomResourceDefinitions of a folder, or those of them that are named, and waits until the API server
 * serves them. Each that nobody needs takes a part of a second.
 */
export async function define(plane: ControlPlane, folder: string, names?: readonly string[]): Promise<void> {
  // The name stands in the text of its file: reading a megabyte of YAML to throw it away takes a second.
  const isWanted = (text: string) => names === undefined || names.some((name) => text.includes(`\n  name: ${name}\n`));
  const definitions = manifestsBelow(folder, isWanted)
    .map(({ object }) => object)
    .filter(({ kind }) => kind === 'CustomResourceDefinition');
  if (definitions.length < (names?.length ?? 1))
    throw new Error(`not all of ${names?.join(', ')} are in ${readdirSync(folder).join(', ')} of ${folder}`);
  await Promise.all(
    definitions.map(async (definition) => {
      await plane.admin.post(definition);
      await plane.until(`${definition.metadata.name} is served`, () => isServed(plane, definition));
    }),
  );
}

async function isServed({ admin }: ControlPlane, { spec }: JsonObject): Promise<boolean> {
  const [group, plural] = [valueAt(spec, ['group']), valueAt(spec, ['names', 'plural'])];
  const versions = valueAt(spec, ['versions']) as { name: string; served: boolean }[];
  for (const { name, served } of versions) {
    if (!served) continue;
    const { resources } = (await admin.send(HttpMethod.GET, `/apis/${group}/${name}`)).object;
    if (!Array.isArray(resources) || !resources.some((one) => isObject(one) && one.name === plural)) return false;
  }
  return true;
}
