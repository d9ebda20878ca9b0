import { type Failure, QUOTE, said } from '../failure.js';

export const selinuxDenied: Failure = {
  id: 'selinux-denied',
  cause: 'SELinux denies something to Kata or its installer',
  why: 'An installer that is no longer privileged runs as `container_t`, which may not write to the node; and the policy of a distribution may have no rules for what is below /opt/kata.',
  fix: "Look at the denials in full (`ausearch -m avc -ts recent`). For the installer, switch on kata-deploy's own SELinux policy, or give its container a type that may write there; for the hypervisor, load a policy that allows what is denied.",
  source: 'https://github.com/kata-containers/kata-containers/issues/13751',
  messages: [
    'type=AVC msg=audit(1690454521.367:812): avc:  denied  { write } for  pid=3112 comm="kata-deploy" name="config.toml" dev="sda2" ino=12345',
  ],
  *find(bundle) {
    yield* said(
      bundle,
      'likely',
      new RegExp(
        `avc: {1,4}denied {1,4}\\{[\\w ]{1,80}\\} for {1,4}(?:pid=\\d{1,10} )?comm=${QUOTE}(?:kata|virtiofsd|qemu-system|cloud-hyper|containerd-shim)[\\w.-]{0,20}${QUOTE}`,
      ),
    );
  },
};
