import { parse } from '@iarna/toml';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Configuration, Value } from '../../../lib/kata/configuration/declared.js';
import type { Key } from '../../../lib/kata/configuration/key.js';
import { keysOf } from '../../../lib/kata/configuration/keys.js';
import { renderConfiguration } from '../../../lib/kata/configuration/render.js';
import { SHIMS, type Shim } from '../../../lib/kata/shims.js';
import { valueAt } from '../../../lib/kubernetes/json.js';
import { runs } from '../../property-runs.js';
import { shimNamed } from './shim.js';

const artifacts = '/opt/kata/versions/4.1.0-0123456789ab';
const rendered = (name: string, configuration: Configuration = {}, more = {}) =>
  renderConfiguration(shimNamed(name), configuration, { artifacts, ...more });

describe('a configuration', () => {
  test('of Cloud Hypervisor, in full', () => {
    expect(rendered('clh')).toBe(`[hypervisor.clh]
path = "${artifacts}/bin/cloud-hypervisor"
valid_hypervisor_paths = ["${artifacts}/bin/cloud-hypervisor"]
enable_annotations = []
disable_guest_selinux = true
enable_debug = false
kernel = "${artifacts}/share/kata-containers/vmlinux.container"
image = "${artifacts}/share/kata-containers/kata-containers.img"
rootfs_type = "ext4"
kernel_params = "cgroup_no_v1=all systemd.unified_cgroup_hierarchy=1"
default_vcpus = 1
default_memory = 2048
shared_fs = "virtio-fs"
virtio_fs_daemon = "${artifacts}/libexec/virtiofsd"
valid_virtio_fs_daemon_paths = ["${artifacts}/libexec/virtiofsd"]
virtio_fs_cache = "auto"
virtio_fs_extra_args = ["--thread-pool-size=1", "--announce-submounts"]
disable_block_device_use = true
block_device_driver = "virtio-blk"
cold_plug_vfio = "no-port"

[agent.kata]
enable_debug = false
debug_console_enabled = false
dial_timeout = 45

[runtime]
enable_debug = false
internetworking_model = "tcfilter"
disable_guest_seccomp = false
vfio_mode = "guest-kernel"
emptydir_mode = "shared-fs"
create_container_timeout = 60
dan_conf = "/run/kata-containers/dans"
enable_pprof = false
`);
  });

  test('what is declared stands in its place, once', () => {
    const text = rendered('clh', { hypervisor: { default_memory: 4096 }, runtime: { disable_guest_seccomp: true } });
    expect(text).toContain('\ndefault_memory = 4096\n');
    expect(text.match(/^default_memory/gm)).toHaveLength(1);
    expect(text).toContain('\ndisable_guest_seccomp = true\n');
  });

  test('nothing, zero and off are written where they are declared', () => {
    const text = rendered('qemu', { hypervisor: { kernel_params: '', pcie_root_port: 0, rootless: false } });
    expect(text).toContain('\nkernel_params = ""\n');
    expect(text).toContain('\npcie_root_port = 0\n');
    expect(text).toContain('\nrootless = false\n');
  });

  test('runtime-rs names what it is made of, and keeps factory and memory agent inside of other tables', () => {
    const document = parse(
      rendered('qemu-runtime-rs', {
        agent: { mem_agent: { mem_agent_enable: true } },
        factory: { enable_template: false },
      }),
    );
    expect(document).toMatchObject({
      hypervisor: { qemu: { factory: { enable_template: false }, overhead_memory: 32, default_memory: 2048 } },
      agent: { kata: { mem_agent: { mem_agent_enable: true } } },
      runtime: { name: 'virt_container', hypervisor_name: 'qemu', agent_name: 'kata' },
    });
    expect(document).not.toHaveProperty('factory');
  });

  test('the Go runtime has its factory at the top', () => {
    const document = parse(rendered('qemu', { factory: { vm_cache_number: 2 } }));
    expect(document).toMatchObject({ factory: { vm_cache_number: 2 } });
    expect(document).not.toHaveProperty('hypervisor.qemu.factory');
    expect(parse(rendered('qemu'))).not.toHaveProperty('factory');
  });

  test('an initrd instead of the image', () => {
    const document = parse(rendered('clh', { hypervisor: { initrd: '/srv/kata/initrd.img' } }));
    expect(document).toMatchObject({ hypervisor: { clh: { initrd: '/srv/kata/initrd.img' } } });
    expect(document).not.toHaveProperty('hypervisor.clh.image');
  });

  test('a declared path stays as it is, also below the folder of upstream', () => {
    const text = rendered('clh', { hypervisor: { kernel: '/opt/kata/share/kata-containers/own.vmlinux' } });
    expect(text).toContain('\nkernel = "/opt/kata/share/kata-containers/own.vmlinux"\n');
  });

  test('devices and annotations as the environment has them', () => {
    const podAnnotations = ['io.katacontainers.config.hypervisor.default_memory'];
    expect(parse(rendered('qemu', {}, { podAnnotations, plugsDevices: true }))).toMatchObject({
      hypervisor: { qemu: { cold_plug_vfio: 'root-port', enable_annotations: ['^default_memory$'] } },
    });
  });

  test('another architecture', () => {
    expect(parse(rendered('qemu', {}, { architecture: 'arm64' }))).toMatchObject({
      hypervisor: {
        qemu: {
          path: `${artifacts}/bin/qemu-system-aarch64`,
          valid_hypervisor_paths: [`${artifacts}/bin/qemu-system-aarch64`],
          machine_type: 'virt',
        },
      },
      runtime: { static_sandbox_resource_mgmt: true },
    });
  });

  test.each([
    ['a line feed', 'quiet\nenable_annotations = [".*"]', 'U+000A'],
    ['an escape character', '\u001b[2J', 'U+001B'],
  ])('refuses %s', (_what, kernel_params, code) => {
    expect(() => rendered('clh', { hypervisor: { kernel_params } })).toThrow(
      new RegExp(`^hypervisor\\.clh\\.kernel_params: .*${code.replace('+', '\\+')}`),
    );
  });

  test('a negative zero is no float', () => {
    expect(rendered('qemu', { hypervisor: { pcie_root_port: -0 } })).toContain('\npcie_root_port = 0\n');
  });
});

describe.each([...SHIMS.values()])('kata-$name', (shim) => {
  test('needs nothing but the files of the artifact, and states what is safe', () => {
    const document = parse(renderConfiguration(shim, {}, { artifacts }));
    expect(Object.keys(valueAt(document, ['hypervisor']) as object)).toEqual([shim.hypervisor]);
    const table = valueAt(document, ['hypervisor', shim.hypervisor]) as Record<string, unknown>;
    const files = Object.values(table)
      .flat()
      .filter((value): value is string => typeof value === 'string' && value.startsWith('/opt/'));
    expect(files.filter((file) => !file.startsWith(`${artifacts}/`))).toEqual([]);
    expect(table.enable_annotations).toEqual([]);
    expect(valueAt(document, ['runtime', 'disable_guest_seccomp'])).toBe(false);
    expect(valueAt(document, ['agent', 'kata', 'debug_console_enabled'])).toBe(false);
    // Exactly one root file system; the remote hypervisor and Secure Execution have theirs elsewhere.
    const roots = ['image', 'initrd'].filter((key) => key in table);
    expect(roots).toEqual(shim.hypervisor === 'remote' || shim.confidential === 'se' ? [] : ['image']);
  });
});

describe('any declaration', () => {
  test('reads back as the same values', () => {
    fc.assert(
      fc.property(declared, ([shim, keys, configuration]) => {
        const document = parse(renderConfiguration(shim, configuration, { artifacts }));
        for (const key of keys) expect(valueAt(document, placeOf(shim, key))).toEqual(valueIn(configuration, key));
      }),
      runs(300),
    );
  });

  test('is written the same in whatever order it was declared', () => {
    fc.assert(
      fc.property(declared, ([shim, keys, configuration]) => {
        const turned = configurationOf(
          keys.map((key) => [key, valueIn(configuration, key) as Value] as const).toReversed(),
        );
        expect(renderConfiguration(shim, turned, { artifacts })).toBe(
          renderConfiguration(shim, configuration, { artifacts }),
        );
      }),
      runs(100),
    );
  });
});

const text = fc.string({ unit: 'grapheme' }).filter((value) => !/[\p{Cc}\p{Cs}]/u.test(value));

function valueFor({ type, oneOf, minimum = -1000, maximum = Number.MAX_SAFE_INTEGER }: Key): fc.Arbitrary<Value> {
  if (oneOf !== undefined) return fc.constantFrom(...oneOf);
  if (type === 'boolean') return fc.boolean();
  if (type === 'string') return text;
  if (type === 'strings') return fc.array(text, { maxLength: 4 });
  if (type === 'integer') return fc.integer({ min: minimum, max: maximum });
  return fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => (value === 0 ? 0 : value));
}

/** A shim, keys that it heeds, and a value for each. */
const declared = fc
  .constantFrom(...SHIMS.values())
  .chain((shim) =>
    fc
      .subarray([...keysOf(shim).values()], { maxLength: 20 })
      .chain((keys) =>
        fc
          .tuple(...keys.map(valueFor))
          .map((values): [Shim, Key[], Configuration] => [
            shim,
            keys,
            configurationOf(keys.map((key, index) => [key, values[index] as Value] as const)),
          ]),
      ),
  );

function configurationOf(entries: readonly (readonly [Key, Value])[]): Configuration {
  const table = (name: string) =>
    Object.fromEntries(entries.filter(([key]) => key.table === name).map(([key, value]) => [key.name, value]));
  return {
    hypervisor: table('hypervisor'),
    agent: { ...table('agent'), mem_agent: table('agent.mem_agent') },
    runtime: table('runtime'),
    factory: table('factory'),
  };
}

function valueIn(configuration: Configuration, { table, name }: Key): unknown {
  return valueAt(configuration, [...table.split('.'), name]);
}

function placeOf({ runtime, hypervisor }: Shim, { table, name }: Key): string[] {
  if (table === 'hypervisor') return ['hypervisor', hypervisor, name];
  if (table === 'factory') return runtime === 'go' ? ['factory', name] : ['hypervisor', hypervisor, 'factory', name];
  if (table === 'runtime') return ['runtime', name];
  return ['agent', 'kata', ...table.split('.').slice(1), name];
}
