import type { Tenant, Workload } from '../declaration.js';
import { amongst, type Check, type CheckContext } from './check.js';

/** The storage classes and the other workloads that a Workload names exist, and may be named. */
export const workloadReferences: Check = (context) => {
  for (const { tenant, workload } of context.owned()) {
    for (const question of context.doubt.each([checkDatabase, checkVolumes])) question(context, workload);
    for (const question of context.doubt.each([checkOthers, checkNamespaces])) question(context, tenant, workload);
  }
};

function checkDatabase(context: CheckContext, workload: Workload): void {
  const storageClass = workload.spec.database?.storage.storageClass;
  checkStorageClass(context, workload, storageClass, ['spec', 'database', 'storage', 'storageClass']);
}

function checkVolumes(context: CheckContext, workload: Workload): void {
  for (const [name, volume] of context.doubt.entries(workload.spec.volumes)) {
    const path = ['spec', 'volumes', name, 'create', 'storageClass'];
    checkStorageClass(context, workload, volume.create?.storageClass, path);
  }
}

function checkStorageClass(
  { cluster, report }: CheckContext,
  workload: Workload,
  name: string | undefined,
  path: readonly string[],
): void {
  if (name === undefined) return;
  const { storageClasses } = cluster.environment.spec;
  if (!Object.hasOwn(storageClasses, name))
    report(workload, path, `environment \`${cluster.name}\` has no StorageClass \`${name}\``, {
      hint: amongst(name, Object.keys(storageClasses), 'storage classes'),
    });
}

function checkOthers({ report, doubt, isDeclared, declared }: CheckContext, tenant: Tenant, workload: Workload): void {
  for (const [index, other] of doubt.each(workload.spec.placement.apartFrom.entries())) {
    if (!isDeclared('Workload', other, tenant.name))
      report(
        workload,
        ['spec', 'placement', 'apartFrom', index],
        `tenant \`${tenant.name}\` has no Workload \`${other}\``,
        { hint: amongst(other, declared('Workload', tenant.name), 'workloads') },
      );
  }
}

function checkNamespaces({ cluster, report, doubt }: CheckContext, tenant: Tenant, workload: Workload): void {
  const others = cluster.workloads.get(tenant.name);
  for (const [index, other] of doubt.each(workload.spec.placement.apartFrom.entries())) {
    const namespace = others?.get(other)?.spec.namespace;
    if (namespace !== undefined && namespace !== workload.spec.namespace && !tenant.spec.exclusiveNodes)
      report(
        workload,
        ['spec', 'placement', 'apartFrom', index],
        `\`${other}\` is in another namespace, and tenant \`${tenant.name}\` may not keep pods of other namespaces away`,
        { hint: 'the platform grants it in the Tenant: spec.exclusiveNodes' },
      );
  }
}
