import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { jsonSchema } from '../../lib/config/schema/document.js';
import { append, complaints, ENVIRONMENT_FILE, edit, type Files, onlyCluster, RUNTIMES_FILE } from './declarations.js';

const HEAD = 'apiVersion: bulkhead.dev/v1alpha1\nkind: Runtime\nmetadata:\n  name: ';

/** The declarations of the other tests with one more Runtime. */
function withRuntime(name: string, spec: string, files?: Files): Files {
  return append(RUNTIMES_FILE, `---\n${HEAD}${name}\nspec:\n${spec}`, files);
}

const firstLines = (files: Files) =>
  complaints(files)
    .split('\n')
    .filter((line) => /: error: /.test(line))
    .map((line) => line.replace(/^.*? error: /, ''));

describe('the configuration of a Kata runtime', () => {
  test('what Kata would refuse or drop is said at the key that is declared', () => {
    const configuration = `  preset: kata-qemu
  configuration:
    hypervisor:
      default_memory: 128
      block_device_drver: virtio-scsi
`;
    expect(complaints(withRuntime('kata-qemu', configuration))).toMatchInlineSnapshot(`
      "environments/prod/platform/runtimes.yaml:25:7: error: spec.configuration.hypervisor.default_memory: [hypervisor.qemu] default_memory: found 128, and the Go runtime silently takes 2048 MiB for anything below 256
          24 |     hypervisor:
      >   25 |       default_memory: 128
             |       ^^^^^^^^^^^^^^
         write 256 or more

      environments/prod/platform/runtimes.yaml:26:7: error: spec.configuration.hypervisor.block_device_drver: [hypervisor.qemu] block_device_drver is no key that the Go runtime knows; it is silently ignored
          25 |       default_memory: 128
      >   26 |       block_device_drver: virtio-scsi
             |       ^^^^^^^^^^^^^^^^^^
         did you mean \`block_device_driver\`?

      2 problems in 1 file"
    `);
  });

  test('a table inside of the table of the agent', () => {
    const of = (agent: string) =>
      firstLines(withRuntime('kata-rs', `  preset: kata-clh-runtime-rs\n  configuration: {agent: ${agent}}\n`));
    expect(of('{mem_agent: {mem_agent_enable: true}}')).toEqual([]);
    expect(of('{mem_agent: {memcg_swappiness_max: 250}}')).toEqual([
      expect.stringMatching(
        /^spec\.configuration\.agent\.mem_agent\.memcg_swappiness_max: .*found 250, allowed is .* 0 to 200/,
      ),
    ]);
    expect(of('{memory: {a: 1}}')).toEqual([
      'spec.configuration.agent.memory: no table: the only one in `agent` is `mem_agent`',
    ]);
  });

  test('values that TOML cannot hold', () => {
    const of = (hypervisor: string) =>
      firstLines(withRuntime('kata-qemu', `  preset: kata-qemu\n  configuration: {hypervisor: {${hypervisor}}}\n`));
    expect(of('kernel_params: "a\\u0007b"')).toEqual([
      'spec.configuration.hypervisor.kernel_params: `a\\x07b` holds a control character, which a configuration file cannot',
    ]);
    expect(of('pflashes: ["/a", "/b\\nc"]')).toEqual([
      'spec.configuration.hypervisor.pflashes[1]: `/b\\x0ac` holds a control character, which a configuration file cannot',
    ]);
    expect(of('kernel_params: {a: 1}')).toEqual([
      expect.stringMatching(/^spec\.configuration\.hypervisor\.kernel_params: expected .*, found a mapping/),
    ]);
  });

  test.each(['preset: gvisor', 'handler: kata-clh\n  isolation: virtual-machine'])(
    'is only for presets of Kata: %s',
    (what) => {
      expect(firstLines(withRuntime('own', `  ${what}\n  configuration: {}\n`))).toEqual([
        expect.stringMatching(/^spec\.configuration: only a preset of Kata has one \(presets: kata-clh, .*kata-remote/),
      ]);
    },
  );

  test('layers add keys, and take them away', () => {
    const runtime = (hypervisor: string) =>
      `${HEAD}kata-qemu\nspec:\n  preset: kata-qemu\n  configuration: {hypervisor: {${hypervisor}}}\n`;
    const files = {
      ...edit(ENVIRONMENT_FILE, 'spec:\n', 'spec:\n  extends: [base]\n'),
      'environments/base/platform/kata-qemu.yaml': runtime('default_vcpus: 4, default_memory: 4096'),
      'environments/prod/platform/kata-qemu.yaml': runtime('default_memory: null, rootless: true'),
    };
    expect(onlyCluster(files).runtimes.get('kata-qemu')?.spec.configuration).toEqual({
      hypervisor: { default_vcpus: 4, rootless: true },
    });
  });
});

describe('two Runtimes of one handler', () => {
  const same = (spec: string) => firstLines(withRuntime('second', spec));
  const annotations = '  podAnnotations: [io.katacontainers.config.hypervisor.default_vcpus]\n';

  test('with the same files', () => {
    expect(same(`  preset: kata-clh\n${annotations}`)).toEqual([]);
    // The order of keys says nothing.
    const one = withRuntime(
      'one',
      '  preset: kata-qemu\n  configuration: {hypervisor: {default_vcpus: 2, rootless: true}}\n',
    );
    const other = '  preset: kata-qemu\n  configuration: {hypervisor: {rootless: true, default_vcpus: 2}}\n';
    expect(firstLines(withRuntime('other', other, one))).toEqual([]);
  });

  test.each([
    [
      'another configuration',
      `  preset: kata-clh\n${annotations}  configuration: {hypervisor: {default_vcpus: 2}}\n`,
      'configuration',
    ],
    ['another shim', `  preset: kata-qemu\n  handler: kata-clh\n${annotations}`, 'handler'],
  ])('%s', (_what, spec, field) => {
    expect(same(spec)).toEqual([`spec.${field}: handler \`kata-clh\` is configured otherwise by Runtime \`kata-clh\``]);
  });

  test.each([
    ['runc', 'runc, which runs whatever names no runtime'],
    ['crun', 'crun, which CRI-O runs whatever names no runtime with'],
    ['runsc', 'gVisor'],
  ])('no handler of Kata takes the place of %s', (handler, whose) => {
    expect(complaints(withRuntime('second', `  preset: kata-clh\n  handler: ${handler}\n`))).toContain(
      `runtimes.yaml:23:12: error: spec.handler: \`${handler}\` is the handler of ${whose}: nodes keep that beside Kata`,
    );
    expect(same(`  handler: ${handler}\n  isolation: none\n`)).toEqual([]);
  });

  test('a handler of its own has a configuration of its own', () => {
    expect(
      same('  preset: kata-clh\n  handler: kata-clh-large\n  configuration: {hypervisor: {default_memory: 8192}}\n'),
    ).toEqual([]);
  });

  test('the other one is named', () => {
    expect(
      complaints(
        withRuntime(
          'second',
          `  preset: kata-clh\n${annotations}  configuration: {runtime: {sandbox_cgroup_only: true}}\n`,
        ),
      ),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/runtimes.yaml:24:18: error: spec.configuration: handler \`kata-clh\` is configured otherwise by Runtime \`kata-clh\`
          23 |   podAnnotations: [io.katacontainers.config.hypervisor.default_vcpus]
      >   24 |   configuration: {runtime: {sandbox_cgroup_only: true}}
             |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         a node knows handlers only: declare the same for both Runtimes, or a \`handler\` of its own
         environments/prod/platform/runtimes.yaml:13:11: the other
          12 | spec:
      >   13 |   preset: kata-clh
             |           ^^^^^^^^

      1 problem in 1 file"
    `);
  });

  test('with other annotations', () => {
    expect(same('  preset: kata-clh\n')).toEqual([
      'spec.podAnnotations: handler `kata-clh` admits other pod annotations by Runtime `kata-clh`',
    ]);
    expect(
      same(`  preset: kata-clh\n  podAnnotations: [io.katacontainers.config.hypervisor.default_memory]\n`),
    ).toHaveLength(1);
  });
});

describe('editors', () => {
  const validate = new Ajv2020({ strict: false }).compile(jsonSchema('Runtime'));
  const accepts = (configuration: unknown) =>
    validate({
      apiVersion: 'bulkhead.dev/v1alpha1',
      kind: 'Runtime',
      metadata: { name: 'kata' },
      spec: { preset: 'kata-clh', configuration },
    });

  test('know the keys of both runtimes, and what they take', () => {
    expect(accepts({ hypervisor: { default_memory: 512, overhead_memory: 64 } })).toBe(true);
    expect(accepts({ hypervisor: { default_memory: null } })).toBe(true);
    expect(accepts({ agent: { kernel_modules: ['i915'], mem_agent: { memcg_swappiness_max: 60 } } })).toBe(true);
    expect(accepts({ hypervisor: { block_device_driver: 'virtio-blk' } })).toBe(true);
    expect(accepts({ hypervisor: { block_device_driver: 'virtio-blk-pci' } })).toBe(true);
  });

  test('find what no runtime takes', () => {
    expect(accepts({ hypervisor: { default_memroy: 512 } })).toBe(false);
    expect(accepts({ hypervisor: { default_memory: '512' } })).toBe(false);
    expect(accepts({ hypervisor: { default_memory: 0 } })).toBe(false);
    expect(accepts({ hypervisor: { shared_fs: 'nfs' } })).toBe(false);
    expect(accepts({ runtime: { disable_guest_selinux: true } })).toBe(false);
    expect(accepts({ agent: { mem_agent: { memcg_swappiness_max: 201 } } })).toBe(false);
    expect(accepts({ image: {} })).toBe(false);
  });

  test('are told meaning, unit, range and defaults', () => {
    expect(JSON.stringify(jsonSchema('Runtime'))).toContain(
      'Memory before the containers ask for more. The Go runtime takes less than 256 for 2048. In MiB. ' +
        'Go runtime (clh, qemu, firecracker, stratovirt): from 1, default 2048. ' +
        'runtime-rs (clh, qemu, dragonball): from 64, default 2048.',
    );
    expect(JSON.stringify(jsonSchema('Runtime'))).toContain(
      'runtime-rs (clh, qemu, dragonball): from 0, default 128 for qemu-tdx-runtime-rs',
    );
  });
});

test('what is declared is what the model holds', () => {
  const { runtimes } = onlyCluster(
    withRuntime('kata-qemu', '  preset: kata-qemu\n  configuration: {runtime: {sandbox_cgroup_only: true}}\n'),
  );
  expect(runtimes.get('kata-qemu')?.spec.configuration).toEqual({ runtime: { sandbox_cgroup_only: true } });
});
