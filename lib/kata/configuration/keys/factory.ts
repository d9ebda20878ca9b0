import type { Key } from '../key.js';
import { keysIn } from './table.js';

/** Machines that are made before they are needed. Go: `[factory]`; runtime-rs: `[hypervisor.<name>.factory]`. */
export const FACTORY: readonly Key[] = keysIn('factory', {
  enable_template: {
    type: 'boolean',
    meaning: 'Machines are copies of one that has booted: they share its memory. Wants initrd and no virtio-fs.',
    go: { 'clh qemu': false },
    rust: { 'clh qemu dragonball': false },
  },
  template_path: {
    type: 'string',
    meaning: 'Folder of that machine.',
    go: { 'clh qemu': '/run/vc/vm/template' },
    rust: { 'clh qemu dragonball': '/run/vc/vm/template' },
  },
  vm_cache_number: {
    type: 'integer',
    minimum: 0,
    meaning: 'How many machines are kept ready; 0: none.',
    go: { qemu: 0 },
  },
  vm_cache_endpoint: {
    type: 'string',
    meaning: 'Socket of the service that keeps them.',
    go: { qemu: '/var/run/kata-containers/cache.sock' },
  },
});
