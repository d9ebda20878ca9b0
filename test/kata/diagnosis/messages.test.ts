import { describe, expect, it, test } from 'vitest';
import { FAILURES } from '../../../lib/kata/diagnosis/registry.js';
import { idsOf, recognised } from './bundles.js';

// Exactly as they stand in the issues and sources of upstream that the failures name.
const MESSAGES: readonly (readonly [failure: string, message: string, seen: string])[] = [
  [
    'handler-unknown',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "kata-qemu" is configured',
    'no runtime for "kata-qemu" is configured',
  ],
  [
    'handler-unknown',
    'failed to find runtime handler kata-clh from runtime list map[runc:0xc0000e2000]',
    'failed to find runtime handler kata-clh from runtime list',
  ],
  [
    'not-installed-yet',
    'failed to start shim: runtime "io.containerd.kata-clh.v2" binary not installed "containerd-shim-kata-clh-v2": file does not exist',
    'runtime "io.containerd.kata-clh.v2" binary not installed "containerd-shim-kata-clh-v2"',
  ],
  [
    'runtime-class-missing',
    'pods "web" is forbidden: pod rejected: RuntimeClass "kata-clh" not found',
    'RuntimeClass "kata-clh" not found',
  ],
  [
    'kvm-missing',
    'docker: Error response from daemon: OCI runtime create failed: Could not access KVM kernel module: No such file or directory',
    'Could not access KVM kernel module: No such file or directory',
  ],
  [
    'kvm-missing',
    'qemu-lite-system-x86_64: failed to initialize KVM: No such file or directory: unknown.',
    'failed to initialize KVM: No such file or directory',
  ],
  [
    'kvm-missing',
    'Failed to open hypervisor interface (is /dev/kvm available?): Some(Kvm(Error(2)))',
    'Failed to open hypervisor interface (is /dev/kvm available?)',
  ],
  [
    'kvm-missing',
    'ctr: failed to create shim task: Others("failed to handler message try init runtime instance\\n\\nCaused by:\\n    0: init runtime handler\\n    1: start sandbox\\n    2: start vm\\n    3: start vmm server\\n    4: run vmm server\\n    5: No such file or directory (os error 2)"): unknown',
    'run vmm server\\n    5: No such file or directory (os error 2)',
  ],
  [
    'kvm-permission',
    'Could not access KVM kernel module: Permission denied',
    'Could not access KVM kernel module: Permission denied',
  ],
  [
    'module-not-loaded',
    'failed: Could not setup vhost fds eth0 : open /dev/vhost-net: no such file or directory: unknown',
    'open /dev/vhost-net: no such file or directory',
  ],
  [
    'module-not-loaded',
    'failed to create containerd task: failed to create shim: open /dev/vhost-vsock: no such device: unknown',
    'open /dev/vhost-vsock: no such device',
  ],
  [
    'module-not-loaded',
    "failed to create shim: /etc/kata-containers/configuration.toml: host system doesn't support vsock: stat /dev/vhost-vsock: no such file or directory: unknown",
    'stat /dev/vhost-vsock: no such file or directory',
  ],
  [
    'artifacts-gone',
    'Mar 31 06:00:12 minikube containerd[13001]: time="2026-03-31T06:00:12.572333032Z" level=error msg="failed to resolve runtime path" error="invalid custom binary path: stat /opt/kata/bin/containerd-shim-kata-v2: no such file or directory" namespace=k8s.io',
    'invalid custom binary path: stat /opt/kata/bin/containerd-shim-kata-v2: no such file or directory',
  ],
  [
    'virtiofsd-missing',
    'task: failed to create shim task: fork/exec /usr/libexec/virtiofsd: no such file or directory: not found',
    'fork/exec /usr/libexec/virtiofsd: no such file or directory',
  ],
  [
    'virtiofsd-missing',
    'cannot enable virtio-fs without daemon path in configuration file',
    'cannot enable virtio-fs without daemon path',
  ],
  [
    'virtiofsd-died',
    'time="2023-10-11T09:58:32.524088575+02:00" level=error msg="qemu-system-x86_64: -chardev socket,id=char-1787fda16a6a92e0,path=/run/vc/vm/test-kata/vhost-fs.sock: Failed to connect to \'/run/vc/vm/test-kata/vhost-fs.sock\': Connection refused" name=containerd-shim-v2 pid=40650 qemuPid=40661 sandbox=test-kata source=virtcontainers/hypervisor subsystem=qemu',
    "Failed to connect to '/run/vc/vm/test-kata/vhost-fs.sock': Connection refused",
  ],
  [
    'vf-without-cold-plug',
    'unable to add PhysicalEndpoint eth1 because cold_plug_vfio is disabled',
    'unable to add PhysicalEndpoint eth1 because cold_plug_vfio is disabled',
  ],
  [
    'vf-without-cold-plug',
    'level=error msg="qemu-system-x86_64: -device vfio-pci,host=0000:84:01.1,x-pci-vendor-id=0x15b3,x-pci-device-id=0x101e,bus=<unknown PCIePortBusPrefix: >0: Bus \'<unknown PCIePortBusPrefix: >0\' not found" name=containerd-shim-v2 pid=2462858',
    "Bus '<unknown PCIePortBusPrefix: >0' not found",
  ],
  [
    'vfio-port-not-set',
    '  Warning  FailedCreatePodSandBox  5s    kubelet,xxx.host  Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create containerd task: failed to create shim task: cold_plug_vfio= or hot_plug_vfio= port is not set for device 0000:5e:02.1 (BridgePort | RootPort | SwitchPort): unknown',
    'cold_plug_vfio= or hot_plug_vfio= port is not set for device 0000:5e:02.1',
  ],
  [
    'vfio-both-plugs',
    'invalid hot-plug=root-port and cold-plug=bridge-port settings, only one of them can be set',
    'invalid hot-plug=root-port and cold-plug=bridge-port settings, only one of them can be set',
  ],
  [
    'block-device-driver',
    'Invalid hypervisor block storage driver virtio-blk-pci specified (supported drivers: [virtio-scsi virtio-blk virtio-mmio nvdimm virtio-blk-ccw])',
    'Invalid hypervisor block storage driver virtio-blk-pci specified',
  ],
  [
    'hypervisor-unsupported',
    'configuration file contains invalid hypervisor section: "dragonball"',
    'configuration file contains invalid hypervisor section: "dragonball"',
  ],
  ['hypervisor-unsupported', 'Unsupported hypervisor stratovirt', 'Unsupported hypervisor stratovirt'],
  [
    'annotation-not-enabled',
    'annotation io.katacontainers.config.hypervisor.default_vcpus is not enabled',
    'annotation io.katacontainers.config.hypervisor.default_vcpus is not enabled',
  ],
  [
    'vmm-out-of-memory',
    'Jan 16 18:53:32 worker kernel: Memory cgroup out of memory: Killed process 1190544 (qemu-system-x86) total-vm:2705220kB, anon-rss:198432kB',
    'Memory cgroup out of memory: Killed process 1190544 (qemu-system-x86)',
  ],
  [
    'vmm-out-of-memory',
    'oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),oom_memcg=/a,task_memcg=/a,task=cloud-hypervis,pid=23793,uid=0',
    'oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),oom_memcg=/a,task_memcg=/a,task=cloud-hypervis',
  ],
  [
    'text-file-busy',
    "cp: cannot create regular file '/opt/kata/bin/qemu-system-x86_64': Text file busy",
    "cannot create regular file '/opt/kata/bin/qemu-system-x86_64': Text file busy",
  ],
  [
    'selinux-denied',
    'type=AVC msg=audit(1690454521.367:812): avc:  denied  { write } for  pid=3112 comm="kata-deploy" name="config.toml" dev="sda2" ino=12345',
    'avc:  denied  { write } for  pid=3112 comm="kata-deploy"',
  ],
  [
    'container-timeout',
    'failed to create shim task: CreateContainerRequest timed out: context deadline exceeded',
    'CreateContainerRequest timed out',
  ],
  [
    'agent-unreachable',
    'containerd task: failed to create shim: Failed to Check if grpc server is working: rpc error: code = DeadlineExceeded desc = timed out connecting to vsock 637456061:1024: unknown',
    'timed out connecting to vsock 637456061:1024',
  ],
  [
    'agent-unreachable',
    'ctr: failed to create shim task: Failed to Check if grpc server is working: rpc error: code = DeadlineExceeded desc = timed out connecting to hybrid vsocket hvsock:/run/vc/firecracker/kata-manager-sh-test-kata/root/kata.hvsock: unknown',
    'timed out connecting to hybrid vsocket hvsock:/run/vc/firecracker/kata-manager-sh-test-kata/root/kata.hvsock',
  ],
  [
    'agent-unreachable',
    '2: start agent\\n    3: connect\\n    4: cannot connect to agent ttrpc server ConnectConfig { dial_timeout_ms: 45, reconnect_timeout_ms: 5000 }',
    'cannot connect to agent ttrpc server',
  ],
  [
    'text-file-busy',
    'cp: cannot create regular file ‘/opt/kata/libexec/virtiofsd’: Text file busy',
    'cannot create regular file ‘/opt/kata/libexec/virtiofsd’: Text file busy',
  ],
  [
    'container-runtime-down',
    'time="2022-07-19T23:28:15.549391266+08:00" level=warning msg="failed to load plugin io.containerd.grpc.v1.cri" error="invalid plugin config: `systemd_cgroup` only works for runtime io.containerd.runtime.v1.linux"',
    'failed to load plugin io.containerd.grpc.v1.cri',
  ],
  [
    'container-runtime-down',
    'level=warning msg="failed to load plugin" error="unable to load CRI image service plugin dependency: invalid cri image config: `mirrors` cannot be set when `config_path` is provided" id=io.containerd.grpc.v1.cri',
    'failed to load plugin',
  ],
  [
    'container-runtime-down',
    'validate service connection: validate CRI v1 runtime API for endpoint "unix:///var/run/containerd/containerd.sock": rpc error: code = Unimplemented desc = unknown service runtime.v1.RuntimeService',
    'unknown service runtime.v1.RuntimeService',
  ],
  [
    'container-runtime-down',
    'Apr 09 21:14:19 k8s-node1 kubelet[26014]: I0409 21:14:19.210702   26014 kubelet.go:1794] skipping pod synchronization - [container runtime is down]',
    'container runtime is down',
  ],
];

describe('a message of upstream', () => {
  test.each(MESSAGES)('%s: %s', (failure, message, seen) => {
    expect(recognised({ 'node.log': `before\n${message}\nafter\n` })).toEqual([[failure, `node.log:2: ${seen}`]]);
  });

  test.each(MESSAGES)('%s, as journalctl writes it for programs: %s', (failure, message) => {
    const entry = { __REALTIME_TIMESTAMP: '1774937412572333', _SYSTEMD_UNIT: 'containerd.service', MESSAGE: message };
    expect(idsOf({ 'journal.json': `${JSON.stringify(entry)}\n` })).toEqual([failure]);
    expect(idsOf({ 'journal.export': `_HOSTNAME=n1\nMESSAGE=${message}\nPRIORITY=4\n\n` })).toEqual([failure]);
  });

  it('is recognised as an event quotes it, and as JSON quotes that', () => {
    const message = 'no runtime for "kata-clh" is configured';
    for (const quoted of [JSON.stringify(message), JSON.stringify(JSON.stringify(message))])
      expect(idsOf({ journal: quoted })).toEqual(['handler-unknown']);
  });

  it('is in the table for every failure that messages show', () => {
    const shown = FAILURES.filter(({ messages }) => messages.length > 0).map(({ id }) => id);
    expect(shown.filter((id) => !MESSAGES.some(([failure]) => failure === id))).toEqual([]);
    for (const { id, messages } of FAILURES)
      for (const message of messages) expect(idsOf({ x: message }), message).toEqual([id]);
  });

  test.each([
    'no runtime for "kata-clh" was needed',
    'runtime "io.containerd.runc.v2" binary not installed "containerd-shim-runc-v2": file does not exist',
    'open /dev/null: no such file or directory',
    'configmaps "web" not found',
    'cp: cannot create regular file: No space left on device',
    'Memory cgroup out of memory: Killed process 23793 (leaker) total-vm:2623712kB',
    'avc:  denied  { read } for  pid=1 comm="nginx" name="x"',
    'annotation io.katacontainers.config.hypervisor.default_vcpus is enabled',
    'cold_plug_vfio="no-port"',
    'timed out connecting to the database',
    'Unsupported hypervisor',
    'run vmm server: started',
    "Failed to connect to '/run/mysqld/mysqld.sock': Connection refused",
    'kvm: enabled',
    'failed to load plugin" error="aufs is not supported: skip plugin" id=io.containerd.snapshotter.v1.aufs',
  ])('nothing is recognised in: %s', (line) => {
    expect(idsOf({ 'node.log': line })).toEqual([]);
  });
});

describe('every failure', () => {
  it('has an id of its own, a source, and says what to do', () => {
    expect(new Set(FAILURES.map(({ id }) => id)).size).toBe(FAILURES.length);
    for (const { id, cause, why, fix, source } of FAILURES) {
      expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(source, id).toMatch(/^https:\/\//);
      for (const sentence of [why, fix]) expect(sentence, id).toMatch(/^(?:[A-Z`"]|containerd |k3s ).*[.`]$/s);
      expect(cause, id).not.toMatch(/\.$/);
    }
  });
});
