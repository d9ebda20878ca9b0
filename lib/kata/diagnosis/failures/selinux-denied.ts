import { type Failure, said } from '../failure.js';

export const selinuxDenied: Failure = {
  id: 'selinux-denied',
  cause: 'SELinux denies something to Kata or its installer',
  why: 'The policy of the distribution has no rules for the paths under /opt/kata, or the container of the installer is not allowed to write to the node.',
  fix: 'Look at the denials in full (`ausearch -m avc -ts recent`), load a policy that allows them (such as the package container-selinux), and label /opt/kata; run the installer with a type that may do it.',
  source: 'https://github.com/kata-containers/kata-containers/issues/13751',
  messages: [
    'type=AVC msg=audit(1690454521.367:812): avc:  denied  { write } for  pid=3112 comm="kata-deploy" name="config.toml" dev="sda2" ino=12345',
  ],
  *find(bundle) {
    yield* said(
      bundle,
      'likely',
      /avc: {1,4}denied {1,4}\{[\w ]{1,80}\} for {1,4}(?:pid=\d{1,10} )?comm="(?:kata|virtiofsd|qemu-system|cloud-hyper|containerd-shim)[\w.-]{0,20}"/,
    );
  },
};
