import { SHOP } from '../../shop.js';

/** Texts or bytes by path. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export const RUNTIMES = 'environments/base/platform/runtimes.yaml';
export const GRANT = 'environments/base/platform/shop.yaml';
export const ENVIRONMENT = 'environments/prod/platform/environment.yaml';
/** What production says differently of the tenant: seven lines, so that frames are easy to follow. */
export const PATCH = 'environments/prod/platform/shop.yaml';
export const WORKLOADS = 'environments/prod/tenants/shop/workloads.yaml';

/** Files that are added to those of the shop. */
export const NEW = 'environments/prod/tenants/shop/new.yaml';
export const PAY = 'environments/prod/platform/pay.yaml';
export const LEDGER = 'environments/prod/tenants/pay/ledger.yaml';

/** The files with a piece of one text replaced, which must stand in it once. */
export function change(file: string, from: string, to: string, files: Files = SHOP): Files {
  const text = String(files[file] ?? '');
  const count = text.split(from).length - 1;
  if (count !== 1) throw new Error(`${JSON.stringify(from)} stands ${count} times in ${file}`);
  return { ...files, [file]: text.replace(from, () => to) };
}

/** The files with one written anew. */
export function write(file: string, text: string | Uint8Array, files: Files = SHOP): Files {
  return { ...files, [file]: text };
}

export function shop(file: string): string {
  return SHOP[file] ?? '';
}

export function head(kind: string, name: string): string {
  return `apiVersion: bulkhead.dev/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;
}

export function job(name: string, more = ''): string {
  return `${head('Workload', name)}spec:\n  namespace: shop-web\n  image: registry.example.com/shop/job:1\n  job: {}\n${more}`;
}

/** A second tenant, with a workload. */
export const PAY_TEXT = `${head('Tenant', 'pay')}spec:
  owners:
    admin: [pay-admins]
  contact: pay@example.com
  costCentre: cc-1
  namespaces:
    pay-web: {}
  runtimes:
    allowed: [kata-clh]
    default: kata-clh
  quota:
    cpu: 4
    memory: 8Gi
`;

export const LEDGER_TEXT = `${head('Workload', 'ledger')}spec:
  namespace: pay-web
  image: registry.example.com/pay/ledger:1
  service: {}
`;

export const TWO_TENANTS: Files = write(LEDGER, LEDGER_TEXT, write(PAY, PAY_TEXT));

export function without(file: string, files: Files = SHOP): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => path !== file));
}
