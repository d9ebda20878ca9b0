import { HYPERVISOR_PREFIX } from '../../../kata/annotations.js';
import type { Context } from '../../context.js';
import { objectAt, textAt } from '../../fields.js';
import { badSize } from '../../kata/annotated-size.js';
import { isEnabled } from '../../kata/annotations.js';
import { configuredValue, hypervisorKey } from '../../kata/configuration.js';
import { handingOn, KATA_ON_POOL, kataPool, kataRuntime, podOn, preparing, withRuntimes } from '../../kata/examples.js';
import { isHandedOn } from '../../kata/handed-on.js';
import { type KataPod, kataPods } from '../../kata/pods.js';
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
      {
        title: 'more than there may be, with a maximum of its own',
        declarations: withRuntimes(
          kataRuntime('kata-clh', allowing("['^default_(max_)?vcpus$']", ', default_maxvcpus: 4')),
        ),
        manifests: podOn('kata-clh', {
          annotations: `{${HYPERVISOR_PREFIX}default_vcpus: '6', ${HYPERVISOR_PREFIX}default_max_vcpus: '8'}`,
        }),
      },
      {
        title: 'handed on by what containerd is configured with, by its name and by a pattern',
        declarations: withRuntimes(kataRuntime('kata-clh', allowing(SIZES)), kataRuntime('kata-qemu', allowing(SIZES))),
        manifests:
          podOn('kata-clh', sized('default_vcpus', '2')) +
          handingOn('kata-clh', `${HYPERVISOR_PREFIX}default_vcpus`) +
          podOn('kata-qemu', sized('default_memory', '4096')) +
          handingOn('kata-qemu', `${HYPERVISOR_PREFIX}default_*`).replace('name: nodes', 'name: others'),
      },
      {
        title: 'CRI-O, which hands on all of them',
        declarations: {
          ...preparing(
            kataPool('general', KATA_ON_POOL).replace("{version: '2.1.4'}", "{name: cri-o, version: '1.34.0'}"),
          ),
          ...withRuntimes(kataRuntime('kata-clh', allowing(SIZES))),
        },
        manifests: podOn('kata-clh', sized('default_vcpus', '2')),
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
        title: 'left out by what containerd is configured with',
        declarations: withRuntimes(kataRuntime('kata-clh', allowing(SIZES))),
        manifests:
          podOn('kata-clh', sized('default_memory', '4096')) +
          handingOn('kata-clh', `${HYPERVISOR_PREFIX}default_vcpus`),
        finds: [
          'pod "web" has annotation io.katacontainers.config.hypervisor.default_memory, and pod_annotations of handler "kata-clh" leave it out; on the node: it never reaches Kata',
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
        title: 'no number',
        declarations: withRuntimes(kataRuntime('kata-clh', allowing(SIZES))),
        manifests:
          podOn('kata-clh', sized('default_memory', '4Gi')) + podOn('kata-clh', sized('default_vcpus', '500m')),
        finds: [
          'pod "web" has annotation io.katacontainers.config.hypervisor.default_memory = 4Gi; on the node: Error parsing annotation for io.katacontainers.config.hypervisor.default_memory: Please specify positive numeric value',
          'pod "web" has annotation io.katacontainers.config.hypervisor.default_vcpus = 500m; on the node: Error parsing annotation for io.katacontainers.config.hypervisor.default_vcpus: Please specify positive numeric value',
        ],
      },
      {
        title: 'less memory than there has to be',
        declarations: withRuntimes(
          kataRuntime('kata-clh', allowing(SIZES)),
          kataRuntime('kata-clh-runtime-rs', allowing(SIZES)),
        ),
        manifests:
          podOn('kata-clh', sized('default_memory', '128')) +
          podOn('kata-clh-runtime-rs', sized('default_memory', '63')),
        finds: [
          'pod "web" has annotation io.katacontainers.config.hypervisor.default_memory = 128; on the node: Memory specified in annotation io.katacontainers.config.hypervisor.default_memory is less than minimum required 256, please specify a larger value',
          'pod "web" has annotation io.katacontainers.config.hypervisor.default_memory = 63; on the node: memory specified in annotation 63 is less than minimum limitation 64',
        ],
      },
    ],
  },
  *check(context) {
    for (const each of kataPods(context)) {
      const { pod, name } = each;
      for (const key of Object.keys(objectAt(pod.metadata, 'annotations') ?? {})) {
        if (!key.startsWith(HYPERVISOR_PREFIX)) continue;
        const reason = reasonAgainst(context, each, key);
        if (reason !== undefined)
          yield {
            message: `${name} has annotation ${key}${reason}`,
            object: pod.owner,
            path: [...pod.path, 'metadata', 'annotations', key],
          };
      }
    }
  },
};

function reasonAgainst(context: Context, { pod, handler }: KataPod, key: string): string | undefined {
  if (!isHandedOn(context, handler, key))
    return `, and pod_annotations of handler "${handler.name}" leave it out; on the node: it never reaches Kata`;
  if (!isEnabled(handler, key)) {
    const patterns = JSON.stringify(configuredValue(handler, 'hypervisor', 'enable_annotations'));
    const isGo = handler.shim?.runtime === 'go';
    return `, and handler "${handler.name}" has ${hypervisorKey(handler, 'enable_annotations')} = ${patterns}; on the node: ${isGo ? `annotation ${key} is not enabled` : 'runtime-rs ignores it'}`;
  }
  return badSize(handler, key, (annotation) =>
    isEnabled(handler, annotation) && isHandedOn(context, handler, annotation)
      ? textAt(pod.metadata, 'annotations', annotation)
      : undefined,
  );
}
