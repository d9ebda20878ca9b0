import { type Failure, said } from '../failure.js';

export const artifactsGone: Failure = {
  id: 'artifacts-gone',
  cause: 'files of Kata that a configuration names are not on the node',
  why: 'An upgrade or a removal of the installer deletes /opt/kata while handlers still name it; a configuration that was copied from elsewhere names paths that never were there.',
  fix: 'Install the artifacts again, or let the paths in the configuration name what is there. Remove Kata from a node in this order: drain, take off the label, take out the handlers, then the files.',
  source: 'https://github.com/kata-containers/kata-containers/issues/12761',
  messages: ['file /opt/kata/share/kata-containers/vmlinux.container does not exist'],
  *find(bundle) {
    yield* said(
      bundle,
      'certain',
      /file \/(?:opt\/kata|usr\/share\/kata-containers)\/[\w./+-]{1,200} does not exist/,
      /fork\/exec \/opt\/kata\/[\w./+-]{0,200}(?:qemu-system-[\w-]{1,20}|cloud-hypervisor|firecracker|jailer): no such file or directory/,
    );
  },
};
