import { type Failure, said } from '../failure.js';

export const moduleNotLoaded: Failure = {
  id: 'module-not-loaded',
  cause: 'a kernel module that connects guests is not loaded on the node: vhost_vsock or vhost_net',
  why: 'The runtime reaches the agent in the guest through /dev/vhost-vsock, and the guest the network through /dev/vhost-net.',
  fix: '`modprobe vhost_vsock vhost_net` (each by itself), and their names into /etc/modules-load.d/kata.conf so that they are there after a reboot. "Device or resource busy" for vhost_vsock: another hypervisor of the node, such as VMware\'s, has its own vsock loaded.',
  source: 'https://github.com/kata-containers/kata-containers/issues/6451',
  messages: [
    'failed: Could not setup vhost fds eth0 : open /dev/vhost-net: no such file or directory: unknown',
    'failed to create containerd task: failed to create shim: open /dev/vhost-vsock: no such device: unknown',
    "/etc/kata-containers/configuration.toml: host system doesn't support vsock: stat /dev/vhost-vsock: no such file or directory: unknown",
  ],
  *find(bundle) {
    yield* said(bundle, 'certain', /(?:open|stat) \/dev\/vhost-(?:vsock|net): no such (?:file or directory|device)/i);
  },
};
