import { DEFAULT_MEMORY, DEFAULT_VCPUS } from '../../kata/annotations.js';
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
