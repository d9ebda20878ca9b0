import { itemsAt, textAt } from '../../fields.js';
import { podOn } from '../../kata/examples.js';
import { kataPods } from '../../kata/pods.js';
import type { EnvironmentRule } from '../../rule.js';

const volume = (hostPath: string) => ({ spec: `volumes: [{name: node, hostPath: ${hostPath}}]` });

export const hostVolume: EnvironmentRule = {
  id: 'kata/host-volume',
  scope: 'environment',
  severity: 'error',
  what: 'No pod under Kata mounts what is the kernel of the node: its `/proc`, `/sys` and `/dev`, its sockets and devices.',
  why: 'Such a file is the way into a kernel or a process, and inside the virtual machine another kernel answers. Kata leaves `/proc` and `/sys` of the node out, and what is mounted below `/dev` is what the guest has there; a socket comes through, and nobody listens at the other end. Folders and plain files are shared with the guest.',
  source: 'https://github.com/kata-containers/kata-containers/blob/main/src/runtime/virtcontainers/container.go',
  fix: 'Run what works on the node under runc, as a part of the platform. What talks to a service of the node talks to it over the network.',
  examples: {
    valid: [
      {
        title: 'folders and files of the node, which are shared, names that only begin alike, and disks',
        manifests:
          podOn('kata-clh', volume('{path: /var/log, type: Directory}')) +
          podOn('kata-clh', volume('{path: /srv/a.conf, type: File}')) +
          podOn('kata-clh', volume('{path: /devices}')) +
          podOn('kata-clh', volume('{path: /dev/sdb, type: BlockDevice}')),
      },
      { title: 'under runc', manifests: podOn('runc', volume('{path: /sys}')) },
    ],
    invalid: [
      {
        title: 'the kernel',
        manifests: podOn('kata-clh', volume('{path: /sys/fs/cgroup}')) + podOn('kata-clh', volume('{path: /proc/}')),
        finds: [
          'volume "node" of pod "web" is /sys/fs/cgroup of the node, which Kata leaves out; on the node: the container finds that of the guest\'s kernel',
          'volume "node" of pod "web" is /proc/ of the node, which Kata leaves out; on the node: the container finds that of the guest\'s kernel',
        ],
      },
      {
        title: 'devices',
        manifests:
          podOn('kata-clh', volume('{path: /dev/kvm}')) +
          podOn('kata-clh', volume('{path: /srv/modem, type: CharDevice}')),
        finds: [
          'volume "node" of pod "web" is /dev/kvm of the node, and the guest has devices of its own; on the node: the container finds nothing behind it',
          'volume "node" of pod "web" is /srv/modem of the node, and the guest has devices of its own; on the node: the container finds nothing behind it',
        ],
      },
      {
        title: 'sockets',
        manifests:
          podOn('kata-clh', volume('{path: /run/containerd/containerd.sock}')) +
          podOn('kata-clh', volume('{path: /run/agent, type: Socket}')),
        finds: [
          'volume "node" of pod "web" is /run/containerd/containerd.sock of the node, a socket, and who listens there is outside the virtual machine; on the node: connections are refused',
          'volume "node" of pod "web" is /run/agent of the node, a socket, and who listens there is outside the virtual machine; on the node: connections are refused',
        ],
      },
    ],
  },
  *check(context) {
    for (const { pod, name } of kataPods(context))
      for (const { item, path } of itemsAt(pod.spec, 'volumes')) {
        const hostPath = textAt(item, 'hostPath', 'path');
        const reason = hostPath === undefined ? undefined : reasonAgainst(hostPath, textAt(item, 'hostPath', 'type'));
        if (reason === undefined) continue;
        yield {
          message: `volume "${textAt(item, 'name') ?? ''}" of ${name} is ${hostPath} of the node, ${reason}`,
          object: pod.owner,
          path: [...pod.path, 'spec', ...path, 'hostPath', 'path'],
        };
      }
  },
};

function reasonAgainst(path: string, type: string | undefined): string | undefined {
  if (/^\/+(proc|sys)(\/|$)/.test(path))
    return "which Kata leaves out; on the node: the container finds that of the guest's kernel";
  // A disk may be plugged into the guest (disable_block_device_use).
  if (type === 'BlockDevice') return undefined;
  if (/^\/+dev(\/|$)/.test(path) || type === 'CharDevice')
    return 'and the guest has devices of its own; on the node: the container finds nothing behind it';
  if (type === 'Socket' || path.endsWith('.sock'))
    return 'a socket, and who listens there is outside the virtual machine; on the node: connections are refused';
  return undefined;
}
