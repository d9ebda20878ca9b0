import { parse } from '@iarna/toml';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MEMORY, DEFAULT_VCPUS } from '../../../lib/kata/annotations.js';
import { containerdDropIn, containerdTables, minimumContainerd } from '../../../lib/kata/handlers/containerd.js';
import { upstreamHandler } from './handlers.js';

const clh = upstreamHandler('clh', [DEFAULT_MEMORY, DEFAULT_VCPUS]);
const fc = upstreamHandler('fc');

describe('a drop-in of containerd', () => {
  it('of version 3 tells both plugins what they need', () => {
    expect(containerdDropIn([clh, fc], 3)).toBe(`version = 3

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.kata-clh]
runtime_type = "io.containerd.kata-clh.v2"
runtime_path = "/opt/kata/versions/4.1.0-0123456789ab/bin/containerd-shim-kata-v2"
privileged_without_host_devices = true
pod_annotations = ["io.katacontainers.config.hypervisor.default_memory", "io.katacontainers.config.hypervisor.default_vcpus"]

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.kata-clh.options]
ConfigPath = "/etc/kata-containers/bulkhead/ba9876543210/configuration-kata-clh.toml"

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.kata-fc]
runtime_type = "io.containerd.kata-fc.v2"
runtime_path = "/opt/kata/versions/4.1.0-0123456789ab/bin/containerd-shim-kata-v2"
privileged_without_host_devices = true
pod_annotations = []
snapshotter = "devmapper"

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.kata-fc.options]
ConfigPath = "/etc/kata-containers/bulkhead/ba9876543210/configuration-kata-fc.toml"

[plugins."io.containerd.cri.v1.images".runtime_platforms.kata-fc]
snapshotter = "devmapper"
`);
  });

  it('of version 2 names the plugin that both were', () => {
    expect(containerdDropIn([upstreamHandler('qemu-runtime-rs')], 2)).toBe(`version = 2

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.kata-qemu-runtime-rs]
runtime_type = "io.containerd.kata-qemu-runtime-rs.v2"
runtime_path = "/opt/kata/versions/4.1.0-0123456789ab/runtime-rs/bin/containerd-shim-kata-v2"
privileged_without_host_devices = true
pod_annotations = []

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.kata-qemu-runtime-rs.options]
ConfigPath = "/etc/kata-containers/bulkhead/ba9876543210/configuration-kata-qemu-runtime-rs.toml"
`);
  });

  it('says nothing of the default runtime, nor of runc, nor of images without a snapshotter of their own', () => {
    for (const version of [2, 3] as const) {
      const text = containerdDropIn([clh], version);
      expect(text).not.toContain('default_runtime');
      expect(text).not.toContain('runc');
      expect(text).not.toContain('io.containerd.cri.v1.images');
    }
  });

  it('lets no pattern of annotations through', () => {
    expect(containerdDropIn([clh, fc], 3)).not.toMatch(/pod_annotations.*[*?]/);
  });

  it('of version 2 tells the images plugin by its new name, since the old one’s is lost', () => {
    expect(containerdDropIn([fc], 2)).toContain(`
[plugins."io.containerd.cri.v1.images".runtime_platforms.kata-fc]
snapshotter = "devmapper"
`);
  });

  it('refuses what a template of k3s would run', () => {
    const template = { ...clh, configPath: '/etc/{{ template "base" . }}' };
    expect(() => containerdDropIn([template], 3)).toThrow('"{{"');
    expect(() => containerdTables([template])).toThrow('"{{"');
  });

  it.each(['a.b', 'a"]\n[plugins', '"', "'", 'kata clh', '__proto__', '$(reboot)'])(
    'holds a handler named %j or refuses it',
    (name) => {
      const handler = { ...clh, name };
      if (/\p{Cc}/u.test(name)) {
        expect(() => containerdDropIn([handler], 3)).toThrow('holds the character U+000A');
        return;
      }
      const { plugins, ...others } = parse(containerdDropIn([handler], 3)) as unknown as {
        plugins: Record<string, { containerd: { runtimes: Record<string, unknown> } }>;
      };
      expect(others).toEqual({ version: 3 });
      expect(Object.keys(plugins)).toEqual(['io.containerd.cri.v1.runtime']);
      expect(Object.keys(plugins['io.containerd.cri.v1.runtime']?.containerd.runtimes ?? {})).toEqual([name]);
    },
  );
});

describe('tables for the main file of containerd 1', () => {
  it('are those of version 2, without what only containerd 2 knows', () => {
    expect(`version = 2\n\n${containerdTables([clh])}`).toBe(containerdDropIn([clh], 2));
    expect(containerdTables([fc])).not.toContain('io.containerd.cri.v1.images');
  });
});

describe('the oldest containerd that will do', () => {
  it('is newer where a handler has a snapshotter of its own', () => {
    expect(minimumContainerd([clh])).toBe('1.6');
    expect(minimumContainerd([clh, fc])).toBe('1.7');
  });
});
