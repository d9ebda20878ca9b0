import { Construct } from 'constructs';
import { k8s } from '../k8s.js';
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
      const configMap = new k8s.KubeConfigMap(this, folder, {
        metadata: { name: filesName(workload, folder), namespace: workload.spec.namespace, labels: labelsOf(props) },
        data: { ...data },
      });
      originate(configMap, workload, ['spec', 'files', folder]);
    }
  }
}
