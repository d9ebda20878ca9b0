import type { Construct } from 'constructs';
import { NODE_PREPARATION, POD_SECURITY, SYNC_OPTIONS } from '../../../config/labels.js';
import { KubernetesObject } from '../../kubernetes-object.js';
import type { NodePreparationProps } from './props.js';

/**
 * A namespace for nothing else: what is in it is root on its nodes. So that nobody mistakes another one for it, Pod
 * Security says `privileged` here and nowhere else that we render. It stays when its Application goes: that would wait for
 * a person, and the root for it.
 */
export function addNamespace(scope: Construct, { environment, preparation }: NodePreparationProps): void {
  const version = `v${environment.declared.kubernetesVersion}`;
  const podSecurity = POD_SECURITY.flatMap((mode) => [
    [mode.level, 'privileged'],
    [mode.version, version],
  ]);
  new KubernetesObject(scope, 'namespace', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: preparation.namespace,
      labels: { ...Object.fromEntries(podSecurity), [NODE_PREPARATION]: 'agents' },
      annotations: { [SYNC_OPTIONS]: 'Prune=confirm,Delete=false' },
    },
  });
}
