import { Construct } from 'constructs';
import type { Cluster, Tenant } from '../../config/declaration.js';
import { CONTACT, COST_CENTRE, POD_SECURITY, SYNC_OPTIONS, TENANT } from '../../config/labels.js';
import { KubernetesObject } from '../kubernetes-object.js';
import { originate } from '../manifest-file.js';
import { grantOf } from './grant.js';

export interface TenantNamespaceProps {
  readonly cluster: Cluster;
  readonly tenant: Tenant;
  /** Full name of the namespace. */
  readonly namespace: string;
}

/**
 * A namespace of a tenant. Pod Security is enforced, audited and warned of at one level and pinned to the cluster's
 * minor version, so that an upgrade of the API server does not change what is admitted. The annotations are the grant
 * that admission policies read. Removing it from git waits for a person: it holds data.
 */
export class TenantNamespace extends Construct {
  constructor(scope: Construct, id: string, { cluster, tenant, namespace }: TenantNamespaceProps) {
    super(scope, id);
    originate(this, tenant, ['spec', 'namespaces', namespace]);
    const { environment } = cluster;
    const { declared } = tenant;
    const level = declared.podSecurity ?? environment.declared.podSecurity;
    const version = `v${environment.declared.kubernetesVersion}`;
    const podSecurity = Object.fromEntries(
      POD_SECURITY.flatMap((mode) => [
        [mode.level, level],
        [mode.version, version],
      ]),
    );
    new KubernetesObject(this, 'namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: namespace,
        labels: {
          ...declared.namespaceLabels,
          ...podSecurity,
          [TENANT]: tenant.name,
          [COST_CENTRE]: declared.costCentre,
        },
        annotations: {
          [CONTACT]: declared.contact,
          ...grantOf({ cluster, tenant, namespace }),
          [SYNC_OPTIONS]: 'Prune=confirm,Delete=confirm',
        },
      },
    });
  }
}
