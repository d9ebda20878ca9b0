import type { Runtime } from '../../config/declaration.js';
import { GRANT } from '../../config/labels.js';
import { derive } from '../../config/provenance.js';
import { quotaOf } from '../../config/quota.js';
import { poolTolerations, runtimeTolerations, tolerationText } from '../tolerations.js';
import type { TenantNamespaceProps } from './namespace.js';

/** The annotations that admission policies read: what the tenant was granted, in full, so that what is missing is refused. */
export function grantOf(props: TenantNamespaceProps): Record<string, string> {
  const { cluster, tenant, namespace } = props;
  const { declared } = tenant;
  const { environment } = cluster;
  const runtimes = grantingRuntimes(props);
  const lists = {
    runtimes: declared.runtimes.allowed,
    priorityClasses: declared.priorityClasses,
    registries: [...environment.declared.registries, ...declared.images.registries],
    storageClasses: derive(quotaOf(declared, namespace).storage.classes, (classes) => Object.keys(classes)),
    devices: devicesOf(props),
    networks: tenant.spec.networks.map((name) => environment.declared.networks[name]?.attachment ?? ''),
    tolerations: [
      ...poolTolerations(cluster, tenant).map(tolerationText),
      ...ofRuntimes(runtimes, (runtime) => runtimeTolerations(runtime).map(tolerationText)),
    ],
    podAnnotations: ofRuntimes(runtimes, ({ declared }) => declared.podAnnotations),
    namespaceLabels: derive(declared.namespaceLabels, (labels) => Object.keys(labels)),
  };
  return {
    ...Object.fromEntries(
      Object.entries(lists).map(([name, list]) => [GRANT[name as keyof typeof lists], list.join(',')]),
    ),
    [GRANT.defaultRuntime]: declared.runtimes.default ?? environment.declared.defaultRuntime ?? '',
    [GRANT.imageDigests]: derive(digestsOf(props), (digests) => (digests ? 'required' : 'optional')),
  };
}

/** Whether images are named by digest: the Environment demands it of every tenant, or else this one's grant does. */
function digestsOf({ cluster: { environment }, tenant }: TenantNamespaceProps): boolean {
  return (environment.spec.images.digests ? environment : tenant).declared.images.digests;
}

/** The tenant's runtimes that say of its pods what they tolerate, or which annotations they may have. */
export function grantingRuntimes({ cluster, tenant }: Pick<TenantNamespaceProps, 'cluster' | 'tenant'>): Runtime[] {
  return tenant.spec.runtimes.allowed
    .flatMap((name) => cluster.runtimes.get(name) ?? [])
    .filter(({ spec }) => Object.keys(spec.tolerations).length + spec.podAnnotations.length > 0);
}

/** Names that quotas count: a device's resource, and that of a network's virtual functions. */
function devicesOf({ cluster, tenant }: TenantNamespaceProps): string[] {
  const { devices, networks } = cluster.environment.declared;
  const names = [
    ...tenant.spec.devices.map((name) => devices[name]?.resourceName),
    ...tenant.spec.networks.map((name) => networks[name]?.resourceName),
  ];
  return [...new Set(names.filter((name) => name !== undefined))];
}

function ofRuntimes(runtimes: readonly Runtime[], list: (runtime: Runtime) => readonly string[]): string[] {
  return runtimes.flatMap((runtime) => list(runtime).map((item) => `${item}@${runtime.name}`));
}
