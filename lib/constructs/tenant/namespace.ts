import { Construct } from 'constructs';
import type { Cluster, Tenant } from '../../config/declaration.js';
import { quotaOf } from '../../config/quota.js';
import { KubernetesObject } from '../kubernetes-object.js';
import { CONTACT, COST_CENTRE, GRANT, SYNC_OPTIONS, TENANT } from '../labels.js';
import { originate } from '../manifest-file.js';

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
      ['enforce', 'audit', 'warn'].flatMap((mode) => [
        [`pod-security.kubernetes.io/${mode}`, level],
        [`pod-security.kubernetes.io/${mode}-version`, version],
      ]),
    );
    const storageClasses = Object.keys(quotaOf(tenant.spec, namespace).storage.classes).join(',');
    const defaultRuntime = declared.runtimes.default ?? environment.declared.defaultRuntime;
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
          [GRANT.runtimes]: declared.runtimes.allowed.join(','),
          ...(defaultRuntime === undefined ? {} : { [GRANT.defaultRuntime]: defaultRuntime }),
          ...present(GRANT.priorityClasses, declared.priorityClasses),
          ...present(GRANT.registries, [...environment.declared.registries, ...declared.images.registries]),
          ...(storageClasses === '' ? {} : { [GRANT.storageClasses]: storageClasses }),
          [SYNC_OPTIONS]: 'Prune=confirm,Delete=confirm',
        },
      },
    });
  }
}

function present(annotation: string, values: readonly string[]): Record<string, string> {
  return values.length === 0 ? {} : { [annotation]: values.join(',') };
}
