import type { Json } from '../../lib/kubernetes/json.js';
import { describeObject } from '../../lib/kubernetes/object.js';
import type { Client } from './client.js';
import { changedLeaves } from './leaves.js';
import type { Manifest } from './manifests.js';

export interface Applied {
  /** What was refused, warned of or stored otherwise. */
  readonly complaints: readonly string[];
  readonly versions: ReadonlyMap<string, Json | undefined>;
}

/** As Argo CD does: server-side, one after the other, in its order (see inSyncOrder). */
export async function applyAll(client: Client, manifests: readonly Manifest[]): Promise<Applied> {
  const complaints: string[] = [];
  const versions = new Map<string, Json | undefined>();
  for (const { file, object } of manifests) {
    const name = `${file}: ${describeObject(object)}`;
    try {
      const { object: stored, warnings } = await client.apply(object);
      complaints.push(...warnings.map((warning) => `${name}: warning: ${warning}`));
      complaints.push(...changedLeaves(object, stored).map((leaf) => `${name}: ${leaf}`));
      versions.set(name, (stored.metadata as { resourceVersion?: Json }).resourceVersion);
    } catch (error) {
      complaints.push(`${name}: refused: ${error instanceof Error ? error.message : error}`);
    }
  }
  return { complaints, versions };
}

/** Objects that another apply has changed. */
export function changed(before: Applied, after: Applied): string[] {
  return [...after.versions].filter(([name, version]) => before.versions.get(name) !== version).map(([name]) => name);
}
