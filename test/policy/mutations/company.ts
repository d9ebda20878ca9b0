import { SHOP } from '../../shop.js';
import { file } from './case.js';

export const ENVIRONMENT = 'environments/prod/platform/environment.yaml';
export const RUNTIMES = 'environments/base/platform/runtimes.yaml';
export const SHOP_TENANT = 'environments/base/platform/shop.yaml';
/** What prod makes of it. */
export const SHOP_PATCH = 'environments/prod/platform/shop.yaml';
export const SHOP_WORKLOADS = 'environments/prod/tenants/shop/workloads.yaml';
export const BANK_TENANT = 'environments/prod/platform/bank.yaml';
export const BANK_WORKLOAD = 'environments/prod/tenants/bank/ledger.yaml';

const BANK = `\
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: bank}
spec:
  owners: {admin: [bank-admins]}
  contact: bank@example.com
  costCentre: cc-0815
  namespaces: {bank-ledger: {}}
  images: {digests: true}
  runtimes: {allowed: [kata-clh], default: kata-clh}
  quota: {cpu: 4, memory: 8Gi}
`;

const LEDGER = `\
apiVersion: bulkhead.dev/v1alpha1
kind: Workload
metadata: {name: ledger}
spec:
  namespace: bank-ledger
  image: registry.example.com/bank/ledger@sha256:${'4f'.repeat(32)}
  service: {ports: {http: {port: 8080}}}
`;

/** The shop, and a second tenant beside it that names its images by digest. */
export const COMPANY: Readonly<Record<string, string>> = {
  ...SHOP,
  [BANK_TENANT]: BANK,
  [BANK_WORKLOAD]: LEDGER,
};

/** A declaration of the company with another text at one place; or a copy of it, at a path of its own. */
export function declaring(path: string, before: string, after: string, at = path): Readonly<Record<string, string>> {
  const text = COMPANY[path] ?? '';
  if (text.split(before).length !== 2) throw new Error(`${path} does not have ${before} once`);
  return { [at]: text.replace(before, () => after) };
}

export type Edit = readonly [before: string, after: string];

/** A declaration with several places changed. */
export function edited(path: string, ...edits: readonly Edit[]) {
  let text = COMPANY[path] ?? '';
  for (const [before, after] of edits) {
    if (text.split(before).length !== 2) throw new Error(`${path} does not have ${before} once`);
    text = text.replace(before, () => after);
  }
  return { [path]: text };
}

/** Places in what is declared, by their text. */
export const declared = {
  environment: file(ENVIRONMENT),
  runtimes: file(RUNTIMES),
  shop: file(SHOP_TENANT),
  shopPatch: file(SHOP_PATCH),
  workloads: file(SHOP_WORKLOADS),
  bank: file(BANK_TENANT),
  ledger: file(BANK_WORKLOAD),
};

const inProd = (path: string) => file(`dist/prod/${path}.yaml`);

/** Places in what is rendered, with the fault in it. */
export const rendered = {
  admission: inProd('platform/admission'),
  runtimeClasses: inProd('platform/runtime-classes'),
  delivery: inProd('argocd/platform'),
  shopDelivery: inProd('argocd/tenants/shop'),
  webNamespace: inProd('tenants/shop/walls/shop-web/namespace'),
  webAccess: inProd('tenants/shop/walls/shop-web/access'),
  webNetwork: inProd('tenants/shop/walls/shop-web/network'),
  webQuota: inProd('tenants/shop/walls/shop-web/quota'),
  dataNamespace: inProd('tenants/shop/walls/shop-data/namespace'),
  dataQuota: inProd('tenants/shop/walls/shop-data/quota'),
  frontend: inProd('tenants/shop/workloads/shop-web/frontend'),
  db: inProd('tenants/shop/workloads/shop-data/db'),
  import: inProd('tenants/shop/workloads/shop-data/import'),
  bankQuota: inProd('tenants/bank/walls/bank-ledger/quota'),
  ledger: inProd('tenants/bank/workloads/bank-ledger/ledger'),
  shopBankNamespace: inProd('tenants/bank/walls/shop-bank/namespace'),
  shopEuNamespace: inProd('tenants/shop-eu/walls/shop-eu/namespace'),
  /** What `add` plants. */
  planted: inProd('planted'),
};
