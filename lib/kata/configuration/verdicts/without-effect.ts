import type { Subject } from './subject.js';
import { kata, runtimeTitle } from './wording.js';

/**
 * Why a key does nothing on a hypervisor, where upstream gives a reason (newClhHypervisorConfig,
 * newFirecrackerHypervisorConfig and newStratovirtHypervisorConfig of src/runtime/pkg/katautils/config.go).
 * What stands here has no effect even where upstream's template names the key.
 */
const REASONS: Readonly<Record<string, string>> = {
  'go clh hypervisor.enable_iommu': 'the Go runtime never takes it over from the file for clh',
  'go clh hypervisor.disable_vhost_net': 'the Go runtime always sets it to true for clh',
  'go stratovirt hypervisor.disable_vhost_net': 'the Go runtime always sets it to true for stratovirt',
  'go firecracker hypervisor.disable_vhost_net': 'the Go runtime always sets it to true for firecracker',
  'go firecracker hypervisor.disable_block_device_use':
    'the Go runtime always sets it to false for firecracker, which shares no file system',
  'go firecracker hypervisor.disable_guest_selinux': 'the Go runtime always sets it to true for firecracker',
  'runtime-rs clh hypervisor.enable_iommu': 'runtime-rs always sets it to false for clh',
};

const PLUG = 'Advanced PCIe Topology only available for QEMU/CLH hypervisor, ignoring hot(cold)_vfio_port setting';

/** Why a key that the runtime knows has no effect on the subject's hypervisor, or undefined where it has one. */
export function whyWithoutEffect({ shim, keys }: Subject, place: string): string | undefined {
  const reason = REASONS[`${shim.runtime} ${shim.hypervisor} ${place}`];
  if (reason !== undefined) return reason;
  if (keys.has(place)) return undefined;
  const plain = `${runtimeTitle(shim.runtime)} does not use it for ${shim.hypervisor}`;
  return shim.runtime === 'go' && /^hypervisor\.(hot|cold)_plug_vfio$/.test(place) ? `${plain}${kata(PLUG)}` : plain;
}
