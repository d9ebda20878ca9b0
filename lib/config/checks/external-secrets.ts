import type { Tenant, Workload } from '../declaration.js';
import { amongst, type Check, type CheckContext } from './check.js';

/** What a Workload reads from a store of the whole cluster is its tenant's part of it. */
export const externalSecrets: Check = (context) => {
  for (const { tenant, workload } of context.owned()) {
    for (const [name, secret] of context.doubt.entries(workload.spec.externalSecrets)) {
      if (secret.clusterStore) checkSecret(context, tenant, workload, name, secret);
    }
  }
};

type Secret = Workload['spec']['externalSecrets'][string];

function checkSecret(
  { report, doubt }: CheckContext,
  tenant: Tenant,
  workload: Workload,
  name: string,
  secret: Secret,
): void {
  const { store } = secret;
  const path = ['spec', 'externalSecrets', name];
  const stores = tenant.spec.clusterSecretStores;
  const granted = Object.hasOwn(stores, store) ? stores[store] : undefined;
  if (granted === undefined) {
    const message = `tenant \`${tenant.name}\` may not read from the ClusterSecretStore \`${store}\``;
    const hint = amongst(store, Object.keys(stores), 'spec.clusterSecretStores of the Tenant');
    report(workload, [...path, 'store'], message, { hint });
    return;
  }
  for (const [key, { remoteKey }] of doubt.entries(secret.keys)) {
    if (!remoteKey.startsWith(granted.keyPrefix) || remoteKey.split('/').includes('..'))
      report(
        workload,
        [...path, 'keys', key, 'remoteKey'],
        `\`${remoteKey}\` is not the tenant's: its keys in \`${store}\` begin with \`${granted.keyPrefix}\``,
      );
  }
}
