import { quantityOf } from '../../../kubernetes/amounts.js';
import { addQuantities, formatQuantity, type Quantity } from '../../../kubernetes/quantity.js';
import { type AdmittedContainer, admittedContainers } from '../../admitted-pod.js';
import type { Context } from '../../context.js';
import { objectAt, textAt } from '../../fields.js';
import { configuredNumber, configuredValue, hypervisorKey } from '../../kata/configuration.js';
import { kataRuntime, podOn, withRuntimes } from '../../kata/examples.js';
import type { KataHandler } from '../../kata/handlers.js';
import { type KataPod, kataPods } from '../../kata/pods.js';
import { resourceList } from '../../resource-list.js';
import type { EnvironmentRule, Violation } from '../../rule.js';

const RUST = withRuntimes(kataRuntime('kata-clh-runtime-rs'));
/** In a namespace without a LimitRange. */
const on = (resources: string, more = '', runtimeClass = 'kata-clh-runtime-rs') =>
  podOn(runtimeClass, { resources })
    .replace('shop-web', 'monitoring')
    .replace(/\}\]\n$/, `}${more}]\n`);
const SIDECAR = ', {name: proxy, image: registry.example.com/proxy:1}';

export const memoryLimit: EnvironmentRule = {
  id: 'kata/memory-limit',
  scope: 'environment',
  severity: 'error',
  what: 'Under runtime-rs every container has a memory limit.',
  why: 'The Rust runtime sizes the virtual machine once, before it boots, by the limits of its containers: `overhead_memory`, which is 32 MiB, and their sum. A container without a limit adds nothing. With a limit of CPU alone the guest has 32 MiB for everything, and does not come up or kills what it runs. Without any limit it gets `default_memory`, whatever the pod needs.',
  source:
    'https://github.com/kata-containers/kata-containers/blob/main/docs/how-to/how-to-size-sandbox-overhead-runtime-rs.md',
  fix: 'Set `resources.limits.memory` of the container, or have a LimitRange fill it in.',
  examples: {
    valid: [
      { title: 'a limit', declarations: RUST, manifests: on('{limits: {cpu: 1, memory: 1Gi}}') },
      {
        title: 'one that the LimitRange of its tenant fills in',
        declarations: RUST,
        manifests: podOn('kata-clh-runtime-rs', { resources: '{limits: {cpu: 1}}' }),
      },
      {
        title: 'one of the whole pod',
        declarations: RUST,
        manifests: on('{limits: {cpu: 1}}').replace('spec:\n', 'spec:\n  resources: {limits: {memory: 1Gi}}\n'),
      },
      {
        title: 'a container that is gone when the others start',
        declarations: RUST,
        manifests: on('{limits: {memory: 1Gi}}').replace(
          'spec:\n',
          'spec:\n  initContainers: [{name: migrate, image: registry.example.com/migrate:1}]\n',
        ),
      },
      {
        title: 'the Go runtime boots with default_memory, and plugs limits in',
        manifests: on('{limits: {cpu: 1}}', '', 'kata-clh'),
      },
      {
        title: 'and so does runtime-rs where it is declared to',
        declarations: withRuntimes(
          kataRuntime('kata-clh-runtime-rs', 'configuration: {runtime: {static_sandbox_resource_mgmt: false}}'),
        ),
        manifests: on('{limits: {cpu: 1}}'),
      },
    ],
    invalid: [
      {
        title: 'a limit of CPU alone',
        declarations: RUST,
        manifests: on('{limits: {cpu: 1}, requests: {memory: 1Gi}}'),
        finds: [
          'container "web" of pod "web" has no memory limit; on the node: handler "kata-clh-runtime-rs" gives the virtual machine [hypervisor.clh] overhead_memory (32 MiB) and nothing else',
        ],
      },
      {
        title: 'a container beside one that has a limit',
        declarations: RUST,
        manifests: on('{limits: {memory: 512Mi}}', SIDECAR),
        finds: [
          'container "proxy" of pod "web" has no memory limit; on the node: handler "kata-clh-runtime-rs" gives the virtual machine [hypervisor.clh] overhead_memory (32 MiB) and the 512Mi of its other containers',
        ],
      },
      {
        title: 'no limit at all',
        declarations: RUST,
        manifests: on('{}'),
        finds: [
          'container "web" of pod "web" has no memory limit, and nothing in the pod has any; on the node: handler "kata-clh-runtime-rs" gives the virtual machine [hypervisor.clh] default_memory (2048 MiB), whatever it needs',
        ],
      },
    ],
  },
  *check(context) {
    for (const each of kataPods(context)) if (isSizedByLimits(each.handler)) yield* judged(context, each);
  },
};

function isSizedByLimits(handler: KataHandler): boolean {
  const { shim } = handler;
  if (shim === undefined || shim.runtime !== 'runtime-rs' || shim.hypervisor === 'remote') return false;
  return configuredValue(handler, 'runtime', 'static_sandbox_resource_mgmt') !== false;
}

function* judged(context: Context, { pod, handler, name }: KataPod): Iterable<Violation> {
  if (resourceList(objectAt(pod.spec, 'resources', 'limits')).memory !== undefined) return;
  // Init containers are gone before the others start, but for those that run beside them.
  const all = admittedContainers(context, pod).filter(
    ({ judged: { list, container } }) => list === 'containers' || textAt(container, 'restartPolicy') === 'Always',
  );
  const isUnlimited = all.every(({ limits }) => limits.cpu === undefined && limits.memory === undefined);
  const lacking = all.filter(({ limits }) => limits.memory === undefined);
  const amount = (key: string) =>
    `${hypervisorKey(handler, key)} (${configuredNumber(handler, 'hypervisor', key) ?? '?'} MiB)`;
  for (const { judged: container } of lacking) {
    const gets = isUnlimited
      ? `${amount('default_memory')}, whatever it needs`
      : `${amount('overhead_memory')} and ${othersOf(all)}`;
    yield {
      message: `container "${container.name}" of ${name} has no memory limit${isUnlimited ? ', and nothing in the pod has any' : ''}; on the node: handler "${handler.name}" gives the virtual machine ${gets}`,
      ...(isUnlimited ? { severity: 'warning' } : {}),
      object: pod.owner,
      path: [...container.path, 'resources', 'limits', 'memory'],
      container: container.name,
    };
  }
}

function othersOf(all: readonly AdmittedContainer[]): string {
  const limits = all.flatMap(({ limits: { memory } }) => (memory === undefined ? [] : (quantityOf(memory) ?? [])));
  const sum = limits.reduce<Quantity | undefined>((a, b) => (a === undefined ? b : addQuantities(a, b)), undefined);
  return sum === undefined ? 'nothing else' : `the ${formatQuantity(sum)} of its other containers`;
}
