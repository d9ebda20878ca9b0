import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogueOf } from '../../lib/catalogue.js';
import { choose, type Need } from '../../lib/choice.js';
import { load } from '../../lib/config/load.js';
import { fleetOf, SHOP } from '../shop.js';
import { bulkhead, REPOSITORY, workspace } from './command.js';

const { fleet } = load(join(REPOSITORY, 'environments'), 'environments');
const runtime = (name: string, spec: string) => `apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata: {name: ${name}}
spec: {${spec}}
`;

/** The catalogue of the shop's environment with these runtimes beside its own, kata-clh and gvisor. */
function catalogue(runtimes: Readonly<Record<string, string>>, more: (environment: string) => string = (text) => text) {
  const files = Object.entries(runtimes).map(([name, spec]) => [
    `environments/prod/platform/${name}.yaml`,
    runtime(name, spec),
  ]);
  const environment = 'environments/prod/platform/environment.yaml';
  const texts = { ...SHOP, [environment]: more(SHOP[environment] ?? ''), ...Object.fromEntries(files) };
  const [cluster] = fleetOf(texts).clusters;
  if (cluster === undefined) throw new Error('no environment');
  return catalogueOf(cluster);
}

const chosen = (entries: ReturnType<typeof catalogue>, ...needs: Need[]) => {
  const { recommended, conditions, others } = choose(entries, needs);
  const reasons = others.map(({ name, reasons }) => [name, ...reasons.map(({ text }) => text)]);
  return { recommended: recommended?.name, conditions: conditions.map(({ text }) => text), others: reasons };
};

const DIGEST = `sha256:${'0'.repeat(64)}`;

/** Nodes with hardware to plug in, whose configurations the environment writes: they have a port for it. */
const withDevices = (text: string) =>
  text.replace(
    '      kvm: true\n',
    `      kvm: true
      containerRuntime: {version: "2.2.0"}
      kata: {version: "4.1.0", artifact: {url: "https://10.30.0.1/kata.tar.zst", sha256: "${'0'.repeat(64)}"}}
      devices: {gpu: 2}
      networks: {fabric: 4}
  nodePreparation: {image: registry.example.com/node-tools@${DIGEST}}
  devices: {gpu: {resourceName: nvidia.com/pgpu, passthrough: true}}
  networks: {fabric: {attachment: sriov/fabric, resourceName: intel.com/vf}}
`,
  );

describe('the catalogue', () => {
  it('says of the committed environments which pools carry a runtime, and who was granted it', () => {
    const prod = fleet.clusters.find(({ name }) => name === 'prod');
    const entries = prod === undefined ? [] : catalogueOf(prod);
    expect(entries.map(({ name, pools }) => [name, ...pools.map((pool) => pool.name)])).toEqual([
      ['gvisor', 'general'],
      ['kata-clh', 'general'],
      ['kata-clh-runtime-rs', 'general'],
      // The pool payments has a taint, and is its tenant's own.
      ['kata-qemu', 'general', 'payments'],
      ['kata-qemu-nvidia-gpu', 'accelerated'],
      ['runc', 'general'],
    ]);
    expect(entries.find(({ name }) => name === 'kata-qemu')?.tenants).toEqual([
      { name: 'insight', isDefault: true },
      { name: 'payments', isDefault: true },
      { name: 'tenant-a', isDefault: false },
      { name: 'tenant-b', isDefault: true },
    ]);
  });

  it('counts no pool of an architecture that upstream has no build for', () => {
    const runtimes = { 'kata-qemu': 'preset: kata-qemu', 'my-vmm': 'handler: my-vmm, isolation: virtual-machine' };
    const entries = catalogue(runtimes, (text) =>
      text.replace('      kvm: true\n', '      kvm: true\n      architecture: arm64\n'),
    );
    expect(entries.map(({ name, pools }) => [name, pools.length])).toEqual([
      ['gvisor', 1],
      ['kata-clh', 0],
      ['kata-qemu', 1],
      ['my-vmm', 1],
    ]);
  });

  it('counts no pool where virtual machines do not run, nor one that Kata is not on', () => {
    const pools = (text: string) =>
      withDevices(text).replace(
        '  nodePools:\n',
        `  nodePools:
    without-kvm:
      count: 1
      labels: {katacontainers.io/kata-runtime: "true"}
      allocatable: {cpu: 8, memory: 32Gi}
    without-kata:
      count: 1
      labels: {katacontainers.io/kata-runtime: "true"}
      allocatable: {cpu: 8, memory: 32Gi}
      kvm: true
`,
      );
    const entries = catalogue({ 'kata-remote': 'preset: kata-remote' }, pools);
    expect(entries.map(({ name, pools }) => [name, ...pools.map((pool) => pool.name).sort()])).toEqual([
      ['gvisor', 'kata'],
      ['kata-clh', 'kata'],
      ['kata-remote', 'kata'],
    ]);
  });

  it("knows upstream's handler by its name, and nothing of another one", () => {
    const entries = catalogue({
      a: 'handler: kata-fc, isolation: virtual-machine',
      b: 'handler: my-vmm, isolation: virtual-machine',
    });
    expect(entries.map(({ name, capabilities }) => [name, capabilities?.vfio?.value])).toEqual([
      ['a', false],
      ['b', undefined],
      ['gvisor', undefined],
      ['kata-clh', true],
    ]);
  });
});

describe('the choice', () => {
  it('is the strongest wall that meets the needs, and says of each other why not', () => {
    const entries = catalogue({ runc: 'preset: runc', 'kata-dragonball': 'preset: kata-dragonball' });
    expect(chosen(entries, 'untrusted')).toEqual({
      recommended: 'kata-dragonball',
      conditions: [],
      others: [
        ['gvisor', 'fits too, but kata-dragonball has the stronger wall'],
        ['kata-clh', 'fits too, but kata-dragonball is ahead of it: upstream calls it deprecated'],
        ['runc', "nothing stands between its pods and the node's kernel (namespaces and cgroups of the node's kernel)"],
      ],
    });
  });

  it('prefers less overhead among equals', () => {
    const entries = catalogue({
      'kata-qemu-runtime-rs': 'preset: kata-qemu-runtime-rs',
      'kata-dragonball': 'preset: kata-dragonball',
      'kata-clh-runtime-rs': 'preset: kata-clh-runtime-rs',
    });
    const { recommended, others } = chosen(entries, 'block-volumes');
    expect(recommended).toBe('kata-clh-runtime-rs');
    expect(others).toContainEqual(['kata-dragonball', 'fits as well as kata-clh-runtime-rs']);
    expect(others).toContainEqual([
      'kata-qemu-runtime-rs',
      'fits too, but its pods cost 320Mi of overhead, those of kata-clh-runtime-rs 130Mi',
    ]);
  });

  it('looks at what the pools have, too', () => {
    const runtimes = { 'kata-fc': 'preset: kata-fc', 'kata-qemu': 'preset: kata-qemu', runc: 'preset: runc' };
    expect(chosen(catalogue(runtimes), 'vf').others).toEqual([
      ['gvisor', 'upstream says nothing of virtual functions under handler runsc'],
      ['kata-clh', 'its pool kata has no virtual functions'],
      ['kata-fc', 'it takes no virtual function'],
      ['kata-qemu', 'its pool kata has no virtual functions'],
      ['runc', 'its pool kata has no virtual functions'],
    ]);
    expect(chosen(catalogue(runtimes, withDevices), 'vf').recommended).toBe('kata-clh');
    const { recommended, others } = chosen(catalogue(runtimes, withDevices), 'gpu');
    expect(recommended).toBe('kata-clh');
    expect(others).toContainEqual(['kata-fc', 'it gives no GPU to a pod']);
    expect(others).toContainEqual([
      'runc',
      "its pool kata has devices for passthrough only, and it uses the node's driver",
    ]);
  });

  it('looks at what the configuration comes to', () => {
    const closed = { a: 'preset: kata-qemu, handler: a, configuration: {hypervisor: {cold_plug_vfio: no-port}}' };
    const entries = catalogue(closed, withDevices);
    const reason = 'its configuration has cold_plug_vfio = "no-port"';
    expect(chosen(entries, 'vf').others).toContainEqual(['a', reason]);
    expect(chosen(entries, 'gpu').others).toContainEqual(['a', `${reason} and hot_plug_vfio = "no-port"`]);
    const open = { a: closed.a.replace('no-port', 'root-port') };
    expect(chosen(catalogue(open, withDevices), 'vf').others).not.toContainEqual(['a', reason]);
    const settings = entries.flatMap(({ name, settings }) =>
      settings.filter((each) => each.name === 'cold_plug_vfio').map(({ values }) => [name, ...values]),
    );
    // Where it is not declared, it is decided by what the nodes have.
    expect(settings).toEqual([
      ['a', { pool: 'kata', value: 'no-port' }],
      ['kata-clh', { pool: 'kata', value: 'root-port' }],
    ]);
    const elsewhere = (text: string) => withDevices(text).replace(/^ {2}nodePreparation: .*\n/m, '');
    // Who prepares the nodes otherwise knows nothing of that: upstream's default.
    expect(chosen(catalogue({}, elsewhere), 'vf').others).toContainEqual(['kata-clh', reason]);
  });

  it('is no guest for a device that is not passed through, nor where there is none of it', () => {
    const runtimes = { 'kata-clh-runtime-rs': 'preset: kata-clh-runtime-rs', runc: 'preset: runc' };
    const shared = (text: string) => withDevices(text).replace('nvidia.com/pgpu, passthrough: true', 'nvidia.com/gpu');
    const { recommended, others } = chosen(catalogue(runtimes, shared), 'gpu', 'untrusted');
    // With the driver of the node.
    expect(recommended).toBe('gvisor');
    expect(others).toContainEqual([
      'kata-clh-runtime-rs',
      'its pool kata has no devices for passthrough, and a guest has no others',
    ]);
    const none = (text: string) => withDevices(text).replace('gpu: 2', 'gpu: 0').replace('fabric: 4', 'fabric: 0');
    expect(chosen(catalogue({}, none), 'gpu').others).toContainEqual(['kata-clh', 'its pool kata has no devices']);
    expect(chosen(catalogue({}, none), 'vf').others).toContainEqual([
      'kata-clh',
      'its pool kata has no virtual functions',
    ]);
  });

  it('agrees with the rules about hypervisors without rights, and about an older Kata', () => {
    const rootless = { a: 'preset: kata-qemu, handler: a, configuration: {hypervisor: {rootless: true}}' };
    const reason = 'its configuration has rootless = true, and such a hypervisor opens no VFIO device';
    for (const need of ['gpu', 'vf'] as const)
      expect(chosen(catalogue(rootless, withDevices), need).others).toContainEqual(['a', reason]);
    const older = (text: string) => withDevices(text).replace('"4.1.0"', '"3.28.0"');
    const old =
      'its pools have a Kata that plugs nothing into Cloud Hypervisor before the guest boots: Kata does since 3.29';
    for (const need of ['gpu', 'vf'] as const)
      expect(chosen(catalogue({ 'kata-qemu': 'preset: kata-qemu' }, older), need)).toMatchObject({
        recommended: 'kata-qemu',
        others: expect.arrayContaining([['kata-clh', old]]),
      });
    const hot = { hot: 'preset: kata-clh, handler: hot, configuration: {hypervisor: {hot_plug_vfio: root-port}}' };
    expect(chosen(catalogue(hot, older), 'gpu').recommended).toBe('hot');
    expect(chosen(catalogue(hot, older), 'vf').recommended).toBeUndefined();
  });

  it('has all hardware on one node', () => {
    const split = (text: string) =>
      withDevices(text)
        .replace('      networks: {fabric: 4}\n', '')
        .replace(
          '  nodePools:\n',
          `  nodePools:
    other:
      count: 1
      labels: {katacontainers.io/kata-runtime: "true", example.com/pool: other}
      allocatable: {cpu: 8, memory: 32Gi}
      kvm: true
      containerRuntime: {version: "2.2.0"}
      kata: {version: "4.1.0", artifact: {url: "https://10.30.0.1/kata.tar.zst", sha256: "${'0'.repeat(64)}"}}
      networks: {fabric: 4}
`,
        );
    expect(chosen(catalogue({}, split), 'gpu').recommended).toBe('kata-clh');
    expect(chosen(catalogue({}, split), 'vf').recommended).toBe('kata-clh');
    expect(chosen(catalogue({}, split), 'gpu', 'vf')).toMatchObject({ recommended: undefined });
    expect(chosen(catalogue({}, split), 'gpu', 'vf').others).toContainEqual([
      'kata-clh',
      'none of its pools has both devices and virtual functions',
    ]);
    expect(chosen(catalogue({}, withDevices), 'gpu', 'vf').recommended).toBe('kata-clh');
  });

  it('prefers a guest that has the driver of the GPU', () => {
    const entries = catalogue({ 'kata-qemu-nvidia-gpu': 'preset: kata-qemu-nvidia-gpu' }, withDevices);
    expect(chosen(entries, 'gpu', 'untrusted')).toMatchObject({ recommended: 'kata-qemu-nvidia-gpu', conditions: [] });
    expect(chosen(entries, 'gpu').others).toContainEqual([
      'kata-clh',
      'fits too, but the guest image of kata-qemu-nvidia-gpu has the driver of the GPU',
    ]);
    expect(chosen(catalogue({}, withDevices), 'gpu').conditions[0]).toBe(
      'the guest image that upstream ships has no driver of the GPU: add one, or declare kata-qemu-nvidia-gpu',
    );
  });

  it('is a confidential guest where one is needed, and none where no pool carries one', () => {
    const tdx = { tdx: 'preset: kata-qemu-tdx', dev: 'preset: kata-qemu-coco-dev' };
    expect(chosen(catalogue(tdx), 'confidential')).toMatchObject({
      recommended: 'tdx',
      others: [
        ['dev', 'the node can read the memory of its pods (to try it only)'],
        ['gvisor', 'the node can read the memory of its pods'],
        ['kata-clh', 'the node can read the memory of its pods'],
      ],
    });
    const elsewhere = { tdx: 'preset: kata-qemu-tdx, nodeSelector: {example.com/tdx: "yes"}' };
    const tainted = (text: string) =>
      text.replace(
        '  nodePools:\n',
        '  nodePools:\n    tdx: {count: 1, labels: {example.com/tdx: "yes"}, taints: {example.com/tdx: {effect: NoSchedule}}, allocatable: {cpu: 8, memory: 32Gi}}\n',
      );
    const { recommended, others } = chosen(catalogue(elsewhere, tainted), 'confidential');
    expect(recommended).toBeUndefined();
    expect(others).toContainEqual(['tdx', 'no pool of the environment carries it']);
  });

  it('is never a handler that nobody knows, where an ability is needed', () => {
    const entries = catalogue({ 'my-vmm': 'handler: my-vmm, isolation: virtual-machine' });
    expect(chosen(entries, 'block-volumes').others).toContainEqual([
      'my-vmm',
      "nothing is known of handler my-vmm, which is not upstream's",
    ]);
  });
});

describe('bulkhead runtimes', () => {
  it('prints every environment, or one, with what is known of each runtime', () => {
    const folder = workspace();
    const { code, stdout, stderr } = bulkhead(folder, 'runtimes');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^prod: 2 runtimes\n\ngvisor\n {2}handler {12}runsc\n/);
    expect(stdout).toContain('\n  pools              kata (3 nodes)\n');
    expect(stdout).toContain('\n  tenants            shop (default)\n');
    expect(stdout).toContain('\n  overhead           250m CPU, 130Mi memory\n');
    expect(stdout).toContain(
      '\n  configuration      [hypervisor] cold_plug_vfio = "no-port"\n                     [hypervisor] hot_plug_vfio',
    );
    expect(stdout).toContain('\n  maturity           deprecated (no new features since Kata 4.0)\n');
  });

  it('names the one for the needs, with sources, and exits with 1 where there is none', () => {
    const folder = workspace();
    const met = bulkhead(folder, 'runtimes', '--environment', 'prod', '--untrusted', '--block-volumes');
    expect(met).toMatchObject({ code: 0, stderr: '' });
    expect(met.stdout).toBe(`prod, for block-volumes, untrusted: kata-clh (handler kata-clh)
  not gvisor:
    upstream says nothing of block volumes under handler runsc
`);
    const unmet = bulkhead(folder, 'runtimes', '--confidential');
    expect(unmet).toMatchObject({ code: 1, stderr: 'no runtime of prod meets confidential\n' });
    expect(unmet.stdout).toMatch(/^prod, for confidential: none\n {2}not gvisor:\n.*\n {6}https:\/\/gvisor\.dev\//);
  });

  it('prints JSON', () => {
    const [prod, ...others] = JSON.parse(bulkhead(workspace(), 'runtimes', '--untrusted', '-o', 'json').stdout);
    expect(others).toEqual([]);
    expect(prod).toMatchObject({
      environment: 'prod',
      runtimes: [{ name: 'gvisor' }, { name: 'kata-clh', capabilities: { vfio: { value: true } } }],
      choice: { recommended: 'kata-clh', others: [{ name: 'gvisor' }] },
    });
  });

  it('exits with 2 when it is used wrongly, and with 1 when declarations have problems', () => {
    const folder = workspace();
    expect(bulkhead(folder, 'runtimes', '--environment', 'prd')).toMatchObject({
      code: 2,
      stderr: 'error: there is no environment `prd`; did you mean `prod`?\n',
    });
    expect(bulkhead(folder, 'runtimes', '-o', 'yaml').code).toBe(2);
    const broken = workspace({ ...SHOP, 'environments/prod/platform/x.yaml': 'a: 1\n' });
    expect(bulkhead(broken, 'runtimes')).toMatchObject({ code: 1, stdout: '' });
  });
});
