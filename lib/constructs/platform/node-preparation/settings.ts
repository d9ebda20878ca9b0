import type { NodePool } from '../../../config/node-pool.js';
import { MINIMUM_KERNEL, type PreparedPool } from '../../../config/node-preparation.js';
import type { RuntimePlace } from '../../../kata/handlers/distributions.js';

export interface Settings {
  readonly pool: NodePool;
  readonly kata: PreparedPool['kata'];
  readonly artifact: string;
  readonly place: RuntimePlace;
  readonly startupTaint: string;
}

/**
 * `NAME=value`, one a line. The script reads them as text and evaluates none; and none holds a quote or a line break,
 * whatever was declared: the schema has seen to that.
 */
export function settings({ pool, kata, artifact, place, startupTaint }: Settings): string {
  const all: Record<string, string> = {
    KATA_VERSION: kata.version,
    ARTIFACT: artifact,
    ARTIFACT_URL: kata.artifact?.url ?? '',
    ARTIFACT_SHA256: kata.artifact?.sha256 ?? '',
    ARCHITECTURE: pool.architecture,
    MINIMUM_KERNEL,
    RUNTIME: pool.containerRuntime?.name ?? 'containerd',
    DISTRIBUTION: pool.containerRuntime?.distribution ?? 'kubernetes',
    SERVICE: place.services.join(' '),
    CONFIG: place.config,
    DROP_IN: place.dropIn,
    DROP_IN_2: place.dropInOfVersion2,
    TEMPLATE_2: place.templates?.version2 ?? '',
    TEMPLATE_3: place.templates?.version3 ?? '',
    PROGRAM: place.program,
    SOCKET: place.socket,
    STARTUP_TAINT: startupTaint,
  };
  return Object.entries(all)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
