import { both, type Case, set } from './case.js';
import { declared, ENVIRONMENT, edited, RUNTIMES, rendered } from './company.js';
import { OF_PREPARATION } from './kata-hardware.js';

const FRONTEND = 'Deployment shop-web/frontend';
const LEDGER = 'Deployment bank-ledger/ledger';
const CLASS = 'RuntimeClass kata-clh';
const POD = ['spec', 'template', 'spec'];
const CONTAINER = [...POD, 'containers', 0];
const VCPUS = 'io.katacontainers.config.hypervisor.default_vcpus';
const KERNEL_MODULES = 'io.katacontainers.config.agent.kernel_modules';

const PREPARED = edited(ENVIRONMENT, ...OF_PREPARATION);

/** Nodes beside the others, with a taint. */
const SECOND_POOL = edited(ENVIRONMENT, [
  '  storageClasses:',
  `    large:
      count: 1
      labels: {katacontainers.io/kata-runtime: "true", example.com/pool: large}
      taints: {example.com/large: {effect: NoSchedule}}
      allocatable: {cpu: 16, memory: 64Gi}
      kvm: true
  storageClasses:`,
]);

export const kataCases: readonly Case[] = [
  {
    title: 'a handler that the nodes are not prepared for',
    declarations: PREPARED,
    plant: set('RuntimeClass gvisor', ['handler'], 'kata-qemu'),
    finds: [
      {
        is: 'kata/not-configured: RuntimeClass gvisor: scheduling.nodeSelector',
        declared: declared.environment('nodePools:\n    »kata:'),
        rendered: rendered.runtimeClasses('»nodeSelector:\n    example.com/gvisor: "yes"'),
      },
    ],
  },
  {
    title: 'a workload that selects nodes which are kept from it',
    declarations: SECOND_POOL,
    plant: set(FRONTEND, [...POD, 'nodeSelector'], { 'example.com/pool': 'large' }),
    finds: [
      {
        is: `kata/untolerated: ${FRONTEND}: spec.template.spec.tolerations`,
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend('    »spec:'),
      },
    ],
  },
  {
    title: 'an annotation that the configuration does not let through',
    declarations: edited(RUNTIMES, [
      '  preset: kata-clh\n',
      "  preset: kata-clh\n  configuration: {hypervisor: {enable_annotations: ['^default_memory$']}}\n",
    ]),
    finds: [
      {
        is: `kata/annotation: ${FRONTEND}: spec.template.metadata.annotations["${VCPUS}"]`,
        declared: declared.workloads('vcpus: »2'),
        rendered: rendered.frontend(`${VCPUS}: »"2"`),
      },
    ],
  },
  {
    title: 'more than the configuration lets a machine have',
    declarations: edited(RUNTIMES, [
      '  preset: kata-clh\n',
      '  preset: kata-clh\n  configuration: {hypervisor: {default_maxvcpus: 1}}\n',
    ]),
    finds: [
      {
        is: `kata/annotation: ${FRONTEND}: spec.template.metadata.annotations["${VCPUS}"]`,
        declared: declared.workloads('vcpus: »2'),
        rendered: rendered.frontend(`${VCPUS}: »"2"`),
      },
    ],
  },
  {
    title: 'an annotation that nothing asks about, on pods and in what tenants may set',
    declarations: edited(RUNTIMES, ['  podAnnotations:\n', `  podAnnotations:\n    - ${KERNEL_MODULES}\n`]),
    plant: set(FRONTEND, ['spec', 'template', 'metadata', 'annotations', KERNEL_MODULES], 'nbd'),
    finds: [
      {
        is: 'kata/ungated-annotation: Runtime kata-clh: spec.podAnnotations[0]',
        declared: declared.runtimes(`- »${KERNEL_MODULES}`),
      },
      {
        is: `kata/ungated-annotation: ${FRONTEND}: spec.template.metadata.annotations["${KERNEL_MODULES}"]`,
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend(`${KERNEL_MODULES}: »nbd`),
      },
    ],
  },
  {
    title: 'a volume that is the kernel of the node',
    plant: both(
      set(FRONTEND, [...POD, 'volumes', 0], { name: 'kernel', hostPath: { path: '/sys/kernel' } }),
      set(FRONTEND, [...CONTAINER, 'volumeMounts', 0], { name: 'kernel', mountPath: '/kernel' }),
    ),
    finds: [
      {
        is: `kata/host-volume: ${FRONTEND}: spec.template.spec.volumes[name=kernel].hostPath.path`,
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend('path: »/sys/kernel'),
      },
      {
        is: `pod-security/restricted-volumes: ${FRONTEND}: spec.template.spec.volumes[name=kernel].hostPath`,
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend('- »hostPath:'),
      },
    ],
  },
  {
    title: 'a part of a volume',
    plant: set(FRONTEND, [...CONTAINER, 'volumeMounts', 1, 'subPath'], 'cache'),
    finds: [
      {
        is: `kata/sub-path: ${FRONTEND}: spec.template.spec.containers[name=frontend].volumeMounts[name=scratch-tmp].subPath`,
        declared: declared.workloads('mountPath: »/tmp'),
        rendered: rendered.frontend('subPath: »cache'),
      },
    ],
  },
  {
    title: 'a database under Firecracker',
    declarations: edited(RUNTIMES, ['  preset: kata-clh\n', '  preset: kata-fc\n']),
    finds: [
      {
        is: 'kata/unshared-volume: StatefulSet shop-data/db: spec.template.spec.containers[name=db].volumeMounts[name=storage]',
        declared: declared.workloads('mountPath: »/data'),
        rendered: rendered.db('- »mountPath: /data'),
      },
    ],
  },
  {
    title: 'no memory limit under runtime-rs',
    declarations: edited(RUNTIMES, ['  preset: kata-clh\n', '  preset: kata-clh-runtime-rs\n']),
    plant: both(
      set('LimitRange bank-ledger/defaults', ['spec', 'limits', 0, 'default', 'memory'], undefined),
      set(LEDGER, [...CONTAINER, 'resources'], { limits: { cpu: '1' } }),
    ),
    finds: [
      {
        is: `kata/memory-limit: ${LEDGER}: spec.template.spec.containers[name=ledger].resources.limits.memory`,
        declared: declared.ledger('service: »{ports: {http: {port: 8080}}}'),
        rendered: rendered.ledger('»limits:'),
      },
      {
        is: `quota/limit-range: ${LEDGER}: spec.template.spec.containers[name=ledger].resources.limits.memory`,
        declared: declared.ledger('service: »{ports: {http: {port: 8080}}}'),
        rendered: rendered.ledger('»limits:'),
        related: rendered.bankQuota('maxLimitRequestRatio:\n      cpu: "1"\n      memory: »"1"'),
      },
    ],
  },
  {
    title: 'a virtual machine whose memory does not fit into its pod',
    declarations: edited(RUNTIMES, [
      '  preset: kata-clh\n',
      '  preset: kata-clh\n  configuration: {runtime: {sandbox_cgroup_only: true}}\n',
    ]),
    finds: [
      {
        is: `kata/small-overhead: ${CLASS}: overhead.podFixed.memory`,
        declared: declared.runtimes('preset: »kata-clh'),
        rendered: rendered.runtimeClasses('memory: »130Mi'),
      },
    ],
  },
];
