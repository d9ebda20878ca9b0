import type { Construct } from 'constructs';
import { SYNC_WAVE } from '../../../config/labels.js';
import { NODE_PREPARATION_NAME } from '../../../config/node-preparation.js';
import { KubernetesObject } from '../../kubernetes-object.js';
import type { NodePreparationProps } from './props.js';

const GROUP = 'rbac.authorization.k8s.io';
const ROLE = `bulkhead-${NODE_PREPARATION_NAME}`;

/**
 * What agents may do: read a node and patch it. RBAC knows no "own node"; the admission policy does, and comes first, so
 * that the role is never without it.
 */
export function addAccess(scope: Construct, { preparation: { namespace } }: NodePreparationProps): void {
  // Agents mount a token of their own, for an hour at a time; what else runs here gets none.
  for (const name of ['default', NODE_PREPARATION_NAME])
    new KubernetesObject(scope, `service-account-${name}`, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace },
      automountServiceAccountToken: false,
    });
  new KubernetesObject(scope, 'role', {
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRole',
    metadata: { name: ROLE },
    rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['get', 'patch'] }],
  });
  new KubernetesObject(scope, 'binding', {
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: ROLE, annotations: { [SYNC_WAVE]: '1' } },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: ROLE },
    subjects: [{ kind: 'ServiceAccount', name: NODE_PREPARATION_NAME, namespace }],
  });
}
