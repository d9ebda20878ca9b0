import { DEFAULT_MEMORY, DEFAULT_VCPUS, HYPERVISOR_PREFIX, MINIMUM_MEMORY_MIB } from '../../../kata/annotations.js';
import type { Context } from '../../context.js';
import { objectAt } from '../../fields.js';
import { isEnabled, isHandedOn } from '../../kata/annotations.js';
import { configuredNumber, configuredValue, hypervisorKey } from '../../kata/configuration.js';
import { kataRuntime, podOn, withRuntimes } from '../../kata/examples.js';
import type { KataHandler } from '../../kata/handlers.js';
import { kataPods } from '../../kata/pods.js';
import type { EnvironmentRule } from '../../rule.js';

const sized = (name: string, value: string) => ({ annotations: `{${HYPERVISOR_PREFIX}${name}: '${value}'}` });
const allowing = (names: string, more = '') => `configuration: {hypervisor: {enable_annotations: ${names}${more}}}`;
const SIZES = "['^default_vcpus$', '^default_memory$']";

export const annotation: EnvironmentRule = {
  id: 'kata/annotation',
  scope: 'environment',
  severity: 'error',
  what: "A pod's annotations for the hypervisor are let through by its handler, and ask for no more than that may have.",
  why: "The container runtime hands on what `pod_annotations` of the handler names, and leaves out the rest without a word. Of those, `enable_annotations` of Kata's configuration takes some: the Go runtime refuses a pod with any other, runtime-rs writes a warning nobody reads and makes the machine as if it were not there. A machine cannot boot with more CPUs or memory than it may grow to.",
  source:
    'https://github.com/kata-containers/kata-containers/blob/main/docs/how-to/how-to-set-sandbox-config-kata.md#hypervisor-options',
  fix: 'Take the annotation off; or have the platform let it through: `spec.podAnnotations` and `enable_annotations` in `spec.configuration.hypervisor` of the Runtime, anchored as in `^default_vcpus$`.',
  examples: {
    valid: [
      {
        title: 'let through, by its name and by a choice',
        declarations: withRuntimes(
          kataRuntime('kata-clh', allowing(SIZES)),
          kataRuntime('kata-qemu', allowing("['^default_(vcpus|memory)$']")),
        ),
        manifests:
          podOn('kata-clh', sized('default_vcpus', '2')) +
          podOn('kata-clh', sized('default_memory', '4096')) +
          podOn('kata-qemu', sized('default_memory', '4096')),
      },
      {
        title: 'granted, and nobody declares more of it',
        declarations: withRuntimes(kataRuntime('kata-clh', `podAnnotations: [${HYPERVISOR_PREFIX}default_vcpus]`)),
        manifests: podOn('kata-clh', sized('default_vcpus', '2')),
      },
      {
        title: 'as much as there may be',
        declarations: withRuntimes(
          kataRuntime('kata-clh', allowing(SIZES, ', default_maxvcpus: 4, default_maxmemory: 4096')),
        ),
        manifests: podOn('kata-clh', sized('default_vcpus', '4')) + podOn('kata-clh', sized('default_memory', '4096')),
      },
      { title: 'annotations of others, and other runtimes', manifests: podOn('runc', sized('path', '/bin/sh')) },
    ],
    invalid: [
      {
        title: 'not let through',
        declarations: withRuntimes(
          kataRuntime('kata-clh', allowing("['^default_vcpus$']")),
          kataRuntime('kata-clh-runtime-rs', allowing("['^default_vcpus$']")),
        ),
        manifests:
          podOn('kata-clh', sized('default_memory', '4096')) +
          podOn('kata-clh-runtime-rs', sized('default_memory', '4096')),
        finds: [
          'pod "web" has annotation io.katacontainers.config.hypervisor.default_memory, and handler "kata-clh" has [hypervisor.clh] enable_annotations = ["^default_vcpus$"]; on the node: annotation io.katacontainers.config.hypervisor.default_memory is not enabled',
          'pod "web" has annotation io.katacontainers.config.hypervisor.default_memory, and handler "kata-clh-runtime-rs" has [hypervisor.clh] enable_annotations = ["^default_vcpus$"]; on the node: runtime-rs ignores it',
        ],
      },
      {
        title: 'more than there may be',
        declarations: withRuntimes(
          kataRuntime('kata-clh', allowing(SIZES, ', default_maxvcpus: 4, default_maxmemory: 4096')),
        ),
        manifests:
          podOn('kata-clh', sized('default_vcpus', '4.5')) + podOn('kata-clh', sized('default_memory', '4097')),
        finds: [
          'pod "web" has annotation io.katacontainers.config.hypervisor.default_vcpus = 4.5, and handler "kata-clh" has [hypervisor.clh] default_maxvcpus = 4; on the node: the virtual machine does not boot',
          'pod "web" has annotation io.katacontainers.config.hypervisor.default_memory = 4097, and handler "kata-clh" has [hypervisor.clh] default_maxmemory = 4096; on the node: the virtual machine does not boot',
        ],
      },
      {
        title: 'less memory than there has to be',
        declarations: withRuntimes(kataRuntime('kata-clh', allowing(SIZES))),
        manifests: podOn('kata-clh', sized('default_memory', '128')),
        finds: [
          'pod "web" has annotation io.katacontainers.config.hypervisor.default_memory = 128; on the node: Memory specified in annotation io.katacontainers.config.hypervisor.default_memory is less than minimum required 256, please specify a larger value',
        ],
      },
    ],
  },
  *check(context) {
    for (const { pod, handler, name } of kataPods(context))
      for (const [key, value] of Object.entries(objectAt(pod.metadata, 'annotations') ?? {})) {
        if (!key.startsWith(HYPERVISOR_PREFIX)) continue;
        const reason = reasonAgainst(context, handler, key, value);
        if (reason !== undefined)
          yield {
            message: `${name} has annotation ${key}${reason}`,
            object: pod.owner,
            path: [...pod.path, 'metadata', 'annotations', key],
          };
      }
  },
};

function reasonAgainst(context: Context, handler: KataHandler, key: string, value: unknown): string | undefined {
  if (!isHandedOn(context, handler, key))
    return `, and pod_annotations of handler "${handler.name}" leave it out; on the node: it never reaches Kata`;
  if (!isEnabled(handler, key)) {
    const patterns = JSON.stringify(configuredValue(handler, 'hypervisor', 'enable_annotations'));
    const isGo = handler.shim?.runtime === 'go';
    return `, and handler "${handler.name}" has ${hypervisorKey(handler, 'enable_annotations')} = ${patterns}; on the node: ${isGo ? `annotation ${key} is not enabled` : 'runtime-rs ignores it'}`;
  }
  return typeof value === 'string' && handler.shim?.hypervisor !== 'remote' ? badSize(handler, key, value) : undefined;
}

/** The most of what an annotation sets, where there is one: 0 is as much as the node has. */
const MAXIMA: ReadonlyMap<string, string> = new Map([
  [DEFAULT_VCPUS, 'default_maxvcpus'],
  [DEFAULT_MEMORY, 'default_maxmemory'],
]);

function badSize(handler: KataHandler, key: string, value: string): string | undefined {
  const size = /^\d{1,9}(\.\d{1,9})?$/.test(value) ? Number(value) : undefined;
  const maximum = MAXIMA.get(key);
  if (size === undefined || maximum === undefined) return undefined;
  if (key === DEFAULT_MEMORY && size < MINIMUM_MEMORY_MIB && handler.shim?.runtime === 'go')
    return ` = ${value}; on the node: Memory specified in annotation ${key} is less than minimum required ${MINIMUM_MEMORY_MIB}, please specify a larger value`;
  const most = configuredNumber(handler, 'hypervisor', maximum) ?? 0;
  if (most <= 0 || size <= most) return undefined;
  return ` = ${value}, and handler "${handler.name}" has ${hypervisorKey(handler, maximum)} = ${most}; on the node: the virtual machine does not boot`;
}
