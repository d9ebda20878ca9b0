import type { Cluster } from '../../lib/config/declaration.js';
import { type Loaded, loadFiles } from '../../lib/config/load.js';
import { formatProblems } from '../../lib/config/problem.js';

const HEAD = 'apiVersion: bulkhead.dev/v1alpha1\n';

/** The least that is complete: one environment, two runtimes, two tenants, one workload each. */
export const ENVIRONMENT = `${HEAD}\
kind: Environment
metadata:
  name: prod
spec:
  cluster:
    name: prod-eu
    apiServer:
      url: https://api.prod.example.com:6443
  kubernetesVersion: "1.34"
  network:
    pods: [10.244.0.0/16]
    services: [10.96.0.0/12]
    nodes: [192.168.0.0/24]
  nodePools:
    general:
      count: 3
      labels:
        katacontainers.io/kata-runtime: "true"
      allocatable:
        cpu: 8
        memory: 32Gi
  devices:
    gpu:
      resourceName: nvidia.com/gpu
  networks:
    fast:
      attachment: platform-net/fast
  storageClasses:
    ssd:
      default: true
  priorityClasses:
    high:
      value: 1000
  platformServices:
    logs:
      direction: egress
      namespace: logging
    metrics:
      direction: ingress
      namespace: monitoring
  registries: [registry.example.com]
  defaultRuntime: runc
  argocd:
    repoURL: https://git.example.com/platform.git
`;

export const RUNTIMES = `${HEAD}\
kind: Runtime
metadata:
  name: runc
spec:
  preset: runc
---
${HEAD}\
kind: Runtime
metadata:
  name: kata-clh
spec:
  preset: kata-clh
  podAnnotations:
    - io.katacontainers.config.hypervisor.default_vcpus
`;

export function tenant(name: string): string {
  return `${HEAD}\
kind: Tenant
metadata:
  name: ${name}
spec:
  owners:
    admin: [${name}-admins]
  contact: ${name}@example.com
  costCentre: cc-1
  namespaces:
    ${name}-web: {}
  runtimes:
    allowed: [runc, kata-clh]
  quota:
    cpu: 4
    memory: 8Gi
`;
}

export function workload(name: string, namespace: string): string {
  return `${HEAD}\
kind: Workload
metadata:
  name: ${name}
spec:
  namespace: ${namespace}
  service: {}
  image: registry.example.com/${name}:1
`;
}

export const ENVIRONMENT_FILE = 'environments/prod/platform/environment.yaml';
export const RUNTIMES_FILE = 'environments/prod/platform/runtimes.yaml';
export const SHOP_FILE = 'environments/prod/platform/shop.yaml';
export const PAY_FILE = 'environments/prod/platform/pay.yaml';
export const WEB_FILE = 'environments/prod/tenants/shop/web.yaml';
export const LEDGER_FILE = 'environments/prod/tenants/pay/ledger.yaml';

export type Files = Readonly<Record<string, string>>;

export const FILES: Files = {
  [ENVIRONMENT_FILE]: ENVIRONMENT,
  [RUNTIMES_FILE]: RUNTIMES,
  [SHOP_FILE]: tenant('shop'),
  [PAY_FILE]: tenant('pay'),
  [WEB_FILE]: workload('web', 'shop-web'),
  [LEDGER_FILE]: workload('ledger', 'pay-web'),
};

/** One of the files above with a piece of its text replaced. */
export function edit(file: string, from: string, to: string, files: Files = FILES): Files {
  const text = files[file] ?? '';
  if (text.split(from).length !== 2) throw new Error(`${JSON.stringify(from)} does not stand once in ${file}`);
  return { ...files, [file]: text.replace(from, () => to) };
}

/** One of the files above with more text at its end. */
export function append(file: string, text: string, files: Files = FILES): Files {
  return { ...files, [file]: `${files[file] ?? ''}${text}` };
}

export function without(file: string, files: Files = FILES): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => path !== file));
}

export function loadAll(files: Files): Loaded {
  return loadFiles(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    'environments',
  );
}

/** All that is wrong with the files, as an author reads it. */
export function complaints(files: Files): string {
  const { problems } = loadAll(files);
  return problems.length === 0 ? '' : formatProblems(problems, { colour: false });
}

/** The one cluster of files that nothing is wrong with. */
export function onlyCluster(files: Files = FILES): Cluster {
  const { fleet, problems } = loadAll(files);
  const [cluster] = fleet.clusters;
  if (problems.length > 0 || cluster === undefined || fleet.clusters.length > 1)
    throw new Error(`not one faultless cluster\n${formatProblems(problems, { colour: false })}`);
  return cluster;
}

/** What the Environment declares of images. */
export function withImages(text: string, files: Files = FILES): Files {
  return append(ENVIRONMENT_FILE, `  images: ${text}\n`, files);
}

export const DIGEST = `@sha256:${'a'.repeat(64)}`;

/** The files with all images named by digest. */
export const DIGESTED: Files = edit(
  LEDGER_FILE,
  'ledger:1',
  `ledger:1${DIGEST}`,
  edit(WEB_FILE, 'web:1', `web:1${DIGEST}`),
);
