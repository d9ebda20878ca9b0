import { describe, expect, it } from 'vitest';
import { idsOf, node, objects, pod, recognised, runtimeClass } from './bundles.js';

const NO_RUNTIME = 'no runtime for "kata-clh" is configured';
const KATA = { 'katacontainers.io/kata-runtime': 'true' };
const SELECTOR = 'scheduling: {nodeSelector: {katacontainers.io/kata-runtime: "true"}}\n';

describe('messages in objects', () => {
  const event = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Event
  metadata: {name: web.1, namespace: shop}
  reason: FailedCreatePodSandBox
  message: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to
    get sandbox runtime: no runtime for "kata-clh" is configured'
`;

  it('are read as YAML has them, folded over lines, and named with the line of their field', () => {
    expect(recognised({ 'events.yaml': event })).toEqual([
      ['handler-unknown', 'events.yaml:8: no runtime for "kata-clh" is configured'],
    ]);
  });

  it('are read in a status, and nowhere in what somebody wants', () => {
    const waiting = (field: string) => `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
${field}:
  containerStatuses:
  - state:
      waiting:
        message: 'open /dev/vhost-vsock: no such device'
`;
    expect(recognised({ 'pods.yaml': waiting('status') })).toEqual([
      ['module-not-loaded', 'pods.yaml:8: open /dev/vhost-vsock: no such device'],
    ]);
    expect(idsOf({ 'pods.yaml': waiting('spec') })).toEqual([]);
  });

  it('are found in objects that nobody can read to the end', () => {
    expect(idsOf({ 'events.yaml': `${event}\n - [` })).toEqual(['handler-unknown']);
  });
});

describe('objects that contradict one another', () => {
  it('a node without the handler of a pod on it', () => {
    const texts = [
      node('n1', { handlers: [{ name: '' }, { name: 'runc' }], labels: KATA }),
      runtimeClass('kata-clh'),
      pod('kata-clh', 'n1'),
    ];
    expect(recognised({ 'all.yaml': objects(...texts) })).toEqual([
      ['handler-unknown', 'all.yaml:8: node n1 has handlers runc; pod web needs kata-clh'],
    ]);
    const fine = node('n1', { handlers: [{ name: 'kata-clh' }], labels: KATA });
    expect(idsOf({ 'all.yaml': objects(fine, runtimeClass('kata-clh'), pod('kata-clh', 'n1')) })).toEqual([]);
    // Older nodes do not say which handlers they have.
    expect(
      idsOf({ 'all.yaml': objects(node('n1', { labels: KATA }), runtimeClass('kata-clh'), pod('kata-clh', 'n1')) }),
    ).toEqual([]);
  });

  it('a pod that waits on a node without Kata', () => {
    expect(recognised({ 'all.yaml': objects(node('n1'), runtimeClass('kata-clh'), pod('kata-clh', 'n1')) })).toEqual([
      [
        'not-installed-yet',
        'all.yaml:4: pod web of RuntimeClass kata-clh waits on node n1, which has no label katacontainers.io/kata-runtime=true',
      ],
    ]);
    expect(
      idsOf({ 'all.yaml': objects(node('n1'), runtimeClass('kata-clh'), pod('kata-clh', 'n1', 'Running')) }),
    ).toEqual([]);
    expect(idsOf({ 'all.yaml': objects(node('n1'), runtimeClass('runsc'), pod('runsc', 'n1')) })).toEqual([]);
  });

  it('a RuntimeClass whose labels no node has', () => {
    const waiting = [runtimeClass('kata-clh', SELECTOR), pod('kata-clh')];
    const nodes = [node('n1', { taints: [{ key: 'a', effect: 'NoSchedule' }] }), node('n2')];
    expect(recognised({ 'all.yaml': objects(...nodes, ...waiting) })).toEqual([
      ['no-node', 'all.yaml:22: none of 2 nodes (1 with taints) has the labels of RuntimeClass kata-clh'],
    ]);
    expect(idsOf({ 'all.yaml': objects(node('n1'), node('n2', { labels: KATA }), ...waiting) })).toEqual([]);
    expect(idsOf({ 'all.yaml': objects(...waiting) })).toEqual([]);
  });

  it('a startup taint that nobody has lifted, while pods wait', () => {
    const taints = [{ key: 'katacontainers.io/not-ready', effect: 'NoSchedule' }];
    const waiting = [runtimeClass('kata-clh'), pod('kata-clh')];
    expect(recognised({ 'all.yaml': objects(node('n1', { taints }), ...waiting) })).toEqual([
      ['startup-taint', 'all.yaml:5: node n1 has the taint katacontainers.io/not-ready, and pod web waits'],
    ]);
    expect(idsOf({ 'all.yaml': objects(node('n1', { taints: [{ key: 'a' }] }), ...waiting) })).toEqual([]);
    expect(
      idsOf({
        'all.yaml': objects(node('n1', { taints }), runtimeClass('kata-clh'), pod('kata-clh', 'n2', 'Running')),
      }),
    ).toEqual([]);
  });

  it('what node preparation says of a node', () => {
    const refused = node('n1', { labels: { 'katacontainers.io/unsupported': 'no-kvm' } });
    expect(recognised({ 'nodes.yaml': refused })).toEqual([
      ['node-preparation', 'nodes.yaml:4: node n1: katacontainers.io/unsupported=no-kvm'],
    ]);
    const annotations = { 'katacontainers.io/node-preparation': 'containerd did not come back' };
    expect(idsOf({ 'nodes.yaml': node('n1', { annotations }) })).toEqual(['node-preparation']);
    expect(idsOf({ 'nodes.yaml': node('n1', { annotations, labels: KATA }) })).toEqual([]);
  });

  it('a small overhead only where a hypervisor ran out of memory', () => {
    const killed = 'Memory cgroup out of memory: Killed process 7 (qemu-system-x86)';
    const small = runtimeClass('kata-qemu', 'overhead: {podFixed: {memory: 160Mi}}\n');
    expect(recognised({ 'dmesg.txt': killed, 'classes.yaml': small })).toEqual([
      ['vmm-out-of-memory', `dmesg.txt:1: ${killed}`],
      [
        'overhead-too-small',
        "classes.yaml:6: RuntimeClass kata-qemu has 160Mi memory overhead; upstream's of qemu is 320Mi",
      ],
    ]);
    expect(idsOf({ 'classes.yaml': small })).toEqual([]);
    const enough = runtimeClass('kata-qemu', 'overhead: {podFixed: {memory: 320Mi}}\n');
    expect(idsOf({ 'dmesg.txt': killed, 'classes.yaml': enough })).toEqual(['vmm-out-of-memory']);
  });

  it('k3s, where a handler is not configured', () => {
    const k3s = node('n1', { version: 'v1.31.4+k3s1' });
    expect(recognised({ 'nodes.yaml': k3s, journal: NO_RUNTIME })).toEqual([
      ['handler-unknown', `journal:1: ${NO_RUNTIME}`],
      ['k3s-template', 'nodes.yaml:7: node n1 runs v1.31.4+k3s1, and a handler is not configured'],
    ]);
    expect(idsOf({ 'nodes.yaml': k3s })).toEqual([]);
  });
});
