import { describe, expect, it, test } from 'vitest';
import { CAPABILITIES, type Capabilities } from '../../lib/kata/capabilities.js';
import type { TableName } from '../../lib/kata/configuration/declared.js';
import { effectiveValue } from '../../lib/kata/configuration/effective.js';
import { PRESET_NAMES, RUNTIME_PRESETS } from '../../lib/kata/presets.js';
import { SHIMS } from '../../lib/kata/shims.js';

type Ability =
  | 'vfio'
  | 'gpu'
  | 'virtualFunctions'
  | 'filesystemVolumes'
  | 'blockVolumes'
  | 'resize'
  | 'confidential'
  | 'maturity';
const ABILITIES: readonly Ability[] = [
  'vfio',
  'gpu',
  'virtualFunctions',
  'filesystemVolumes',
  'blockVolumes',
  'resize',
  'confidential',
  'maturity',
];

const abilitiesOf = (name: string) => ABILITIES.map((ability) => CAPABILITIES.get(name)?.[ability]?.value);
const [toAdd, none] = ['driver-to-add', 'none'];
const unsaid = undefined;

describe('what runtimes can do', () => {
  it('is known of every preset', () => {
    expect([...CAPABILITIES.keys()].sort()).toEqual([...PRESET_NAMES].sort());
    for (const [name, { isolation }] of CAPABILITIES)
      expect(isolation.value, name).toBe(RUNTIME_PRESETS.get(name)?.isolation);
  });

  // By hand, from docs/design/virtualization.md, the configurations of 4.1.0 and virtcontainers of Kata.
  // biome-ignore format: a table is read in rows
  test.each([
    //                            VFIO    GPU             VFs     folders block   resize  confidential maturity
    ['kata-clh',                  [true,  toAdd,          true,   true,   true,   true,   none,  'deprecated']],
    ['kata-clh-runtime-rs',       [true,  toAdd,          false,  true,   true,   false,  none,  'current']],
    ['kata-qemu',                 [true,  toAdd,          true,   true,   true,   true,   none,  'deprecated']],
    ['kata-qemu-runtime-rs',      [true,  toAdd,          true,   true,   true,   false,  none,  'current']],
    ['kata-qemu-nvidia-cpu',      [true,  toAdd,          true,   true,   true,   false,  none,  'deprecated']],
    ['kata-qemu-nvidia-gpu',      [true,  'guest-driver', true,   true,   true,   false,  none,  'deprecated']],
    ['kata-qemu-nvidia-gpu-tdx',  [true,  'guest-driver', unsaid, false,  true,   false,  'tdx', 'deprecated']],
    ['kata-fc',                   [false, none,           false,  false,  true,   false,  none,  'deprecated']],
    ['kata-dragonball',           [true,  toAdd,          unsaid, true,   true,   false,  none,  'current']],
    ['kata-stratovirt',           [false, none,           false,  true,   true,   false,  none,  'deprecated']],
    ['kata-remote',               [false, none,           false,  unsaid, unsaid, false,  none,  'deprecated']],
    ['kata-qemu-tdx',             [unsaid, unsaid,        unsaid, false,  true,   false,  'tdx', 'deprecated']],
    ['kata-qemu-snp-runtime-rs',  [unsaid, unsaid,        unsaid, false,  true,   false,  'snp', 'current']],
    ['kata-qemu-se',              [unsaid, unsaid,        unsaid, false,  true,   false,  'se',  'deprecated']],
    ['kata-qemu-coco-dev',        [unsaid, unsaid,        unsaid, false,  true,   false,  none,  'development']],
    ['gvisor',                    [unsaid, 'node-driver', unsaid, true,   unsaid, unsaid, none,  'current']],
    ['runc',                      [true,  'node-driver',  true,   true,   true,   true,   none,  'current']],
  ])('%s', (name, expected) => {
    expect(abilitiesOf(name)).toEqual(expected);
  });

  it('agrees with the configurations that upstream ships', () => {
    for (const shim of SHIMS.values()) {
      const facts = CAPABILITIES.get(`kata-${shim.name}`);
      const shipped = (table: TableName, key: string) => effectiveValue(shim, {}, table, key);
      if (shipped('runtime', 'static_sandbox_resource_mgmt') === true)
        expect(facts?.resize?.value, shim.name).toBe(false);
      const shares = shipped('hypervisor', 'shared_fs');
      if (shares !== undefined) expect(facts?.filesystemVolumes?.value, shim.name).toBe(shares !== 'none');
      const plugged = shipped('hypervisor', 'cold_plug_vfio') === 'root-port';
      expect(facts?.vfio?.note === 'cold_plug_vfio is set as shipped', shim.name).toBe(plugged);
      const memory = shipped('hypervisor', 'default_memory');
      if (memory !== undefined)
        expect(`${facts?.memory.value} ${facts?.memory.note}`, shim.name).toContain(`${memory} MiB`);
    }
  });

  it("is upstream's overhead and architectures", () => {
    expect(CAPABILITIES.get('kata-fc')?.memory.value).toMatch(/^130Mi of overhead;/);
    expect(CAPABILITIES.get('kata-qemu-tdx')?.memory.value).toMatch(/^2Gi of overhead;/);
    expect(CAPABILITIES.get('kata-qemu')?.architectures.value).toEqual(['amd64', 'arm64', 's390x', 'ppc64le']);
    expect(CAPABILITIES.get('kata-qemu-se')?.architectures.value).toEqual(['s390x']);
  });

  it('names for each fact a page of upstream', () => {
    for (const [name, facts] of CAPABILITIES) {
      const { cannot, ...others } = facts;
      for (const fact of [...Object.values(others as Partial<Capabilities>), ...cannot])
        expect((fact as { source: string }).source, name).toMatch(
          /^https:\/\/(?:github\.com|gvisor\.dev|kubernetes\.io|www\.cni\.dev)\//,
        );
    }
  });
});
