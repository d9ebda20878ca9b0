import { type Failure, said } from '../failure.js';
import { VMM_KILLED } from './vmm-killed.js';

export const vmmOutOfMemory: Failure = {
  id: 'vmm-out-of-memory',
  cause: 'the kernel has killed the hypervisor, as the cgroup of the pod had no memory left',
  why: "With `sandbox_cgroup_only = true` the guest, its hypervisor and virtiofsd all count against the limit of the pod, which is its memory limits and the overhead of its RuntimeClass. `default_memory` is the guest's before any limit is added.",
  fix: 'Raise `overhead.podFixed.memory` of the RuntimeClass above what the guest itself and its hypervisor take, lower `default_memory`, or give the containers more memory.',
  source: 'https://github.com/kata-containers/kata-containers/issues/7470',
  messages: [
    'Memory cgroup out of memory: Killed process 1190544 (qemu-system-x86) total-vm:2705220kB, anon-rss:198432kB',
    'oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/kubepods.slice,task_memcg=/kubepods.slice,task=cloud-hypervis,pid=4711,uid=0',
  ],
  *find(bundle) {
    yield* said(bundle, 'certain', ...VMM_KILLED);
  },
};
