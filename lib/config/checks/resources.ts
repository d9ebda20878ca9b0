import { MINIMUM_MEMORY_MIB } from '../../kata/annotations.js';
import { compareQuantities, parseQuantity } from '../../kubernetes/quantity.js';
import type { Check } from './check.js';

const MIB = 1024n * 1024n * 1_000_000_000n;

/** Amounts that an API server or a hypervisor would refuse, and the ones that must be said. */
export const resources: Check = ({ cluster, report }) => {
  for (const workloads of cluster.workloads.values()) {
    for (const workload of workloads.values()) {
      const { resources: amounts, sandbox, vm, job } = workload.spec;
      for (const resource of ['cpu', 'memory'] as const) {
        const request = parseQuantity(amounts.requests?.[resource] ?? '0');
        const limit = amounts[resource] === undefined ? undefined : parseQuantity(amounts[resource]);
        if (request !== undefined && limit !== undefined && compareQuantities(request, limit) > 0)
          report(
            workload,
            ['spec', 'resources', 'requests', resource],
            `${amounts.requests?.[resource]} is above the limit (${amounts[resource]})`,
          );
      }
      if (sandbox !== undefined && amounts.memory === undefined)
        report(workload, ['spec', 'resources', 'memory'], 'required for a sandbox', {
          hint: 'untrusted code has a memory limit of its own: declare spec.resources.memory',
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
