import { expect, it } from 'vitest';
import { judged } from './judged.js';

const START = 'hypervisor.enable_annotations | [hypervisor.qemu] enable_annotations:';

// Pattern, then what is said of it in Go and in runtime-rs where that differs.
const PATTERNS: readonly (readonly [pattern: string, go: string[], rust?: string[]])[] = [
  ['^default_vcpus$', []],
  ['^(default_vcpus|default_memory)$', []],
  ['^default_(max_)?vcpus$', []],
  ['^[|]?default_memory$', []],
  [
    'path',
    [
      '"path" is not anchored and admits every annotation that contains a match, here jailer_path, vhost_user_store_path, guest_hook_path | write "^path$"',
    ],
    [
      '"path" is not anchored and admits every annotation that contains a match, here jailer_path, vhost_user_store_path, guest_hook_path, path_hash | write "^path$"',
    ],
  ],
  [
    '.*',
    [
      '".*" is not anchored and admits every annotation that contains a match, here kernel, image, initrd, path and 61 more | write ^…$ around the whole pattern',
    ],
    [
      '".*" is not anchored and admits every annotation that contains a match, here kernel, image, initrd, path and 58 more | write ^…$ around the whole pattern',
    ],
  ],
  [
    '^default_vcpus|default_memory$',
    [
      '"^default_vcpus|default_memory$" is not anchored and admits every annotation that contains a match, here default_memory, default_vcpus | write ^…$ around the whole pattern',
    ],
  ],
  [
    '^default_memory\\$',
    [
      '"^default_memory\\\\$" is not anchored and admits every annotation that contains a match | write ^…$ around the whole pattern',
    ],
  ],
  ['^default_maxvcpus$', ['"^default_maxvcpus$" admits no annotation that %r knows | meant: default_maxvcpus']],
];

it.each(PATTERNS)('%s', (pattern, go, rust = go) => {
  for (const [shim, runtime, expected] of [
    ['qemu', 'the Go runtime', go],
    ['qemu-runtime-rs', 'runtime-rs', rust],
  ] as const)
    expect(judged(shim, { hypervisor: { enable_annotations: [pattern] } })).toEqual(
      expected.map((text) => `${START} ${text.replace('%r', runtime)}`),
    );
});

const UNREADABLE = ['^(default_vcpus$', '^(?=default_vcpus)$', '^(default_vcpus)\\1$', '^a**$', `^${'a'.repeat(500)}$`];

it.each(UNREADABLE)('%s is no regular expression of RE2', (pattern) => {
  for (const [shim, end] of [
    ['qemu', 'the Go runtime silently skips it'],
    ['qemu-runtime-rs', 'runtime-rs then silently admits no annotation at all'],
  ] as const) {
    const found = judged(shim, { hypervisor: { enable_annotations: ['^default_memory$', pattern] } });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(' is no regular expression (');
    expect(found[0]?.endsWith(end)).toBe(true);
  }
});

it('reads a brace as Rust does', () => {
  expect(judged('qemu', { hypervisor: { enable_annotations: ['^default_{vcpus}$'] } })).toEqual([
    `${START} "^default_{vcpus}$" admits no annotation that the Go runtime knows | meant: default_{vcpus}`,
  ]);
  expect(judged('qemu-runtime-rs', { hypervisor: { enable_annotations: ['^default_{vcpus}$', '^a{2,3}$'] } })).toEqual([
    `${START} "^default_{vcpus}$" is no regular expression (a { that starts no repetition); runtime-rs then silently admits no annotation at all`,
    `${START} "^a{2,3}$" admits no annotation that runtime-rs knows | meant: a{2,3}`,
  ]);
});
