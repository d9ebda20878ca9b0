import { describe, expect, it, test } from 'vitest';
import { renderConfiguration } from '../../../lib/kata/configuration/render.js';
import { SHIMS } from '../../../lib/kata/shims.js';
import { idsOf, node, objects, recognised } from './bundles.js';

const NO_RUNTIME = 'no runtime for "kata-fc" is configured';
const containerd = (version: number, plugin: string, more = '') => `version = ${version}

[plugins."${plugin}".containerd]
default_runtime_name = "runc"

[plugins."${plugin}".containerd.runtimes.kata-fc]
runtime_type = "io.containerd.kata-fc.v2"
${more}`;
const [V2, V3] = ['io.containerd.grpc.v1.cri', 'io.containerd.cri.v1.runtime'];

describe('a configuration of containerd', () => {
  test.each([
    [2, V3, 'version 2 with handler kata-fc under io.containerd.cri.v1.runtime, not io.containerd.grpc.v1.cri'],
    [3, V2, 'version 3 with handler kata-fc under io.containerd.grpc.v1.cri, not io.containerd.cri.v1.runtime'],
    [4, V2, 'version 4 with handler kata-fc under io.containerd.grpc.v1.cri, not io.containerd.cri.v1.runtime'],
  ])('of version %i with a handler under %s', (version, plugin, text) => {
    expect(recognised({ 'config.toml': containerd(version, plugin) })).toEqual([
      ['handler-under-other-plugin', `config.toml:6: ${text}`],
    ]);
  });

  it('of version 2 is certain where containerd 1.x reads it, which migrates nothing', () => {
    const files = { 'config.toml': containerd(2, V3), journal: 'open /dev/vhost-net: no such device' };
    const nodeOf = (version: string) =>
      objects(node('n1').replace('nodeInfo: {', `nodeInfo: {containerRuntimeVersion: '${version}', `));
    const old = { ...files, 'nodes.yaml': nodeOf('containerd://1.7.23') };
    expect(idsOf(old)).toEqual(['handler-under-other-plugin', 'module-not-loaded']);
    const newer = { ...files, 'nodes.yaml': nodeOf('containerd://2.1.4') };
    expect(idsOf(newer)).toEqual(['module-not-loaded', 'handler-under-other-plugin']);
  });

  it('without a version is most likely an excerpt', () => {
    const excerpt = containerd(2, V2).replace('version = 2\n', '');
    expect(recognised({ 'config.toml': excerpt, journal: 'open /dev/vhost-net: no such device' })).toEqual([
      ['module-not-loaded', 'journal:1: open /dev/vhost-net: no such device'],
      [
        'handler-under-other-plugin',
        'config.toml:5: no version, so 1, with handler kata-fc under io.containerd.grpc.v1.cri, not cri',
      ],
    ]);
  });

  it('of 1.x that imports another one with the same section, which replaces it', () => {
    const main = `imports = ["/etc/containerd/conf.d/*.toml"]\n${containerd(2, V2)}`;
    const both = { 'config.toml': main, 'conf.d/kata.toml': containerd(2, V2) };
    const found = [
      'import-replaces-section',
      `conf.d/kata.toml:3: ${V2} stands here and in the file that imports others`,
    ];
    expect(recognised(both)).toEqual([found]);
    const nodeOf = (version: string) =>
      objects(node('n1').replace('nodeInfo: {', `nodeInfo: {containerRuntimeVersion: '${version}', `));
    expect(recognised({ ...both, 'nodes.yaml': nodeOf('containerd://1.7.23') })).toEqual([found]);
    expect(idsOf({ ...both, 'nodes.yaml': nodeOf('containerd://2.1.4') })).toEqual([]);
    expect(idsOf({ 'config.toml': main, 'conf.d/kata.toml': containerd(3, V3) })).toEqual([]);
    expect(idsOf({ 'config.toml': containerd(2, V2), 'other-node.toml': containerd(2, V2) })).toEqual([]);
  });

  it('that is right says nothing', () => {
    expect(idsOf({ a: containerd(2, V2), b: containerd(3, V3), c: containerd(4, V3) })).toEqual([]);
  });

  it('that has the handler which containerd misses was not read', () => {
    expect(recognised({ 'config.toml': containerd(3, V3), journal: NO_RUNTIME })).toEqual([
      ['handler-unknown', `journal:1: ${NO_RUNTIME}`],
      ['handler-not-loaded', 'config.toml:6: handler kata-fc is configured here, and containerd says that it is not'],
    ]);
    expect(idsOf({ 'config.toml': containerd(3, V3), journal: NO_RUNTIME.replace('-fc', '-clh') })).toEqual([
      'handler-unknown',
    ]);
  });

  it('whose handler has a snapshotter that images are not pulled for', () => {
    const own = 'snapshotter = "devmapper"\n';
    const mapped = '[plugins."io.containerd.cri.v1.images".runtime_platforms.kata-fc]\nsnapshotter = "devmapper"\n';
    expect(recognised({ 'config.toml': containerd(3, V3, own) })).toEqual([
      [
        'snapshotter-not-mapped',
        'config.toml:6: handler kata-fc has snapshotter devmapper, and no runtime_platforms names kata-fc',
      ],
    ]);
    expect(idsOf({ 'config.toml': containerd(3, V3, own + mapped) })).toEqual([]);
    // As a drop-in of its own.
    expect(idsOf({ 'config.toml': containerd(3, V3, own), 'images.toml': `version = 3\n${mapped}` })).toEqual([]);
    expect(idsOf({ 'config.toml': containerd(2, V2, own) })).toEqual([]);
  });

  it('that is no TOML, without a word of the line, which may be a password', () => {
    const broken = containerd(3, V3, 'password = "hunter2\nauth = 1\n');
    expect(recognised({ 'config.toml': broken })).toEqual([
      ['configuration-broken', 'config.toml:8: no TOML from here on'],
    ]);
  });

  it('that a report quotes among other text is no broken configuration', () => {
    const report = `# Report\n\nHere is my setup, as asked:\n\n\`\`\`\n${containerd(3, V3)}\`\`\`\n\nand the log says: it fails\nWhat now?\nI tried again\nand again\n`;
    expect(idsOf({ 'report.md': report })).toEqual([]);
  });
});

describe("Kata's configuration", () => {
  it('is judged as its loader does, and by what that drops', () => {
    const article = `[hypervisor.clh]
path = "/opt/kata/bin/cloud-hypervisor"
machine_type = "q35"
block_device_driver = "virtio-blk-pci"
virtio_fs_cache = "auto"

[runtime]
disable_guest_selinux = true
`;
    expect(recognised({ 'configuration-clh.toml': article })).toEqual([
      [
        'configuration-faulty',
        expect.stringMatching(/^configuration-clh\.toml:3: kata-clh: \[hypervisor\.clh\] machine_type has no effect: /),
        expect.stringMatching(
          /^configuration-clh\.toml:4: kata-clh: .*Invalid hypervisor block storage driver virtio-blk-pci/,
        ),
        expect.stringMatching(/^configuration-clh\.toml:8: kata-clh: .*stands in the wrong table/),
      ],
    ]);
    // The names that runtime-rs knows.
    const rust = article.replace(
      '[runtime]\n',
      '[runtime]\nname = "virt_container"\nhypervisor_name = "clh"\nagent_name = "kata"\n',
    );
    expect(recognised({ 'configuration-clh-runtime-rs.toml': rust })).toEqual([
      [
        'configuration-faulty',
        expect.stringContaining('toml:3: kata-clh-runtime-rs: '),
        expect.stringContaining('toml:11: kata-clh-runtime-rs: '),
      ],
    ]);
  });

  test.each([...SHIMS.values()])('of $name, as it is rendered, is no fault', (shim) => {
    const text = renderConfiguration(shim, {}, { artifacts: '/opt/kata' });
    expect(recognised({ [`runtimes/${shim.name}/configuration-${shim.name}.toml`]: text })).toEqual([]);
    expect(recognised({ [`configuration-kata-${shim.name}.toml`]: text })).toEqual([]);
  });

  it('of runtime-rs is known by its folder, as a drop-in does not say which it is of', () => {
    const dropIn = '[hypervisor.clh]\nblock_device_driver = "virtio-blk-pci"\n';
    const folder = 'defaults/kata-containers/runtime-rs/runtimes/clh-runtime-rs/config.d';
    expect(idsOf({ [`${folder}/50-user-overrides.toml`]: dropIn })).toEqual([]);
    expect(idsOf({ 'defaults/kata-containers/runtimes/clh/config.d/50-user-overrides.toml': dropIn })).toEqual([
      'configuration-faulty',
    ]);
  });

  it('of a hypervisor that nobody knows is left alone', () => {
    expect(
      idsOf({ a: '[hypervisor.acrn]\npath = "/a"\n', b: '[hypervisor]\nx = 1\n', c: 'hypervisor = 1\n[plugins]\n' }),
    ).toEqual([]);
    expect(idsOf({ a: '[hypervisor.clh]\nmachine_type = "q35"\n[hypervisor.qemu]\npath = "/a"\n' })).toEqual([]);
  });

  const vf = 'unable to add PhysicalEndpoint eth1 because cold_plug_vfio is disabled';

  it('is evidence for the virtual function that it does not plug', () => {
    const toml = '[hypervisor.qemu]\npath = "/opt/kata/bin/qemu"\ncold_plug_vfio = "no-port"\n';
    expect(recognised({ 'configuration-qemu.toml': toml, journal: vf })).toEqual([
      ['vf-without-cold-plug', `journal:1: ${vf}`, 'configuration-qemu.toml:3: cold_plug_vfio = "no-port"'],
    ]);
    expect(recognised({ journal: vf, kata: toml.replace('no-port', 'root-port') })).toEqual([
      ['vf-without-cold-plug', `journal:1: ${vf}`],
    ]);
  });
});
