import { expect, test } from 'vitest';
import { Context } from '../../../lib/policy/context.js';
import { judge } from '../../../lib/policy/judge.js';
import { podOn } from '../../../lib/policy/kata/examples.js';
import { RULE_IDS } from '../../../lib/policy/registry.js';
import { kataRules } from '../../../lib/policy/rules/kata.js';
import { objectsIn, TODAY } from '../judged.js';

const locator = { declaration: () => undefined, manifest: () => undefined };

/** What the rules of Kata find in manifests of anybody, without an environment: then upstream's defaults are assumed. */
function findingsIn(yaml: string): string[] {
  const assignment = { rules: kataRules, known: RULE_IDS, locator, today: TODAY };
  return judge(new Context(undefined, objectsIn(yaml)), assignment).findings.map(
    ({ rule, message }) => `${rule.id}: ${message}`,
  );
}

const definition = (config: string) => `---
apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata: {name: fast, namespace: fabrics}
spec: {config: '${config}'}
`;

const joins = podOn('kata-clh', { annotations: '{k8s.v1.cni.cncf.io/networks: fabrics/fast}' });

test.each([
  ['a plugin', '{"type": "sriov"}'],
  ['a chain of plugins', '{"plugins": [{"type": "ib-sriov"}, {"type": "tuning"}]}'],
])('a virtual function is known by %s of its NetworkAttachmentDefinition', (_, config) => {
  expect(findingsIn(joins + definition(config))).toEqual([
    'kata/no-port: pod "web" joins network "fabrics/fast", and handler "kata-clh" has [hypervisor.clh] cold_plug_vfio = "no-port"; on the node: unable to add PhysicalEndpoint net1 because cold_plug_vfio is disabled',
  ]);
});

test('a virtual function may be the network of eth0', () => {
  const pod = podOn('kata-clh', { annotations: '{v1.multus-cni.io/default-network: fabrics/fast}' });
  expect(findingsIn(pod + definition('{"type": "sriov"}'))).toEqual([
    'kata/no-port: pod "web" joins network "fabrics/fast", and handler "kata-clh" has [hypervisor.clh] cold_plug_vfio = "no-port"; on the node: unable to add PhysicalEndpoint eth0 because cold_plug_vfio is disabled',
  ]);
});

test.each(['{"type": "macvlan"}', '{', '[]', '{"plugins": {"type": "sriov"}}'])('nothing is known of %s', (config) => {
  expect(findingsIn(joins + definition(config))).toEqual([]);
});

test('a RuntimeClass that nobody has seen is taken for upstream’s of that name', () => {
  const annotated = (runtimeClass: string, name: string) =>
    podOn(runtimeClass, {
      annotations: `{io.katacontainers.config.hypervisor.${name}: '2'}`,
      resources: '{limits: {memory: 1Gi}}',
    });
  expect(findingsIn(annotated('kata-clh', 'default_vcpus'))).toEqual([
    'kata/annotation: pod "web" has annotation io.katacontainers.config.hypervisor.default_vcpus, and handler "kata-clh" has [hypervisor.clh] enable_annotations = ["enable_iommu","kernel_params","kernel_verity_params"]; on the node: annotation io.katacontainers.config.hypervisor.default_vcpus is not enabled',
  ]);
  expect(findingsIn(annotated('kata-clh', 'kernel_params'))).toEqual([]);
  expect(findingsIn(annotated('kata-clh-runtime-rs', 'default_vcpus'))).toEqual([]);
  expect(findingsIn(annotated('my-own', 'default_vcpus'))).toEqual([]);
});

test('a RuntimeClass among the manifests says which handler it is', () => {
  const runtimeClass = `---
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: safe}
handler: kata-qemu-runtime-rs
overhead: {podFixed: {cpu: 250m, memory: 320Mi}}
`;
  expect(findingsIn(podOn('safe', { resources: '{limits: {cpu: 1}}' }) + runtimeClass)).toEqual([
    'kata/memory-limit: container "web" of pod "web" has no memory limit; on the node: handler "kata-qemu-runtime-rs" gives the virtual machine [hypervisor.qemu] overhead_memory (32 MiB) and nothing else',
  ]);
});

test('of a handler of an own making, what holds for all of Kata is judged', () => {
  const pod = podOn('kata-mine', {
    spec: 'hostPID: true',
    annotations: "{io.katacontainers.config.hypervisor.path: '/bin/sh'}",
    resources: '{limits: {cpu: 1}}',
  });
  expect(findingsIn(pod)).toEqual([
    'kata/host-namespaces: pod "web" has hostPID, which Kata ignores; on the node: it sees the processes of its own virtual machine',
  ]);
});

const configuration = (name: string, text: string) => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: nodes}
data: {configuration-kata-clh.toml: ${JSON.stringify(text)}}
`;
const PORT = '[hypervisor.clh]\ncold_plug_vfio = "root-port"\n';
const NO_PORT = '[hypervisor.clh]\ncold_plug_vfio = "no-port"\n';

test('configurations among the manifests say what a handler runs with', () => {
  const on = joins + definition('{"type": "sriov"}');
  expect(findingsIn(on + configuration('nodes', PORT))).toEqual([]);
  expect(findingsIn(on + configuration('nodes', NO_PORT))).toHaveLength(1);
  expect(findingsIn(on + configuration('nodes', '[hypervisor.clh]\n'))).toHaveLength(1);
});

test.each([
  ['two that differ', configuration('a', PORT) + configuration('b', NO_PORT)],
  ['one of another runtime', configuration('a', `${PORT}[runtime]\nhypervisor_name = "clh"\n`)],
  ['one that is no TOML', configuration('a', '[hypervisor.clh]\ncold_plug_vfio = root-port\n')],
  ['one that is far too long', configuration('a', PORT + '# '.repeat(60_000))],
])('%s say nothing', (_, written) => {
  expect(findingsIn(joins + definition('{"type": "sriov"}') + written)).toHaveLength(1);
});
