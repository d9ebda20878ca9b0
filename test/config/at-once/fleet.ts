import { parseAllDocuments, stringify } from 'yaml';
import type { Declaration } from '../../../lib/config/declaration.js';
import type { JsonObject } from '../../../lib/kubernetes/json.js';
import { harbour } from '../../constructs/harbour.js';

/** One declaration and where it stands. */
export interface Sheet {
  readonly path: string;
  readonly data: JsonObject;
}

/** Harbour with two patches, a second environment on the same layer, and every reference that a check looks after. */
export const SHEETS: readonly Sheet[] = sheets();

export function textOf({ data }: Sheet): string {
  return stringify(data);
}

/** Their texts, by path. */
export const SOUND: Readonly<Record<string, string>> = Object.fromEntries(
  SHEETS.map((sheet) => [sheet.path, textOf(sheet)]),
);

function sheets(): Sheet[] {
  const { environment, runtimes, tenants, workloads } = harbour({
    tenants: {
      shop: 'quota: {memory: 32Gi}\nnetwork: {tenants: {bank: {use: true}}}',
      bank: 'contact: bank@example.org',
    },
    runtimes: { 'kata-qemu': 'preset: kata-qemu' },
    workloads: {
      shop: {
        trainer: `
namespace: shop-data
image: quay.io/shop/trainer:1
job: {}
runtime: kata-clh
devices: {gpu: 1}
networks: [fabric]
vm: {vcpus: 4, memory: 2Gi}
resources: {cpu: 2, memory: 2Gi, requests: {cpu: 1}}
placement: {apartFrom: [nightly], nodeLabels: {example.com/rack: b}}
env: {LEVEL: info}
secretEnv: {TOKEN: {secret: token, key: value}}
externalSecrets: {token: {store: company, clusterStore: true, keys: {value: {remoteKey: shop/token}}}}
files: {etc: {mountPath: /etc/app, data: {a.toml: "x = 1"}}}
volumes: {models: {mountPath: /models, claim: models, create: {size: 10Gi, storageClass: fast}}}
scratch: {tmp: {mountPath: /tmp, size: 1Gi}}
network:
  egress:
    traces: {platformService: collector, ports: [4317]}
    backup: {platformService: backup, ports: [53/UDP]}
`,
      },
      bank: { ledger: 'service: {replicas: 3}' },
    },
  });
  const declarations: Declaration[] = [
    environment,
    ...runtimes.values(),
    ...tenants.values(),
    ...[...workloads.values()].flatMap((of) => [...of.values()]),
  ];
  const files = new Set(declarations.flatMap(({ layers }) => layers.map(({ file }) => file)));
  const found = [...files].flatMap(({ path, text }) =>
    parseAllDocuments(text).map((document): Sheet => {
      const data = document.toJS() as JsonObject & { kind: string; metadata: { name: string } };
      const folder = path.slice(0, path.lastIndexOf('/'));
      return { path: `${folder}/${data.kind}-${data.metadata.name}.yaml`.toLowerCase(), data };
    }),
  );
  return [...found, ...found.filter(({ data }) => data.kind === 'Environment').map(inDev)];
}

function inDev({ path, data }: Sheet): Sheet {
  return { path: path.replaceAll('prod', 'dev'), data: { ...data, metadata: { name: 'dev' } } };
}
