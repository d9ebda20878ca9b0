import { sampleEnvironment } from '../sample-environment.js';

/** A Runtime of the sample environment: a preset, and what else of its spec an example is about. */
export function kataRuntime(preset: string, more?: string, name = preset): string {
  return `---
apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata: {name: ${name}}
spec: {preset: ${preset}${more === undefined ? '' : `, ${more}`}}
`;
}

/** These Runtimes in the sample environment, for an example's `declarations`. */
export function withRuntimes(...runtimes: readonly string[]): Record<string, string> {
  return { 'platform/runtimes.yaml': runtimes.join('') };
}

const HARDWARE = `devices: {gpu: {resourceName: nvidia.com/pgpu, passthrough: true}, fpga: {resourceName: example.com/fpga}}
  networks: {storage: {attachment: fabrics/storage, resourceName: example.com/vf}, overlay: {attachment: fabrics/overlay}}`;

/** The same, where a GPU and virtual functions are declared. */
export function accelerated(...runtimes: readonly string[]): Record<string, string> {
  return { ...sampleEnvironment({ more: HARDWARE }), ...(runtimes.length === 0 ? {} : withRuntimes(...runtimes)) };
}

/** A pool in `spec.nodePools` that has the labels of Kata's RuntimeClasses, and more. */
export function kataPool(name: string, more = ''): string {
  return `    ${name}:
      count: 3
      labels: {katacontainers.io/kata-runtime: 'true', example.com/pool: ${name}}
      allocatable: {cpu: 16, memory: 64Gi}
      containerRuntime: {version: '2.1.4'}
      kvm: true${more}`;
}

export const KATA_ON_POOL = `
      kata: {version: '4.1.0', artifact: {url: 'https://192.0.2.20/kata-static-4.1.0-amd64.tar.zst', sha256: ${'5d'.repeat(32)}, cidrs: [192.0.2.20/32]}}`;

/** An environment that prepares its nodes, with the devices and networks of `accelerated`. */
export function preparing(...pools: readonly string[]): Record<string, string> {
  const more = `nodePreparation: {image: registry.example.com/node-tools@sha256:${'8c'.repeat(32)}}\n  ${HARDWARE}`;
  return sampleEnvironment({ nodePools: pools.join('\n'), more });
}

/** A ConfigMap with what containerd 2.x is told of a handler, as somebody else writes it. */
export function handingOn(handler: string, ...podAnnotations: readonly string[]): string {
  return `---
apiVersion: v1
kind: ConfigMap
metadata: {name: nodes, namespace: monitoring}
data:
  kata.toml: |
    version = 3
    [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.${handler}]
    runtime_type = "io.containerd.${handler}.v2"
    pod_annotations = ${JSON.stringify(podAnnotations)}
`;
}

interface Shown {
  readonly annotations?: string;
  /** More of its spec. */
  readonly spec?: string;
  /** More of its container. */
  readonly container?: string;
  readonly resources?: string;
}

/** A pod of tenant shop with one container. */
export function podOn(runtimeClass: string, { annotations, spec, container, resources }: Shown = {}): string {
  const lines = [
    'name: web',
    'image: registry.example.com/web:1',
    ...(container === undefined ? [] : [container]),
    ...(resources === undefined ? [] : [`resources: ${resources}`]),
  ];
  return `---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop-web${annotations === undefined ? '' : `, annotations: ${annotations}`}}
spec:
  runtimeClassName: ${runtimeClass}
${spec === undefined ? '' : `  ${spec}\n`}  containers: [{${lines.join(', ')}}]
`;
}
