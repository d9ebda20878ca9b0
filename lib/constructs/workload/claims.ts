import { Construct } from 'constructs';
import { SYNC_OPTIONS } from '../../config/labels.js';
import { KubernetesObject } from '../kubernetes-object.js';
import { originate } from '../manifest-file.js';
import { labelsOf } from './pod.js';
import type { WorkloadProps } from './props.js';

/** The PersistentVolumeClaims that a workload asks to be made. Argo CD never removes them: they hold data. */
export class Claims extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    const { workload } = props;
    for (const [name, { claim, create }] of Object.entries(workload.declared.volumes)) {
      if (create === undefined) continue;
      const object = new KubernetesObject(this, name, {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name: claim,
          namespace: workload.spec.namespace,
          labels: labelsOf(props),
          annotations: { [SYNC_OPTIONS]: 'Prune=false,Delete=false' },
        },
        spec: claimSpec(create),
      });
      originate(object, workload, ['spec', 'volumes', name]);
    }
  }
}

/** What is asked of a StorageClass, or of the default one. */
export function claimSpec(claim: { size: string | number; storageClass?: string | undefined; accessMode?: string }) {
  return {
    accessModes: [claim.accessMode ?? 'ReadWriteOnce'],
    resources: { requests: { storage: claim.size } },
    ...(claim.storageClass === undefined ? {} : { storageClassName: claim.storageClass }),
    volumeMode: 'Filesystem',
  };
}
