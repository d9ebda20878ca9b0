import type { Cluster, Tenant, Workload } from '../../lib/config/declaration.js';
import { fleetOf } from '../shop.js';

/**
 * A cluster with four tenants: `shop` (two namespaces, every type of workload), `bank` (nodes of its own, lets shop in),
 * `studio` (renders its own manifests) and `lab` (retired). Tests lay what they are about over it, as a later layer would.
 */
const ENVIRONMENT = `\
apiVersion: bulkhead.dev/v1alpha1
kind: Environment
metadata:
  name: prod
spec:
  extends: [base]
  cluster:
    name: harbour
    apiServer:
      url: https://api.example.com:6443
      cidrs: [198.18.0.10/32]
  kubernetesVersion: "1.34"
  network:
    pods: [10.244.0.0/16, "fd00:10:244::/56"]
    services: [10.96.0.0/16, "fd00:10:96::/112"]
    nodes: [5.9.10.0/24, "2a01:4f8:10::/64"]
  nodePools:
    general:
      count: 3
      labels: {katacontainers.io/kata-runtime: "true", example.com/gvisor: "true", example.com/zone: a, example.com/rack: b}
      allocatable: {cpu: 32, memory: 128Gi}
      devices: {gpu: 2}
      networks: {fabric: 8}
      kvm: true
    bank:
      count: 8
      labels: {katacontainers.io/kata-runtime: "true", example.com/pool: bank}
      taints:
        example.com/pool: {value: bank, effect: NoSchedule}
      allocatable: {cpu: 16, memory: 64Gi}
      kvm: true
  devices:
    gpu: {resourceName: nvidia.com/gpu}
  networks:
    fabric: {attachment: sriov/fabric, resourceName: intel.com/vf}
    office: {attachment: lan/office}
  storageClasses:
    standard: {default: true}
    fast: {}
  priorityClasses:
    kata-high-security: {value: 1000000, description: Behind a virtual machine of their own}
    overnight: {value: -10, preemption: false}
  platformServices:
    ingress:
      direction: ingress
      namespace: ingress-nginx
      podLabels: {app.kubernetes.io/name: ingress-nginx}
    collector:
      direction: egress
      namespace: monitoring
      podLabels: {app: collector}
      ports: [4317]
    backup:
      direction: egress
      cidrs: [10.77.0.0/24]
      ports: [443, 53/UDP]
  registries: [registry.example.com]
  argocd:
    repoURL: https://git.example.com/platform.git
`;

const PLATFORM = `\
apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata: {name: kata-clh}
spec:
  preset: kata-clh
  tolerations:
    katacontainers.io/kata: {effect: NoSchedule}
    example.com/tier: {value: vm}
  podAnnotations:
    - io.katacontainers.config.hypervisor.default_vcpus
    - io.katacontainers.config.hypervisor.default_memory
---
apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata: {name: gvisor}
spec:
  preset: gvisor
  nodeSelector: {example.com/gvisor: "true"}
---
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: shop}
spec:
  owners:
    admin: [shop-admins]
    developer: [shop-developers, shop-contractors]
    viewer: [shop-auditors]
  contact: shop@example.com
  costCentre: cc-4711
  namespaces:
    shop-web: {quota: {storage: {total: 2T, claims: 4, classes: {fast: {storage: 1T}, standard: {storage: 1T}}}}}
    shop-data: {quota: {cpu: {requests: 6, limits: 8}, storage: {total: 200Gi, claims: 4, classes: {fast: {storage: 150Gi, claims: 4}, standard: {storage: 100Gi}}}}}
  runtimes: {allowed: [kata-clh, gvisor], default: kata-clh}
  quota:
    cpu: 16
    memory: 32Gi
    ephemeralStorage: 20Gi
    devices: {gpu: 4}
    networks: {fabric: 2}
    scoped:
      kata-high-security: {priorityClass: kata-high-security, cpu: {requests: 3, limits: 5}, memory: 8Gi, pods: 5}
  limits:
    container: {default: {cpu: 500m, memory: 512Mi}, min: {cpu: 10m}, max: {cpu: 4, memory: 8Gi}, maxLimitRequestRatio: {cpu: 4, memory: 1}}
    pod: {max: {cpu: 8}}
    claim: {max: 1T}
  priorityClasses: [kata-high-security]
  network:
    internet: true
    tenants: {bank: {use: true}}
    platformServices: [ingress, collector, backup]
    cidrs:
      warehouse: {cidr: 10.50.0.0/16, except: [10.50.99.0/24], ports: [5432]}
  access: {exec: [admin], secrets: [admin]}
  clusterSecretStores: {company: {keyPrefix: shop/}}
  images: {registries: [quay.io/shop]}
  devices: [gpu]
  networks: [fabric, office]
---
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: bank}
spec:
  owners: {admin: [bank-admins]}
  contact: bank@example.com
  costCentre: cc-42
  namespaces: {bank-core: {}, bank-edge: {}}
  runtimes: {allowed: [kata-clh], default: kata-clh}
  quota: {cpu: 8, memory: 16Gi}
  network:
    withinNamespace: false
    betweenNamespaces: true
    tenants: {shop: {offer: true}}
  nodePools: [bank]
  exclusiveNodes: true
---
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: studio}
spec:
  owners: {admin: [studio-admins]}
  contact: studio@example.com
  costCentre: cc-8
  namespaces: {studio: {}}
  runtimes: {allowed: [gvisor], default: gvisor}
  quota: {cpu: 4, memory: 8Gi}
  source: {repoURL: "https://git.example.com/studio/deploy.git", targetRevision: live, path: manifests}
---
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: lab}
spec:
  state: retired
  owners: {admin: [lab-admins]}
  contact: lab@example.com
  costCentre: cc-9
  namespaces: {lab: {}}
  runtimes: {allowed: [gvisor], default: gvisor}
  quota: {cpu: 4, memory: 8Gi}
  source: {repoURL: "https://git.example.com/lab/deploy.git"}
`;

const WORKLOADS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  shop: {
    frontend: `
namespace: shop-web
image: registry.example.com/shop/frontend:1.4.0
service: {replicas: 3, ports: {http: {port: 80, targetPort: 8080}}}
network:
  ingress: {gateway: {platformService: ingress, ports: [8080]}}
  egress: {api: {workload: api, ports: [8080]}}
`,
    api: `
namespace: shop-web
image: registry.example.com/shop/api:2.0.0
service: {ports: {http: {port: 8080}}}
network:
  egress:
    ledger: {tenant: bank, workload: ledger, ports: [8443]}
    web: {internet: true, ports: [443]}
    old-stock: {cidr: 10.50.0.0/20, ports: [5432]}
`,
    legacy: `
namespace: shop-web
image: registry.example.com/shop/legacy:1
service: {}
`,
    runner: `
namespace: shop-web
image: registry.example.com/shop/runner:1
sandbox: {ports: {rpc: {port: 9000}}}
resources: {cpu: 1, memory: 1Gi}
network: {ingress: {api: {workload: api, ports: [9000]}}}
`,
    db: `
namespace: shop-data
image: registry.example.com/shop/db:16
database:
  replicas: 2
  ports: {postgres: {port: 5432}}
  storage: {size: 50Gi, storageClass: fast, mountPath: /var/lib/postgresql}
priorityClass: kata-high-security
`,
    nightly: `
namespace: shop-data
image: registry.example.com/shop/report:1
job: {schedule: "0 3 * * *", timeZone: Europe/Berlin, keepSeconds: 3600}
`,
    migrate: `
namespace: shop-data
image: registry.example.com/shop/migrate:7
job: {retries: 1, deadlineSeconds: 600}
`,
  },
  bank: {
    ledger: `
namespace: bank-core
image: registry.example.com/bank/ledger:3
service: {ports: {https: {port: 8443}}}
placement: {exclusiveNode: true}
network: {ingress: {shop: {tenant: shop, workload: api, ports: [8443]}}}
`,
    vault: `
namespace: bank-core
image: registry.example.com/bank/vault:1
service: {}
`,
    edge: `
namespace: bank-edge
image: registry.example.com/bank/edge:1
service: {}
`,
  },
};

/** Specs as YAML, by name: patches of what harbour declares, or declarations of their own. */
export interface Overlay {
  readonly tenants?: Readonly<Record<string, string>>;
  readonly runtimes?: Readonly<Record<string, string>>;
  readonly workloads?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Replaces text of the Environment, which no layer can patch. */
  readonly environment?: readonly (readonly [string, string])[];
}

export function harbour({ tenants = {}, runtimes = {}, workloads = {}, environment = [] }: Overlay = {}): Cluster {
  const texts: Record<string, string> = {
    'environments/base/platform/platform.yaml': PLATFORM,
    'environments/prod/platform/environment.yaml': environment.reduce(replaced, ENVIRONMENT),
  };
  const write = (layer: string, room: string, kind: string, name: string, spec: string) => {
    texts[`environments/${layer}/${room}/${kind}-${name}.yaml`] = document(kind, name, spec);
  };
  for (const [name, spec] of Object.entries(tenants)) write('prod', 'platform', 'Tenant', name, spec);
  for (const [name, spec] of Object.entries(runtimes)) write('prod', 'platform', 'Runtime', name, spec);
  for (const [layer, declared] of Object.entries({ base: WORKLOADS, prod: workloads }))
    for (const [tenant, specs] of Object.entries(declared))
      for (const [name, spec] of Object.entries(specs)) write(layer, `tenants/${tenant}`, 'Workload', name, spec);
  const [cluster] = fleetOf(texts).clusters;
  if (cluster === undefined) throw new Error('harbour has no cluster');
  return cluster;
}

function replaced(text: string, [from, to]: readonly [string, string]): string {
  if (!text.includes(from)) throw new Error(`the Environment does not say: ${from}`);
  return text.replace(from, to);
}

function document(kind: string, name: string, spec: string): string {
  const head = `apiVersion: bulkhead.dev/v1alpha1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec:\n`;
  return head + spec.trim().replace(/^/gm, '  ');
}

/**
 * The cluster with a declaration changed behind the back of the checks that stand before the constructs. What must never
 * be rendered is not rendered even then.
 */
export function unchecked<D extends Tenant | Workload>(
  cluster: Cluster,
  declaration: D | undefined,
  change: (spec: D['spec']) => void,
): Cluster {
  if (declaration === undefined) throw new Error('nothing to change is declared');
  const spec = structuredClone(declaration.spec);
  change(spec);
  const changed = { ...declaration, spec, declared: spec };
  const swap = <T extends { identity: string }>(declared: ReadonlyMap<string, T>) =>
    new Map(
      [...declared].map(([name, other]) => [
        name,
        other.identity === declaration.identity ? (changed as unknown as T) : other,
      ]),
    );
  return {
    ...cluster,
    tenants: swap(cluster.tenants),
    workloads: new Map([...cluster.workloads].map(([tenant, workloads]) => [tenant, swap(workloads)])),
  };
}
