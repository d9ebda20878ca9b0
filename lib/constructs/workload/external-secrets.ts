import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret';
import { Construct } from 'constructs';
import { KubernetesObject } from '../kubernetes-object.js';
import { originate } from '../manifest-file.js';
import { labelsOf } from './pod.js';
import type { WorkloadProps } from './props.js';

/** Secrets that the External Secrets Operator fills from a store: git knows where each value is, never the value. */
export class ExternalSecrets extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    const { workload } = props;
    for (const [name, secret] of Object.entries(workload.declared.externalSecrets)) {
      const clusterStore = workload.spec.externalSecrets[name]?.clusterStore;
      const spec: IExternalSecret['spec'] = {
        secretStoreRef: { name: secret.store, kind: clusterStore ? 'ClusterSecretStore' : 'SecretStore' },
        refreshInterval: '1h0m0s',
        target: { name },
        data: Object.entries(secret.keys).map(([key, { remoteKey, property }]) => ({
          secretKey: key,
          remoteRef: { key: remoteKey, ...(property === undefined ? {} : { property }) },
        })),
      };
      const object = new KubernetesObject(this, name, {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name, namespace: workload.spec.namespace, labels: labelsOf(props) },
        spec,
      });
      originate(object, workload, ['spec', 'externalSecrets', name]);
    }
  }
}
