import { ANNOTATIONS, HYPERVISOR_PREFIX } from '../../../kata/annotations.js';
import { isKata } from '../../../kata/diagnosis/runtimes.js';
import { objectAt } from '../../fields.js';
import { KATA_ANNOTATIONS } from '../../kata/annotations.js';
import { handingOn, KATA_ON_POOL, kataPool, kataRuntime, podOn, preparing, withRuntimes } from '../../kata/examples.js';
import { admits, mayBeHandedOn, writtenAnnotations } from '../../kata/handed-on.js';
import { kataHandlerOf } from '../../kata/handlers.js';
import { kataPods } from '../../kata/pods.js';
import type { EnvironmentRule } from '../../rule.js';
import { isWalled } from '../../walled.js';

const annotated = (name: string, value: string) => ({ annotations: `{io.katacontainers.${name}: '${value}'}` });

export const ungatedAnnotation: EnvironmentRule = {
  id: 'kata/ungated-annotation',
  scope: 'environment',
  severity: 'error',
  what: 'No annotation for the runtime or the agent of Kata reaches them from a tenant: `io.katacontainers.config.runtime.*`, `io.katacontainers.config.agent.*` and whatever else is not for the hypervisor.',
  why: 'Only annotations of the hypervisor are asked about in `enable_annotations`. The others take effect wherever containerd hands them on, and kata-deploy has it hand on `io.katacontainers.*`: a tenant puts its hypervisor into the network of the node, names another configuration file of the node, loads modules into the kernel of its guest.',
  source:
    'https://github.com/kata-containers/kata-containers/blob/main/docs/how-to/how-to-set-sandbox-config-kata.md#runtime-options',
  fix: 'Take the annotation off the pod, or off `spec.podAnnotations` of the Runtime, and declare for all its pods what they need: `spec.configuration` of the Runtime.',
  examples: {
    valid: [
      {
        title: 'of the hypervisor',
        declarations: withRuntimes(
          kataRuntime('kata-clh', 'podAnnotations: [io.katacontainers.config.hypervisor.default_vcpus]'),
        ),
        manifests: podOn('kata-clh', annotated('config.hypervisor.default_vcpus', '2')),
      },
      {
        title: 'of the platform',
        manifests: podOn('kata-clh', annotated('config.agent.kernel_modules', 'nbd')).replace('shop-web', 'monitoring'),
      },
      {
        title: 'under another runtime, which does not know it',
        manifests: podOn('runc', annotated('config.agent.kernel_modules', 'nbd')),
      },
      {
        title: 'kept back by what containerd is configured with',
        manifests:
          podOn('kata-clh', annotated('config.agent.kernel_modules', 'nbd')) +
          handingOn('kata-clh', `${HYPERVISOR_PREFIX}*`),
      },
    ],
    invalid: [
      {
        title: 'on pods of a tenant',
        manifests:
          podOn('kata-clh', annotated('config.runtime.disable_new_netns', 'true')) +
          podOn('kata-clh', annotated('config.agent.kernel_modules', 'nbd')) +
          podOn('kata-clh', annotated('config_path', '/tmp/mine.toml')) +
          podOn('kata-clh', annotated('config.runtime.new_one', '1')),
        finds: [
          'pod "web" of a tenant has annotation io.katacontainers.config.runtime.disable_new_netns, which no key of handler "kata-clh" stops; on the node: the hypervisor runs in the network namespace of the node',
          'pod "web" of a tenant has annotation io.katacontainers.config.agent.kernel_modules, which no key of handler "kata-clh" stops; on the node: its modules are loaded into the kernel of the guest',
          'pod "web" of a tenant has annotation io.katacontainers.config_path, which no key of handler "kata-clh" stops; on the node: Kata reads another configuration file of the node',
          'pod "web" of a tenant has annotation io.katacontainers.config.runtime.new_one, which no key of handler "kata-clh" stops; on the node: Kata does as the tenant says',
        ],
      },
      {
        title: 'where some nodes run CRI-O, which hands on all of them',
        declarations: preparing(
          kataPool('general', KATA_ON_POOL),
          kataPool('other', KATA_ON_POOL).replace("{version: '2.1.4'}", "{name: cri-o, version: '1.34.0'}"),
        ),
        manifests: podOn('kata-clh', annotated('config.agent.kernel_modules', 'nbd')),
        finds: [
          'pod "web" of a tenant has annotation io.katacontainers.config.agent.kernel_modules, which no key of handler "kata-clh" stops; on the node: its modules are loaded into the kernel of the guest',
        ],
      },
      {
        title: 'let through by what containerd is configured with',
        manifests: handingOn('kata-clh', 'io.katacontainers.*', 'io.katacontainers.config.runtime.new_one'),
        finds: [
          'ConfigMap "nodes" has containerd hand "io.katacontainers.*" on to handler "kata-clh": pods of tenants set io.katacontainers.config.runtime.disable_new_netns, which no key of handler "kata-clh" stops; on the node: the hypervisor runs in the network namespace of the node',
          'ConfigMap "nodes" has containerd hand "io.katacontainers.config.runtime.new_one" on to handler "kata-clh": pods of tenants set io.katacontainers.config.runtime.new_one, which no key of handler "kata-clh" stops; on the node: Kata does as the tenant says',
        ],
      },
      {
        title: 'granted to tenants',
        declarations: withRuntimes(
          kataRuntime('kata-clh', 'podAnnotations: [io.katacontainers.config.runtime.disable_guest_seccomp]'),
        ),
        finds: [
          'Runtime "kata-clh" lets pods of tenants set io.katacontainers.config.runtime.disable_guest_seccomp, which no key of handler "kata-clh" stops; on the node: containers run without their seccomp profile',
        ],
      },
    ],
  },
  *check(context) {
    for (const runtime of context.cluster?.runtimes.values() ?? []) {
      const handler = kataHandlerOf(context, runtime.name);
      if (handler === undefined) continue;
      for (const [index, annotation] of runtime.spec.podAnnotations.entries())
        if (isUngated(annotation))
          yield {
            message: `Runtime "${runtime.name}" lets pods of tenants set ${annotation}, ${consequenceOf(annotation, handler.name)}`,
            declared: { declaration: runtime, path: ['spec', 'podAnnotations', index] },
          };
    }
    for (const { handler, patterns, object, path } of writtenAnnotations(context)) {
      // What is rendered from a Runtime is found there.
      if (!isKata(handler) || object.origin !== undefined) continue;
      for (const pattern of patterns) {
        const annotation = UNGATED.find((each) => admits(pattern, each)) ?? (isName(pattern) ? pattern : undefined);
        if (annotation !== undefined)
          yield {
            message: `ConfigMap "${object.object.metadata.name}" has containerd hand "${pattern}" on to handler "${handler}": pods of tenants set ${annotation}, ${consequenceOf(annotation, handler)}`,
            object,
            path,
          };
      }
    }
    for (const { pod, handler, name } of kataPods(context)) {
      if (!isWalled(context, pod.owner)) continue;
      for (const annotation of Object.keys(objectAt(pod.metadata, 'annotations') ?? {}))
        if (isUngated(annotation) && mayBeHandedOn(context, handler, annotation))
          yield {
            message: `${name} of a tenant has annotation ${annotation}, ${consequenceOf(annotation, handler.name)}`,
            object: pod.owner,
            path: [...pod.path, 'metadata', 'annotations', annotation],
          };
    }
  },
};

function isUngated(annotation: string): boolean {
  return annotation.startsWith(KATA_ANNOTATIONS) && !annotation.startsWith(HYPERVISOR_PREFIX);
}

const CONSEQUENCES: ReadonlyMap<string, string> = new Map([
  ['config.runtime.disable_new_netns', 'the hypervisor runs in the network namespace of the node'],
  ['config_path', 'Kata reads another configuration file of the node'],
  ['config.runtime.disable_guest_seccomp', 'containers run without their seccomp profile'],
  ['config.runtime.enable_pprof', "the shim serves its profile on the node's file system"],
  ['config.runtime.hypervisor_name', 'another hypervisor of the configuration runs it'],
  ['config.runtime.internetworking_model', 'its network is wired as it says'],
  ['config.runtime.sandbox_bind_mounts', 'folders of the node are shared into the guest'],
  ['config.runtime.sandbox_cgroup_only', 'its hypervisor is counted outside its pod'],
  ['config.agent.kernel_modules', 'its modules are loaded into the kernel of the guest'],
]);

/** Of an annotation that nobody knows, and no pattern. */
function isName(pattern: string): boolean {
  return isUngated(pattern) && !/[*?[\\]/.test(pattern);
}

/** Those whose consequences are known first. */
const UNGATED = [
  ...[...CONSEQUENCES.keys()].map((name) => `${KATA_ANNOTATIONS}${name}`),
  ...[...ANNOTATIONS.keys()].filter(isUngated),
];

function consequenceOf(annotation: string, handler: string): string {
  const consequence = CONSEQUENCES.get(annotation.slice(KATA_ANNOTATIONS.length)) ?? 'Kata does as the tenant says';
  return `which no key of handler "${handler}" stops; on the node: ${consequence}`;
}
