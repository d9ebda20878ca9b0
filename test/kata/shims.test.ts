import { describe, expect, test } from 'vitest';
import { KATA_PRESET_NAMES, PRESET_NAMES, RUNTIME_PRESETS } from '../../lib/kata/presets.js';
import { SHIMS } from '../../lib/kata/shims.js';

// Name, runtime, cpu and memory of kata-deploy 4.1.0's RuntimeClasses (templates/runtimeclasses.yaml), 1.0 and 2048Mi as 1 and 2Gi.
const UPSTREAM = `
clh                            go          250m  130Mi
clh-runtime-rs                 runtime-rs  250m  130Mi
dragonball                     runtime-rs  250m  130Mi
fc                             go          250m  130Mi
qemu                           go          250m  320Mi
qemu-coco-dev                  go          250m  160Mi
qemu-coco-dev-runtime-rs       runtime-rs  250m  160Mi
qemu-nvidia-cpu                go          250m  320Mi
qemu-nvidia-cpu-runtime-rs     runtime-rs  250m  320Mi
qemu-nvidia-gpu                go          1     10Gi
qemu-nvidia-gpu-runtime-rs     runtime-rs  1     10Gi
qemu-nvidia-gpu-snp            go          1     10Gi
qemu-nvidia-gpu-snp-runtime-rs runtime-rs  1     10Gi
qemu-nvidia-gpu-tdx            go          1     10Gi
qemu-nvidia-gpu-tdx-runtime-rs runtime-rs  1     10Gi
qemu-runtime-rs                runtime-rs  250m  320Mi
qemu-se                        go          1     1Gi
qemu-se-runtime-rs             runtime-rs  1     1Gi
qemu-snp                       go          1     2Gi
qemu-snp-runtime-rs            runtime-rs  1     2Gi
qemu-tdx                       go          1     2Gi
qemu-tdx-runtime-rs            runtime-rs  1     2Gi
remote                         go          250m  120Mi
stratovirt                     go          250m  130Mi
`;

describe('shims', () => {
  test('are those of upstream, with its overheads', () => {
    const all = [...SHIMS.values()].map(({ name, runtime, overhead }) => [
      name,
      runtime,
      overhead.cpu,
      overhead.memory,
    ]);
    const expected = UPSTREAM.trim().split('\n');
    expect(all.sort()).toEqual(expected.map((line) => line.split(/ +/)).sort());
  });

  test.each([
    ['fc', 'devmapper'],
    ['qemu-tdx', 'nydus'],
    ['qemu-coco-dev-runtime-rs', 'nydus'],
    ['qemu-nvidia-gpu', undefined],
    ['clh', undefined],
  ])('%s needs the snapshotter %s', (name, snapshotter) => {
    expect(SHIMS.get(name)?.snapshotter).toBe(snapshotter);
  });

  test('only what is confidential says how', () => {
    const confidential = [...SHIMS.values()].filter((shim) => shim.confidential !== undefined);
    expect(
      new Set(confidential.map(({ name, confidential: how }) => `${name.replace('-runtime-rs', '')}: ${how}`)),
    ).toEqual(
      new Set([
        'qemu-tdx: tdx',
        'qemu-snp: snp',
        'qemu-se: se',
        'qemu-coco-dev: coco',
        'qemu-nvidia-gpu-tdx: tdx',
        'qemu-nvidia-gpu-snp: snp',
      ]),
    );
  });
});

describe('presets', () => {
  test('are the shims, runc and gVisor', () => {
    expect([...PRESET_NAMES].sort()).toEqual(
      ['gvisor', ...[...SHIMS.keys()].map((name) => `kata-${name}`), 'runc'].sort(),
    );
    expect(KATA_PRESET_NAMES).toHaveLength(SHIMS.size);
  });

  test('of Kata go to nodes that carry it', () => {
    expect(RUNTIME_PRESETS.get('kata-qemu-nvidia-gpu')).toMatchObject({
      handler: 'kata-qemu-nvidia-gpu',
      isolation: 'virtual-machine',
      overhead: { cpu: '1', memory: '10Gi' },
      nodeSelector: { 'katacontainers.io/kata-runtime': 'true' },
    });
  });
});
