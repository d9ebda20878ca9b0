import { write } from '../cli/command.js';

const declare = (kind: string, name: string, spec: object) =>
  JSON.stringify({ apiVersion: 'bulkhead.dev/v1alpha1', kind, metadata: { name }, spec });

/**
 * Declarations in two editions, each of which renders a thousand files into `dev` and `prod`. Between them, in both
 * environments, tenants come and go, quotas change, namespaces are renamed (whole folders move) and workloads move from
 * one namespace to another.
 */
export function writeLargeDeclarations(folder: string, edition: 'a' | 'b'): void {
  for (const name of ['dev', 'prod'])
    write(
      folder,
      `${name}/platform/environment.yaml`,
      declare('Environment', name, { ...ENVIRONMENT, cluster: cluster(name) }),
    );
  write(folder, 'base/platform/runtimes.yaml', declare('Runtime', 'kata-clh', { preset: 'kata-clh' }));
  for (let i = 0; i < 30; i++) {
    // The last five are others in each edition.
    const tenant = i < 25 ? `tenant-${i}` : `tenant-${i}-${edition}`;
    const changed = edition === 'b' && i % 3 === 0;
    const renamed = edition === 'b' && i % 5 === 0;
    const namespaces = ['web', 'data', 'jobs', renamed ? 'moved' : 'tools'].map((name) => `${tenant}-${name}`);
    const spec = {
      owners: { admin: [`${tenant}-admins`] },
      contact: `${tenant}@example.com`,
      costCentre: 'cc-1',
      namespaces: Object.fromEntries(namespaces.map((name) => [name, {}])),
      runtimes: { allowed: ['kata-clh'], default: 'kata-clh' },
      quota: { cpu: changed ? 8 : 4, memory: '8Gi' },
    };
    write(folder, `base/platform/tenants/${tenant}.yaml`, declare('Tenant', tenant, spec));
    const site = {
      namespace: namespaces[edition === 'b' && i % 4 === 0 ? 1 : 0],
      image: 'registry.example.com/site:1',
      service: {},
      resources: { cpu: '250m', memory: '256Mi' },
    };
    write(folder, `base/tenants/${tenant}/site.yaml`, declare('Workload', 'site', site));
  }
}

const cluster = (name: string) => ({ name, apiServer: { url: 'https://10.0.0.1:6443', cidrs: ['10.0.0.1/32'] } });

const ENVIRONMENT = {
  extends: ['base'],
  kubernetesVersion: '1.34',
  network: { pods: ['10.244.0.0/16'], services: ['10.96.0.0/12'], nodes: ['10.0.0.0/24'] },
  nodePools: {
    kata: {
      count: 100,
      labels: { 'katacontainers.io/kata-runtime': 'true' },
      allocatable: { cpu: 16, memory: '64Gi' },
      kvm: true,
    },
  },
  registries: ['registry.example.com'],
  argocd: { repoURL: 'https://git.example.com/platform.git' },
};
