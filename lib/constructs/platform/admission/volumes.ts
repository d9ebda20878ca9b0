import type { Validation } from './policy.js';

/**
 * What Pod Security "restricted" admits, without CSI drivers that a pod names itself: what those mount comes over the node's
 * network, where no NetworkPolicy is. With "baseline" NFS, iSCSI and their like would be open in the same way.
 */
const SOURCES = [
  'configMap',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** No tokens and certificates of the pod's account. */
const PROJECTED = ['configMap', 'downwardAPI', 'secret'];

const oneOf = (of: string, fields: readonly string[]) => fields.map((field) => `has(${of}.${field})`).join(' || ');

export const VOLUME_VALIDATIONS: readonly Validation[] = [
  {
    expression: `variables.spec.?volumes.orValue([]).all(volume, ${oneOf('volume', SOURCES)})`,
    message: `a volume is of a type that is not open to tenants; open: ${SOURCES.join(', ')}`,
  },
  {
    expression: `variables.spec.?volumes.orValue([]).all(volume, volume.?projected.?sources.orValue([]).all(source, ${oneOf('source', PROJECTED)}))`,
    message: `a projected volume has a source that is not open to tenants; open: ${PROJECTED.join(', ')}`,
  },
];
