import { describe, expect, test } from 'vitest';
import { append, complaints, ENVIRONMENT_FILE, edit, type Files, RUNTIMES_FILE } from './declarations.js';

const LABEL = 'katacontainers.io/kata-runtime: "true"\n';
const POOL = `${LABEL}        example.com/pool: general
      kata: {version: "4.1.0", artifact: {url: "https://192.0.2.8/kata.tar.zst", sha256: "${'7b'.repeat(32)}"}}
      containerRuntime: {version: "2.1.4"}
      kvm: true
`;
const PREPARATION = `  nodePreparation: {image: "registry.example.com/tools@sha256:${'7a'.repeat(32)}"}\n`;
const SERVER = edit(ENVIRONMENT_FILE, '6443\n', '6443\n      cidrs: [198.51.100.1/32]\n');

/** What is said of a Runtime with that preset, on nodes that are prepared or not. */
function said(preset: string, more = '', preparation = PREPARATION): string[] {
  const prepared = append(ENVIRONMENT_FILE, preparation, edit(ENVIRONMENT_FILE, LABEL, POOL, SERVER));
  const runtime = `---\napiVersion: bulkhead.dev/v1alpha1\nkind: Runtime\nmetadata:\n  name: measured\nspec:\n  preset: ${preset}\n${more}`;
  const files: Files = append(RUNTIMES_FILE, runtime, prepared);
  return complaints(files)
    .split('\n')
    .filter((line) => line.includes(': error: '))
    .map((line) => line.replace(/^.*? error: spec\.configuration\.hypervisor\./, ''));
}

const configuration = (keys: string) => `  configuration: {hypervisor: {${keys}}}\n`;
const hashes = 'kernel_verity_params: "root_hash=1f,salt=2e,data_blocks=8"';

describe('what only the artifact knows of a guest', () => {
  test.each(['kata-qemu-tdx', 'kata-qemu-snp', 'kata-qemu-coco-dev', 'kata-qemu-nvidia-gpu-tdx'])(
    'the hashes of the image: %s',
    (preset) => {
      expect(said(preset)).toEqual([
        `kernel_verity_params: required for ${preset}: without it the guest does not notice that its image was changed`,
      ]);
      expect(said(preset, configuration(hashes))).toEqual([]);
      expect(said(preset, configuration('kernel_verity_params: ""'))).toHaveLength(1);
    },
  );

  test('the second image of runtime-rs', () => {
    expect(said('kata-qemu-snp-runtime-rs')).toEqual([
      'image: required for kata-qemu-snp-runtime-rs: upstream boots it with a second image, kata-containers-coco-extension.img, which node preparation does not add',
      'kernel_verity_params: required for kata-qemu-snp-runtime-rs: without it the guest does not notice that its image was changed',
    ]);
    expect(said('kata-qemu-nvidia-gpu-runtime-rs')).toEqual([
      'image: required for kata-qemu-nvidia-gpu-runtime-rs: upstream boots it with a second image, kata-containers-nvidia-gpu-extension.img, which node preparation does not add',
    ]);
    expect(said('kata-qemu-snp-runtime-rs', configuration(`image: /srv/kata/coco.img, ${hashes}`))).toEqual([]);
    expect(said('kata-qemu-nvidia-gpu-runtime-rs', configuration('image: /srv/kata/gpu.img'))).toEqual([]);
  });

  test.each(['kata-qemu', 'kata-clh-runtime-rs', 'kata-qemu-nvidia-gpu', 'kata-qemu-nvidia-cpu-runtime-rs'])(
    'nothing of %s',
    (preset) => {
      expect(said(preset)).toEqual([]);
    },
  );

  test('whoever prepares the nodes otherwise has the artifact’s own configuration', () => {
    expect(said('kata-qemu-tdx', '', '')).toEqual([]);
  });

  test('a Runtime that no prepared node carries', () => {
    // Of s390x alone; the pool is of amd64.
    expect(said('kata-qemu-se')).toEqual([]);
  });
});
