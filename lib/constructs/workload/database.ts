import { Construct } from 'constructs';
import { WORKLOAD } from '../../config/labels.js';
import { KubernetesObject } from '../kubernetes-object.js';
import { originate } from '../manifest-file.js';
import { claimSpec } from './claims.js';
import { labelsOf, podTemplateOf } from './pod.js';
import type { WorkloadProps } from './props.js';
import { addDisruptionBudget, addService } from './service.js';
import { STORAGE } from './volumes.js';

/** A workload that keeps data: a StatefulSet whose pods have a volume each, kept when pods or the set go, and a headless Service. */
export class Database extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    const { workload } = props;
    const { database } = workload.declared;
    if (database === undefined) return;
    originate(this, workload, ['spec', 'database']);
    new KubernetesObject(this, 'stateful-set', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: workload.name, namespace: workload.spec.namespace, labels: labelsOf(props) },
      spec: {
        replicas: database.replicas,
        serviceName: workload.name,
        selector: { matchLabels: { [WORKLOAD]: workload.name } },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        template: podTemplateOf(props, 'Always'),
        volumeClaimTemplates: [{ metadata: { name: STORAGE }, spec: claimSpec(database.storage) }],
      },
    });
    // Always: the pods of a StatefulSet have their names in DNS from its headless Service.
    addService(this, props, database.ports, true);
    if ((workload.spec.database?.replicas ?? 0) > 1) addDisruptionBudget(this, props);
  }
}
