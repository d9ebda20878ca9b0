import { type Check, declaredText } from './subject.js';
import { keyTitle } from './wording.js';

/** The socket belongs to debugging, and anyone who reaches it owns the virtual machine (configuration-qemu.toml.in). */
export const debugMonitor: Check = function* (subject) {
  const path = ['hypervisor', 'extra_monitor_socket'] as const;
  if ((declaredText(subject, ...path) ?? '') === '' || subject.value('hypervisor', 'enable_debug') !== false) return;
  yield {
    path,
    message: `${keyTitle(subject.shim, ...path)} has no effect while enable_debug is false`,
    hint: 'remove it; enable_debug belongs on no node that runs tenants',
  };
};
