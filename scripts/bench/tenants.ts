import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What differs from tenant to tenant: what a values file of another tool holds. */
export interface TenantValues {
  readonly name: string;
  readonly admins: string;
  readonly developers: string;
  readonly contact: string;
  readonly costCentre: string;
  readonly cpu: string;
  readonly memory: string;
}

export const ENVIRONMENT = 'bench';

export function tenantValues(index: number): TenantValues {
  const number = String(index).padStart(5, '0');
  const name = `tenant-${number}`;
  return {
    name,
    admins: `${name}-admins`,
    developers: `${name}-developers`,
    contact: `${name}@example.com`,
    costCentre: `cc-${number}`,
    cpu: String(2 + (index % 7)),
    memory: `${4 + (index % 13)}Gi`,
  };
}

export function manyTenants(count: number): TenantValues[] {
  return Array.from({ length: count }, (_, index) => tenantValues(index + 1));
}

/** The declarations of one environment, by path: a file for each tenant, one for the cluster, one for its runtimes. */
export function declarations(tenants: readonly TenantValues[]): Record<string, string> {
  const platform = `environments/${ENVIRONMENT}/platform`;
  return {
    [`${platform}/environment.yaml`]: environment(tenants.length),
    [`${platform}/runtimes.yaml`]: RUNTIMES,
    ...Object.fromEntries(tenants.map((values) => [`${platform}/tenants/${values.name}.yaml`, tenant(values)])),
  };
}

/** Writes texts by path below `folder`. */
export function writeFiles(folder: string, texts: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const HEAD = 'apiVersion: bulkhead.dev/v1alpha1';

/** As small as the README's tenant, with one platform service. The values are plain scalars: nothing needs quotes. */
function tenant({ name, admins, developers, contact, costCentre, cpu, memory }: TenantValues): string {
  return `\
# yaml-language-server: $schema=../../../../schemas/tenant.schema.json
${HEAD}
kind: Tenant
metadata:
  name: ${name}
spec:
  owners:
    admin: [${admins}]
    developer: [${developers}]
  contact: ${contact}
  costCentre: ${costCentre}
  namespaces:
    ${name}: {}
  runtimes:
    allowed: [kata-clh, gvisor]
    default: kata-clh
  quota:
    cpu: ${cpu}
    memory: ${memory}
  network:
    platformServices: [gateway]
`;
}

const RUNTIMES = `\
${HEAD}
kind: Runtime
metadata:
  name: kata-clh
spec:
  preset: kata-clh
---
${HEAD}
kind: Runtime
metadata:
  name: gvisor
spec:
  preset: gvisor
  nodeSelector:
    nodes.example.com/gvisor: "true"
`;

/** A node for each tenant, so that the quotas fit however many there are. */
function environment(nodes: number): string {
  return `\
${HEAD}
kind: Environment
metadata:
  name: ${ENVIRONMENT}
spec:
  cluster:
    name: bench-1
    apiServer:
      url: https://api.bench.example.com:6443
      cidrs: [10.20.0.10/32]
  kubernetesVersion: "1.34"
  network:
    pods: [10.80.0.0/14]
    services: [10.88.0.0/16]
    nodes: [10.20.0.0/16]
  nodePools:
    general:
      count: ${nodes}
      labels:
        katacontainers.io/kata-runtime: "true"
        nodes.example.com/gvisor: "true"
      allocatable:
        cpu: 15
        memory: 58Gi
      kvm: true
  storageClasses:
    standard:
      default: true
  priorityClasses:
    kata-high-security:
      value: 100000
  platformServices:
    gateway:
      direction: ingress
      namespace: envoy-gateway-system
      podLabels:
        app.kubernetes.io/name: envoy
      ports: [8080, 8443]
  registries: [registry.example.com]
  argocd:
    repoURL: https://git.example.com/platform/bulkhead.git
`;
}
