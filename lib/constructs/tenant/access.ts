import { Construct } from 'constructs';
import type { Tenant } from '../../config/declaration.js';
import { SYNC_WAVE } from '../../config/labels.js';
import { derive } from '../../config/provenance.js';
import { KubernetesObject } from '../kubernetes-object.js';
import { originate } from '../manifest-file.js';
import { EXEC, ROLES, RULES, SECRETS } from './roles.js';

export interface TenantAccessProps {
  readonly tenant: Tenant;
  readonly namespace: string;
}

/**
 * What pods of workloads run as. Argo CD creates it in a later wave than the rest of the walls, and without it the API
 * server refuses every pod: so none runs before default deny, quotas and limits stand, in whatever order Applications sync.
 */
export const WORKLOAD_SERVICE_ACCOUNT = 'workload';

/**
 * Who may do what in a namespace: a Role and a RoleBinding for each kind of owner that the tenant has, and the default
 * ServiceAccount without a token, so that a pod which names no account cannot speak to the API server.
 */
export class TenantAccess extends Construct {
  constructor(scope: Construct, id: string, { tenant, namespace }: TenantAccessProps) {
    super(scope, id);
    originate(this, tenant, ['spec', 'namespaces', namespace]);
    new KubernetesObject(this, 'service-account', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace },
      automountServiceAccountToken: false,
    });
    new KubernetesObject(this, 'workload-service-account', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: WORKLOAD_SERVICE_ACCOUNT, namespace, annotations: { [SYNC_WAVE]: '1' } },
      automountServiceAccountToken: false,
    });
    for (const role of ROLES) {
      const groups = tenant.declared.owners[role];
      if (groups.length === 0) continue;
      const name = `tenant-${role}`;
      const { exec, secrets } = tenant.spec.access;
      const path = ['spec', 'owners', role];
      const granted = [
        ...(exec.some((each) => each === role) ? [derive(tenant.declared.access.exec, () => EXEC)] : []),
        ...(secrets.some((each) => each === role) ? [derive(tenant.declared.access.secrets, () => SECRETS)] : []),
      ];
      originate(
        new KubernetesObject(this, `${role}-role`, {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'Role',
          metadata: { name, namespace },
          // The constant itself where nothing is granted beside it: it is written and judged once for all tenants.
          rules: granted.length === 0 ? RULES[role] : [...RULES[role], ...granted],
        }),
        tenant,
        path,
      );
      const binding = new KubernetesObject(this, `${role}-binding`, {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name, namespace },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
        subjects: groups.map((group) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group })),
      });
      originate(binding, tenant, path);
    }
  }
}
