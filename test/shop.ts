import { loadFiles } from '../lib/config/load.js';
import type { SourceFile } from '../lib/config/source.js';

/** A small company: one environment on one layer, one tenant that uses most of what may be declared. */
export const SHOP: Readonly<Record<string, string>> = {
  'environments/base/platform/runtimes.yaml': `\
apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata:
  name: kata-clh
spec:
  preset: kata-clh
  tolerations:
    katacontainers.io/kata:
      effect: NoSchedule
  podAnnotations:
    - io.katacontainers.config.hypervisor.default_vcpus
    - io.katacontainers.config.hypervisor.default_memory
---
apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata:
  name: gvisor
spec:
  preset: gvisor
  nodeSelector:
    example.com/gvisor: "yes"
`,
  'environments/base/platform/shop.yaml': `\
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata:
  name: shop
spec:
  owners:
    admin: [shop-admins]
    developer: [shop-developers, shop-contractors]
  contact: shop@example.com
  costCentre: cc-4711
  namespaces:
    shop-web: {}
    shop-data:
      quota:
        cpu: 3
  runtimes:
    allowed: [kata-clh, gvisor]
    default: kata-clh
  quota:
    cpu: 4
    memory: 8Gi
    storage:
      total: 20Gi
      claims: 3
      classes:
        fast:
          storage: 20Gi
    scoped:
      secure-workloads:
        priorityClass: kata-high-security
        cpu: 2
        pods: 5
  limits:
    container:
      max:
        cpu: 2
  priorityClasses: [kata-high-security]
  network:
    internet: true
    platformServices: [ingress]
    cidrs:
      datacentre:
        cidr: 10.0.0.0/8
        except: [10.200.0.0/16]
        ports: [5432]
`,
  'environments/prod/platform/environment.yaml': `\
apiVersion: bulkhead.dev/v1alpha1
kind: Environment
metadata:
  name: prod
spec:
  extends: [base]
  cluster:
    name: prod-1
    apiServer:
      url: https://10.0.0.1:6443
      cidrs: [10.0.0.1/32]
  kubernetesVersion: "1.34"
  network:
    pods: [10.244.0.0/16]
    services: [10.96.0.0/12]
    nodes: [10.0.0.0/24]
  nodePools:
    kata:
      count: 3
      labels:
        katacontainers.io/kata-runtime: "true"
        example.com/gvisor: "yes"
      allocatable:
        cpu: 16
        memory: 64Gi
      kvm: true
  storageClasses:
    fast:
      default: true
  priorityClasses:
    kata-high-security:
      value: 1000000
      description: Virtual machines of their own
  platformServices:
    ingress:
      direction: ingress
      namespace: ingress-nginx
      podLabels:
        app.kubernetes.io/name: ingress-nginx
  registries: [registry.example.com]
  argocd:
    repoURL: https://git.example.com/platform.git
`,
  'environments/prod/platform/shop.yaml': `\
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata:
  name: shop
spec:
  quota:
    memory: 16Gi
`,
  'environments/prod/tenants/shop/workloads.yaml': `\
apiVersion: bulkhead.dev/v1alpha1
kind: Workload
metadata:
  name: frontend
spec:
  namespace: shop-web
  image: registry.example.com/shop/frontend:1.2.3
  service:
    replicas: 3
    ports:
      http:
        port: 80
        targetPort: 8080
  resources:
    cpu: 500m
    memory: 512Mi
  vm:
    vcpus: 2
    memory: 1Gi
  env:
    LOG_LEVEL: info
  files:
    conf:
      mountPath: /etc/app
      data:
        app.toml: |
          a = 1
          b = 2
  scratch:
    tmp:
      mountPath: /tmp
      size: 64Mi
  network:
    ingress:
      ingress:
        platformService: ingress
        ports: [8080]
    egress:
      db:
        workload: db
        ports: [5432]
      web:
        internet: true
        ports: [443]
      old-db:
        cidr: 10.20.0.0/16
        ports: [5432]
---
apiVersion: bulkhead.dev/v1alpha1
kind: Workload
metadata:
  name: db
spec:
  namespace: shop-data
  image: registry.example.com/shop/db:1
  database:
    ports:
      pg:
        port: 5432
    storage:
      size: 10Gi
      mountPath: /data
  secretEnv:
    PASSWORD: {secret: db, key: password}
  existing:
    secrets: [db, db-replica]
  priorityClass: kata-high-security
---
apiVersion: bulkhead.dev/v1alpha1
kind: Workload
metadata:
  name: import
spec:
  namespace: shop-data
  image: registry.example.com/shop/import:1
  runtime: gvisor
  job:
    schedule: 0 3 * * *
    retries: 1
`,
};

export function filesOf(texts: Readonly<Record<string, string>>): SourceFile[] {
  return Object.entries(texts).map(([path, text]) => ({ path, text }));
}

/** The fleet of some declarations, which must be faultless. */
export function fleetOf(texts: Readonly<Record<string, string>>) {
  const { fleet, problems } = loadFiles(filesOf(texts), 'environments');
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return fleet;
}
