import { type Failure, said } from '../failure.js';

export const kvmMissing: Failure = {
  id: 'kvm-missing',
  cause: 'the node has no usable /dev/kvm, so no virtual machine starts on it',
  why: 'The module kvm_intel or kvm_amd is not loaded, virtualization is switched off in the firmware, or the node is a virtual machine that may not nest others.',
  fix: 'On the node: `grep -cE "vmx|svm" /proc/cpuinfo` must not be 0 (else firmware, or nested virtualization of the cloud), then `modprobe kvm_intel` or `modprobe kvm_amd`, and its name into /etc/modules-load.d/kata.conf. `kata-runtime check` and `kata-ctl check` say what is missing.',
  source: 'https://github.com/kata-containers/kata-containers/issues/6752',
  messages: [
    'Could not access KVM kernel module: No such file or directory',
    'qemu-lite-system-x86_64: failed to initialize KVM: No such file or directory: unknown.',
    'Failed to open hypervisor interface (is /dev/kvm available?)',
    'kvm: disabled by bios',
    `ctr: failed to create shim task: Others("failed to handler message try init runtime instance\\n\\nCaused by:\\n    0: init runtime handler\\n    1: start sandbox\\n    2: start vm\\n    3: start vmm server\\n    4: run vmm server\\n    5: No such file or directory (os error 2)"): unknown`,
  ],
  *find(bundle) {
    yield* said(
      bundle,
      'certain',
      /Could not access KVM kernel module: (?:No such file or directory|No such device)/,
      /failed to initialize kvm: (?:No such file or directory|No such device)/i,
      /Failed to open hypervisor interface \(is \/dev\/kvm available\?\)/,
      /open \/dev\/kvm: no such (?:file or directory|device)/i,
      /kvm(?:_intel|_amd)?: (?:\w{1,20}: )?(?:disabled by bios|VMX \(outside TXT\) disabled by BIOS|no hardware support)/i,
    );
    // runtime-rs does not say which file.
    yield* said(bundle, 'likely', /run vmm server(?:\\{1,7}n|\s){1,10}\d: No such file or directory \(os error 2\)/);
  },
};
