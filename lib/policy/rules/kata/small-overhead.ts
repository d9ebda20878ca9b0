import { SHIMS, type Shim } from '../../../kata/shims.js';
import { quantityOf } from '../../../kubernetes/amounts.js';
import { formatQuantity, type Quantity } from '../../../kubernetes/quantity.js';
import type { Context } from '../../context.js';
import { configuredNumber, configuredValue, hypervisorKey } from '../../kata/configuration.js';
import { kataRuntime, withRuntimes } from '../../kata/examples.js';
import { type KataHandler, kataHandlerOf } from '../../kata/handlers.js';
import type { EnvironmentRule } from '../../rule.js';
import { runtimeClassNamed } from '../../runtime-classes.js';

const CGROUP = 'configuration: {runtime: {sandbox_cgroup_only: true}}';

export const smallOverhead: EnvironmentRule = {
  id: 'kata/small-overhead',
  scope: 'environment',
  severity: 'error',
  what: 'The overhead of a RuntimeClass covers what its handler adds to a virtual machine, where the cgroup of the pod has to hold all of it.',
  why: 'With `sandbox_cgroup_only` the hypervisor runs in the cgroup of the pod, whose limit is the limits of its containers and the overhead. In the Go runtime the guest has `default_memory` beside those limits: a guest that uses it drives the hypervisor over the limit, and the kernel of the node kills the whole pod. In runtime-rs it has `overhead_memory`, which upstream wants to be less than the overhead.',
  source: 'https://github.com/kata-containers/kata-containers/blob/main/docs/design/host-cgroups.md',
  fix: 'Declare a larger `spec.overhead` of the Runtime, or less `default_memory` (runtime-rs: `overhead_memory`) in `spec.configuration.hypervisor`.',
  examples: {
    valid: [
      { title: 'the hypervisor is outside the cgroup of the pod', declarations: withRuntimes(kataRuntime('kata-clh')) },
      {
        title: 'enough for both',
        declarations: withRuntimes(kataRuntime('kata-clh', `${CGROUP}, overhead: {cpu: 250m, memory: 2178Mi}`)),
      },
      {
        title: 'upstream leaves room in these',
        declarations: withRuntimes(kataRuntime('kata-clh-runtime-rs'), kataRuntime('kata-qemu-nvidia-gpu')),
      },
    ],
    invalid: [
      {
        title: 'the Go runtime',
        declarations: withRuntimes(kataRuntime('kata-clh', CGROUP)),
        finds: [
          'RuntimeClass "kata-clh" has overhead 130Mi of memory, and handler "kata-clh" has [runtime] sandbox_cgroup_only = true and [hypervisor.clh] default_memory = 2048: with the hypervisor 2178Mi; on the node: a guest that uses its memory is killed with its pod',
        ],
      },
      {
        title: 'a MiB less',
        declarations: withRuntimes(kataRuntime('kata-clh', `${CGROUP}, overhead: {cpu: 250m, memory: 2177Mi}`)),
        finds: [
          'RuntimeClass "kata-clh" has overhead 2177Mi of memory, and handler "kata-clh" has [runtime] sandbox_cgroup_only = true and [hypervisor.clh] default_memory = 2048: with the hypervisor 2178Mi; on the node: a guest that uses its memory is killed with its pod',
        ],
      },
      {
        title: 'runtime-rs',
        declarations: withRuntimes(
          kataRuntime('kata-clh-runtime-rs', 'configuration: {hypervisor: {overhead_memory: 130}}'),
        ),
        finds: [
          'RuntimeClass "kata-clh-runtime-rs" has overhead 130Mi of memory, and handler "kata-clh-runtime-rs" has [runtime] sandbox_cgroup_only = true and [hypervisor.clh] overhead_memory = 130: nothing is left for the hypervisor; on the node: a guest that uses its memory is killed with its pod',
        ],
      },
    ],
  },
  *check(context) {
    for (const judged of context.objects.ofKind('node.k8s.io/RuntimeClass')) {
      const handler = kataHandlerOf(context, judged.object.metadata.name);
      const message = handler && lackOf(context, handler);
      if (message !== undefined) yield { message, object: judged, path: ['overhead', 'podFixed', 'memory'] };
    }
  },
};

const MIB = 2n ** 20n * 1_000_000_000n;

function lackOf(context: Context, handler: KataHandler): string | undefined {
  const { shim, name, runtimeClass } = handler;
  if (shim === undefined || configuredValue(handler, 'runtime', 'sandbox_cgroup_only') !== true) return undefined;
  const text = runtimeClassNamed(context, runtimeClass)?.overhead?.memory;
  const has = text === undefined ? undefined : quantityOf(text);
  const key = shim.runtime === 'go' ? 'default_memory' : 'overhead_memory';
  const guest = configuredNumber(handler, 'hypervisor', key);
  if (has === undefined || guest === undefined) return undefined;
  const needed = BigInt(Math.ceil(guest)) * MIB + (shim.runtime === 'go' ? ofHypervisor(shim) : 0n);
  // In runtime-rs, equal leaves nothing for the hypervisor.
  if (shim.runtime === 'go' ? has.nanos >= needed : has.nanos > needed) return undefined;
  const sum: Quantity = { nanos: needed, format: 'BinarySI' };
  const sentence =
    shim.runtime === 'go' ? `with the hypervisor ${formatQuantity(sum)}` : 'nothing is left for the hypervisor';
  return `RuntimeClass "${runtimeClass}" has overhead ${text} of memory, and handler "${name}" has [runtime] sandbox_cgroup_only = true and ${hypervisorKey(handler, key)} = ${guest}: ${sentence}; on the node: a guest that uses its memory is killed with its pod`;
}

/** What upstream counts for a hypervisor whose guest is not counted: the overhead of its plainest shim. */
function ofHypervisor({ hypervisor }: Shim): bigint {
  const plain = [...SHIMS.values()].find((each) => each.hypervisor === hypervisor);
  return quantityOf(plain?.overhead.memory ?? '0')?.nanos ?? 0n;
}
