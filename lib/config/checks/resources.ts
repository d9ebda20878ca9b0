import { MINIMUM_MEMORY_MIB } from '../../kata/annotations.js';
import { parseQuantity } from '../../kubernetes/quantity.js';
import { limitsOf } from '../quota.js';
import type { Check } from './check.js';
import { isAbove } from './tenant-quota.js';

const MIB = 1024n * 1024n * 1_000_000_000n;

/** Amounts that an API server or a hypervisor would refuse, and the ones that must be said. */
export const resources: Check = ({ cluster, report }) => {
  for (const [name, workloads] of cluster.workloads) {
    const tenant = cluster.tenants.get(name);
    for (const workload of workloads.values()) {
      const { resources: amounts, sandbox, vm, job } = workload.spec;
      for (const resource of ['cpu', 'memory'] as const) {
        const path = ['spec', 'resources', 'requests', resource];
        const request = amounts.requests?.[resource];
        // The LimitRange fills in a limit that is not declared, and the pod is judged by it.
        const limit =
          amounts[resource] ?? (tenant && limitsOf(tenant.spec, workload.spec.namespace).container.default[resource]);
        if (request === undefined || limit === undefined || !isAbove(request, limit)) continue;
        if (amounts[resource] !== undefined) report(workload, path, `${request} is above the limit (${limit})`);
        else
          report(workload, path, `${request} is above the limit that the namespace gives (${limit})`, {
            hint: `declare spec.resources.${resource} too`,
          });
      }
      if (sandbox !== undefined && amounts.memory === undefined)
        report(workload, ['spec', 'resources', 'memory'], 'required for a sandbox', {
          hint: 'untrusted code has a memory limit of its own: declare spec.resources.memory',
        });
      if (sandbox !== undefined && !workload.spec.readOnlyRootFilesystem)
        report(workload, ['spec', 'readOnlyRootFilesystem'], 'a sandbox always has a read-only root', {
          hint: 'declare folders that it may write to: spec.scratch',
        });
      if (vm?.memory !== undefined) {
        const memory = parseQuantity(vm.memory);
        if (memory !== undefined && memory.nanos % MIB !== 0n)
          report(workload, ['spec', 'vm', 'memory'], `${vm.memory} is not a whole number of MiB`);
        else if (memory !== undefined && memory.nanos < BigInt(MINIMUM_MEMORY_MIB) * MIB)
          report(
            workload,
            ['spec', 'vm', 'memory'],
            `${vm.memory} is below ${MINIMUM_MEMORY_MIB}Mi, the least that Kata takes`,
          );
      }
      if (job?.keepSeconds !== undefined && job.schedule === undefined)
        report(
          workload,
          ['spec', 'job', 'keepSeconds'],
          'needs a schedule: Argo CD would create a removed Job again, and it would run again',
        );
      if (job?.timeZone !== undefined && job.schedule === undefined)
        report(workload, ['spec', 'job', 'timeZone'], 'needs a schedule');
    }
  }
};
