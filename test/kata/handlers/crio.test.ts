import { describe, expect, it } from 'vitest';
import { crioDropIn } from '../../../lib/kata/handlers/crio.js';
import { upstreamHandler } from './handlers.js';

describe('a drop-in of CRI-O', () => {
  it('has what kata-deploy writes', () => {
    expect(crioDropIn([upstreamHandler('clh', ['example.com/any']), upstreamHandler('dragonball')])).toBe(`[crio]
storage_option = ["overlay.skip_mount_home=true"]

[crio.runtime.runtimes.kata-clh]
runtime_path = "/opt/kata/versions/4.1.0-0123456789ab/bin/containerd-shim-kata-v2"
runtime_type = "vm"
runtime_root = "/run/vc"
runtime_config_path = "/etc/kata-containers/bulkhead/ba9876543210/configuration-kata-clh.toml"
privileged_without_host_devices = true

[crio.runtime.runtimes.kata-dragonball]
runtime_path = "/opt/kata/versions/4.1.0-0123456789ab/runtime-rs/bin/containerd-shim-kata-v2"
runtime_type = "vm"
runtime_root = "/run/vc"
runtime_config_path = "/etc/kata-containers/bulkhead/ba9876543210/configuration-kata-dragonball.toml"
privileged_without_host_devices = true
`);
  });

  it('has guests pull their images that must not trust their host, as kata-deploy says with crio.guestPull', () => {
    const pulls = (name: string) => crioDropIn([upstreamHandler(name)]).includes('\nruntime_pull_image = true\n');
    expect(['qemu-tdx', 'qemu-snp-runtime-rs', 'qemu-coco-dev', 'remote'].filter((name) => !pulls(name))).toEqual([]);
    expect(['qemu', 'clh', 'fc'].filter(pulls)).toEqual([]);
  });
});
