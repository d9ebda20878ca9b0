import { type Failure, said } from '../failure.js';

export const kvmPermission: Failure = {
  id: 'kvm-permission',
  cause: 'the hypervisor may not open /dev/kvm',
  why: 'It is there, and its owner, a security module or a rootless hypervisor keeps it from the process.',
  fix: 'Look at `ls -l /dev/kvm` (root and group kvm, 0660) and at denials of SELinux or AppArmor. With `rootless = true` the user of the hypervisor has to be in the group that owns it.',
  source: 'https://github.com/kata-containers/kata-containers/blob/main/docs/how-to/how-to-run-rootless-vmm.md',
  messages: ['Could not access KVM kernel module: Permission denied'],
  *find(bundle) {
    yield* said(
      bundle,
      'certain',
      /Could not access KVM kernel module: Permission denied/,
      /failed to initialize kvm: Permission denied/i,
      /open \/dev\/kvm: permission denied/i,
    );
  },
};
