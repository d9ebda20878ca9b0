import { describe, expect, it } from 'vitest';
import { annotationGate } from '../../lib/kata/annotation-gate.js';
import { ANNOTATIONS, gatedNames, keySetBy } from '../../lib/kata/annotations.js';
import { keyNamed } from '../../lib/kata/configuration/keys.js';

const PREFIX = 'io.katacontainers.config';

function annotation(name: string) {
  const known = ANNOTATIONS.get(`${PREFIX}.${name}`);
  if (known === undefined) throw new Error(`there is no annotation ${name}`);
  return known;
}

describe('annotations', () => {
  it('are gated where they change the hypervisor, and nowhere else', () => {
    expect(annotation('hypervisor.kernel_params').gated).toBe(true);
    expect(annotation('runtime.disable_guest_seccomp').gated).toBe(false);
    expect(annotation('agent.kernel_modules').gated).toBe(false);
    const ungated = [...ANNOTATIONS.values()].filter(({ gated }) => !gated).map(({ name }) => name);
    expect(ungated.every((name) => !name.startsWith(`${PREFIX}.hypervisor.`))).toBe(true);
    expect(ungated).toContain(`${PREFIX}.runtime.disable_new_netns`);
  });

  // Where annotation and key are not called the same, or stand elsewhere.
  it.each([
    ['hypervisor.default_max_vcpus', 'hypervisor.default_maxvcpus', 'hypervisor.default_maxvcpus'],
    [
      'hypervisor.blk_logical_sector_size',
      'hypervisor.block_device_logical_sector_size',
      'hypervisor.block_device_logical_sector_size',
    ],
    ['runtime.create_container_timeout', 'runtime.create_container_timeout', 'agent.create_container_timeout'],
    ['agent.policy', undefined, undefined],
    ['hypervisor.image_hash', undefined, undefined],
  ])('%s sets %s in Go and %s in runtime-rs', (name, go, rust) => {
    const place = (runtime: 'go' | 'runtime-rs') => {
      const set = keySetBy(annotation(name), runtime);
      return set === undefined ? undefined : `${set.table}.${set.name}`;
    };
    expect([place('go'), place('runtime-rs')]).toEqual([go, rust]);
  });

  it('set keys that the runtime has, or ones that only annotations can set', () => {
    const strange = [...ANNOTATIONS.values()].flatMap((known) =>
      known.runtimes.flatMap((runtime) => {
        const set = keySetBy(known, runtime);
        return set === undefined || keyNamed(runtime, set.table, set.name) ? [] : `${runtime} ${set.table}.${set.name}`;
      }),
    );
    expect(strange).toEqual([
      // A shim of Firecracker in runtime-rs, which kata-deploy does not have.
      'runtime-rs hypervisor.jailer_path',
      'go hypervisor.default_gpu_model',
      'go hypervisor.default_gpus',
      'runtime-rs hypervisor.prefetch_list_path',
      'runtime-rs runtime.shared_mounts',
      'go agent.container_pipe_size',
    ]);
  });
});

describe('enable_annotations', () => {
  const admitted = (runtime: 'go' | 'runtime-rs', ...patterns: string[]) => {
    const gate = annotationGate(runtime, patterns);
    return gatedNames(runtime).filter((name) => gate(`${PREFIX}.hypervisor.${name}`));
  };

  it('admits what contains a match', () => {
    expect(admitted('go', '^default_vcpus$')).toEqual(['default_vcpus']);
    expect(admitted('go', 'path')).toEqual(['path', 'jailer_path', 'vhost_user_store_path', 'guest_hook_path']);
    expect(admitted('go')).toEqual([]);
  });

  it('is skipped in part by Go and as a whole by runtime-rs when a pattern does not compile', () => {
    expect(admitted('go', '^default_vcpus$', '(')).toEqual(['default_vcpus']);
    expect(admitted('runtime-rs', '^default_vcpus$', '(')).toEqual([]);
  });

  it('says nothing about annotations of runtime and agent', () => {
    for (const runtime of ['go', 'runtime-rs'] as const)
      expect(annotationGate(runtime, [])(`${PREFIX}.runtime.enable_pprof`)).toBe(true);
    expect(annotationGate('runtime-rs', ['('])(`${PREFIX}.agent.policy`)).toBe(true);
  });
});
