/** The kernel cuts the names of processes at 15 characters. */
const VMM = '(?:qemu-system-|cloud-hypervis|firecracker|stratovirt|virtiofsd|containerd-shim)';

/** What the kernel says of a hypervisor that it has killed (mm/oom_kill.c). */
export const VMM_KILLED: readonly RegExp[] = [
  new RegExp(`Memory cgroup out of memory: Killed process \\d{1,10} \\(${VMM}[\\w-]{0,15}\\)`),
  new RegExp(`oom-kill:constraint=CONSTRAINT_MEMCG[^\\n]{0,600}?,task=${VMM}`),
];
