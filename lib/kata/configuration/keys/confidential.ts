import type { Key } from '../key.js';
import { keysIn } from './table.js';

/** Guests whose memory the node cannot read, and machines that run elsewhere. */
export const CONFIDENTIAL: readonly Key[] = keysIn('hypervisor', {
  confidential_guest: {
    type: 'boolean',
    meaning: "The guest's memory is encrypted: no CPUs, memory or non-volatile memory can be plugged in.",
    written: true,
    go: { 'clh qemu': false, tee: true },
    rust: { 'clh qemu': false, tee: true },
  },
  sev_snp_guest: {
    type: 'boolean',
    meaning: 'SEV-SNP, where the CPU can do it.',
    written: true,
    go: { qemu: false, snp: true },
    rust: { qemu: false, snp: true },
  },
  snp_id_block: {
    type: 'string',
    meaning: "SEV-SNP's ID block: 96 bytes in base64; with snp_id_auth or not at all.",
    go: { snp: '' },
    rust: { snp: '' },
  },
  snp_id_auth: {
    type: 'string',
    meaning: "SEV-SNP's ID authentication: 4096 bytes in base64; with snp_id_block or not at all.",
    go: { snp: '' },
    rust: { snp: '' },
  },
  snp_guest_policy: {
    type: 'integer',
    minimum: 0,
    meaning: "SEV-SNP's guest policy, a number of flags; 196608 (0x30000) is QEMU's.",
    written: true,
    go: { snp: 196608 },
    rust: { snp: 196608 },
  },
  tdx_quote_generation_service_socket_port: {
    type: 'integer',
    minimum: 0,
    maximum: 4_294_967_295,
    meaning: "vsock port of the service that signs TDX quotes; 0: QEMU asks the node's file system socket.",
    written: true,
    go: { tdx: 4050 },
    rust: { tdx: 4050 },
  },
  remote_hypervisor_socket: {
    type: 'string',
    meaning: 'Socket of the service that makes the machines (cloud-api-adaptor).',
    written: true,
    go: { remote: '/run/peerpod/hypervisor.sock' },
  },
  remote_hypervisor_timeout: {
    type: 'integer',
    minimum: 1,
    unit: 'seconds',
    meaning: 'How long that service may take.',
    written: true,
    go: { remote: 600 },
  },
});
