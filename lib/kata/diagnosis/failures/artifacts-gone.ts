import { type Failure, said } from '../failure.js';

export const artifactsGone: Failure = {
  id: 'artifacts-gone',
  cause: 'files of Kata that a configuration names are not on the node',
  why: 'An upgrade or a removal of the installer deletes /opt/kata while handlers still name it; a configuration that was copied from elsewhere names paths that never were there.',
  fix: 'Install the artifacts again, or let the paths in the configuration name what is there. Remove Kata from a node in this order: drain, take off the label, take out the handlers, then the files.',
  source: 'https://github.com/kata-containers/kata-containers/issues/12761',
  messages: [
    'level=error msg="failed to resolve runtime path" error="invalid custom binary path: stat /opt/kata/bin/containerd-shim-kata-v2: no such file or directory" namespace=k8s.io',
    'file /opt/kata/share/kata-containers/vmlinux.container does not exist',
  ],
  *find(bundle) {
    yield* said(
      bundle,
      'certain',
      /invalid custom binary path: stat \/[\w./+-]{1,200}: no such file or directory/,
      /file \/(?:opt\/kata|usr\/share\/kata-containers)\/[\w./+-]{1,200} does not exist/,
      /fork\/exec \/opt\/kata\/[\w./+-]{0,200}(?:qemu-system-[\w-]{1,20}|cloud-hypervisor|firecracker|jailer): no such file or directory/,
    );
  },
};
