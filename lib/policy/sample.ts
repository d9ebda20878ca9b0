/**
 * The environment that the examples of all rules are read in, as files below `environments/`: two tenants on one
 * cluster. An example's own files lie in `sample/`, patch what `company` declares, and are all that a reader has to know.
 */
export const SAMPLE: Readonly<Record<string, string>> = {
  'company/platform/runtimes.yaml': `\
apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata: {name: runc}
spec: {preset: runc}
---
apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata: {name: kata-clh}
spec: {preset: kata-clh}
`,
  'company/platform/shop.yaml': `\
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: shop}
spec:
  owners: {admin: [shop-admins]}
  contact: shop@example.com
  costCentre: cc-shop
  namespaces: {shop-web: {}, shop-data: {}}
  runtimes: {allowed: [kata-clh], default: kata-clh}
  quota: {cpu: 4, memory: 8Gi}
`,
  'company/platform/bank.yaml': `\
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: bank}
spec:
  owners: {admin: [bank-admins]}
  contact: bank@example.com
  costCentre: cc-bank
  namespaces: {bank-ledger: {}}
  runtimes: {allowed: [kata-clh], default: kata-clh}
  quota: {cpu: 4, memory: 8Gi}
`,
  'sample/platform/environment.yaml': `\
apiVersion: bulkhead.dev/v1alpha1
kind: Environment
metadata: {name: sample}
spec:
  extends: [company]
  cluster:
    name: sample-1
    apiServer: {url: 'https://192.0.2.10:6443', cidrs: [192.0.2.10/32]}
  kubernetesVersion: '1.34'
  network:
    pods: [10.244.0.0/16]
    services: [10.96.0.0/12]
    nodes: [192.168.0.0/24]
  nodePools:
    general:
      count: 3
      labels: {katacontainers.io/kata-runtime: 'true'}
      allocatable: {cpu: 16, memory: 64Gi}
      kvm: true
  storageClasses: {standard: {default: true}}
  priorityClasses: {urgent: {value: 1000}}
  defaultRuntime: kata-clh
  registries: [registry.example.com]
  argocd: {repoURL: 'https://git.example.com/platform/bulkhead.git'}
`,
};
