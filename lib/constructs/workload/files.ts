import { Construct } from 'constructs';
import { KubernetesObject } from '../kubernetes-object.js';
import { originate } from '../manifest-file.js';
import { labelsOf } from './pod.js';
import type { WorkloadProps } from './props.js';
import { filesName } from './volumes.js';

/** One ConfigMap for each folder of files that a workload declares. */
export class Files extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    const { workload } = props;
    for (const [folder, { data }] of Object.entries(workload.declared.files)) {
      const configMap = new KubernetesObject(this, folder, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: filesName(workload, folder), namespace: workload.spec.namespace, labels: labelsOf(props) },
        data: { ...data },
      });
      originate(configMap, workload, ['spec', 'files', folder]);
    }
  }
}
