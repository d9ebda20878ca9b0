import { type Failure, said } from '../failure.js';

export const virtiofsdDied: Failure = {
  id: 'virtiofsd-died',
  cause: 'virtiofsd ended before the hypervisor had connected to it',
  why: 'The socket is there and nobody answers: virtiofsd does not know an argument that it is given, may not open the shared folder, or was killed.',
  fix: 'Read what virtiofsd said just before in the same journal. Take options that it does not know out of `virtio_fs_extra_args`, use the virtiofsd of the same Kata version, and look for denials of SELinux.',
  source: 'https://github.com/kata-containers/kata-containers/issues/7107',
  messages: [
    "qemu-system-x86_64: -chardev socket,id=char-1787fda16a6a92e0,path=/run/vc/vm/test-kata/vhost-fs.sock: Failed to connect to '/run/vc/vm/test-kata/vhost-fs.sock': Connection refused",
  ],
  *find(bundle) {
    yield* said(
      bundle,
      'certain',
      /Failed to connect to '\/[\w./-]{1,300}vhost-fs\.sock': (?:Connection refused|No such file or directory)/,
    );
  },
};
