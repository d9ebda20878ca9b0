import type { PreparedPool } from '../../../config/node-preparation.js';
import type { ImageVolume, Volume } from '../../k8s.js';
import type { AgentFiles } from './daemon-set.js';

export const ARTIFACTS = '/artifacts';

/** Where an agent finds what it installs: where upstream's image has it, or where the archive is to go. */
export function artifactsFolder({ kata }: PreparedPool): string {
  return kata.artifact?.image === undefined ? ARTIFACTS : `${ARTIFACTS}/opt/kata-artifacts`;
}

/** What an agent reads and writes beside its node. */
export function agentVolumes(pool: PreparedPool, { scripts, files }: AgentFiles): Volume[] {
  return [
    artifacts(pool),
    { name: 'files', configMap: { name: files } },
    { name: 'host', hostPath: { path: '/', type: 'Directory' } },
    { name: 'scripts', configMap: { name: scripts } },
    { name: 'state', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
    // As every pod has it by default (kubernetes plugin/pkg/admission/serviceaccount), but for root alone.
    {
      name: 'token',
      projected: {
        defaultMode: 0o400,
        sources: [
          { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
          { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        ],
      },
    },
  ];
}

/**
 * The image itself, read-only: it holds no shell that could copy it (kata-containers tools/packaging/kata-deploy/Dockerfile
 * ends in distroless). Or room for the archive, until it is unpacked.
 */
function artifacts({ declared }: PreparedPool): Volume {
  const image = declared.kata?.artifact?.image;
  if (image === undefined) return { name: 'artifacts', emptyDir: { sizeLimit: '8Gi' } };
  const volume: ImageVolume = { name: 'artifacts', image: { reference: image, pullPolicy: 'IfNotPresent' } };
  return volume;
}
