import { DEFAULT_MEMORY, DEFAULT_VCPUS } from '../../kata/annotations.js';
import { quotaOf } from '../quota.js';
import { runtimeOf } from '../workload.js';
import { amongst, type Check } from './check.js';

/** What a Workload names exists and was granted to its tenant. */
export const workloadReferences: Check = ({ cluster, report, isDeclared, declared }) => {
  const { spec: environment } = cluster.environment;
  for (const [name, workloads] of cluster.workloads) {
    const tenant = cluster.tenants.get(name);
    if (tenant === undefined) continue;
    for (const workload of workloads.values()) {
      const { spec } = workload;
      const granted = (
        what: string,
        value: string | undefined,
        path: (string | number)[],
        grant: readonly string[],
        part?: 'key',
      ) => {
        if (value === undefined || grant.includes(value)) return;
        const message = `\`${value}\` is not among the ${what} of tenant \`${name}\``;
        report(workload, path, message, { hint: amongst(value, grant, what), ...(part === undefined ? {} : { part }) });
      };
      granted('namespaces', spec.namespace, ['spec', 'namespace'], Object.keys(tenant.spec.namespaces));
      granted('runtimes', spec.runtime, ['spec', 'runtime'], tenant.spec.runtimes.allowed);
      granted('priority classes', spec.priorityClass, ['spec', 'priorityClass'], tenant.spec.priorityClasses);
      for (const [index, network] of spec.networks.entries())
        granted('networks', network, ['spec', 'networks', index], tenant.spec.networks);
      for (const device of Object.keys(spec.devices))
        granted('devices', device, ['spec', 'devices', device], tenant.spec.devices, 'key');
      spec.placement.apartFrom.forEach((other, index) => {
        if (!isDeclared('Workload', other, name))
          report(
            workload,
            ['spec', 'placement', 'apartFrom', index],
            `tenant \`${name}\` has no Workload \`${other}\``,
            { hint: amongst(other, declared('Workload', name), 'workloads') },
          );
      });
      const quota = Object.hasOwn(tenant.spec.namespaces, spec.namespace)
        ? quotaOf(tenant.spec, spec.namespace)
        : tenant.spec.quota;
      for (const [device, wanted] of Object.entries(spec.devices)) {
        const most = quota.devices[device] ?? 0;
        if (tenant.spec.devices.includes(device) && wanted > most)
          report(
            workload,
            ['spec', 'devices', device],
            `the quota of namespace \`${spec.namespace}\` has ${most} of \`${device}\``,
            {
              hint: `the platform grants more in the Tenant: spec.quota.devices.${device}`,
            },
          );
      }
      for (const [index, network] of spec.networks.entries()) {
        const counted = environment.networks[network]?.resourceName !== undefined;
        if (counted && tenant.spec.networks.includes(network) && (quota.networks[network] ?? 0) === 0)
          report(
            workload,
            ['spec', 'networks', index],
            `the quota of namespace \`${spec.namespace}\` has no virtual function of \`${network}\``,
            {
              hint: `the platform grants them in the Tenant: spec.quota.networks.${network}`,
            },
          );
      }
      for (const [index, other] of spec.placement.apartFrom.entries()) {
        const namespace = workloads.get(other)?.spec.namespace;
        if (namespace !== undefined && namespace !== spec.namespace && !tenant.spec.exclusiveNodes)
          report(
            workload,
            ['spec', 'placement', 'apartFrom', index],
            `\`${other}\` is in another namespace, and tenant \`${name}\` may not keep pods of other namespaces away`,
            {
              hint: 'the platform grants it in the Tenant: spec.exclusiveNodes',
            },
          );
      }
      for (const [secret, { clusterStore, store, keys }] of Object.entries(spec.externalSecrets)) {
        if (!clusterStore) continue;
        const granted = Object.hasOwn(tenant.spec.clusterSecretStores, store)
          ? tenant.spec.clusterSecretStores[store]
          : undefined;
        const path = ['spec', 'externalSecrets', secret];
        if (granted === undefined)
          report(
            workload,
            [...path, 'store'],
            `tenant \`${name}\` may not read from the ClusterSecretStore \`${store}\``,
            {
              hint: amongst(
                store,
                Object.keys(tenant.spec.clusterSecretStores),
                'spec.clusterSecretStores of the Tenant',
              ),
            },
          );
        else
          for (const [key, { remoteKey }] of Object.entries(keys))
            if (!remoteKey.startsWith(granted.keyPrefix) || remoteKey.split('/').includes('..'))
              report(
                workload,
                [...path, 'keys', key, 'remoteKey'],
                `\`${remoteKey}\` is not the tenant's: its keys in \`${store}\` begin with \`${granted.keyPrefix}\``,
              );
      }
      if (spec.placement.exclusiveNode && !tenant.spec.exclusiveNodes)
        report(workload, ['spec', 'placement', 'exclusiveNode'], `tenant \`${name}\` may not have nodes to itself`, {
          hint: 'the platform grants it in the Tenant: spec.exclusiveNodes',
        });

      const storage: [string | undefined, string[]][] = [
        [spec.database?.storage.storageClass, ['spec', 'database', 'storage', 'storageClass']],
        ...Object.entries(spec.volumes).map(([volume, { create }]): [string | undefined, string[]] => [
          create?.storageClass,
          ['spec', 'volumes', volume, 'create', 'storageClass'],
        ]),
      ];
      for (const [storageClass, path] of storage) {
        if (storageClass !== undefined && !Object.hasOwn(environment.storageClasses, storageClass))
          report(workload, path, `environment \`${cluster.name}\` has no StorageClass \`${storageClass}\``, {
            hint: amongst(storageClass, Object.keys(environment.storageClasses), 'storage classes'),
          });
      }

      const runtime = runtimeOf(cluster, tenant, workload);
      if (runtime === undefined) continue;
      for (const [field, annotation] of [
        ['vcpus', DEFAULT_VCPUS],
        ['memory', DEFAULT_MEMORY],
      ] as const) {
        if (spec.vm?.[field] !== undefined && !runtime.spec.podAnnotations.includes(annotation))
          report(
            workload,
            ['spec', 'vm', field],
            `the runtime \`${runtime.name}\` does not let tenants set ${annotation}`,
            { hint: 'the platform grants it in the Runtime: spec.podAnnotations' },
          );
      }
    }
  }
};
