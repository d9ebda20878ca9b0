import { expect, it } from 'vitest';
import { judged } from './judged.js';

const START = 'hypervisor.enable_annotations | [hypervisor.qemu] enable_annotations:';

// Pattern, then what is said of it in Go and in runtime-rs where that differs.
const PATTERNS: [pattern: string, go: string[], rust: string[] | undefined][] = (
  [
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
  ] as [string, string[], string[]?][]
).map(([pattern, go, rust]) => [pattern, go, rust]);

it.each(PATTERNS)('%s', (pattern, go, rust) => {
  for (const [shim, runtime, expected] of [
    ['qemu', 'the Go runtime', go],
    ['qemu-runtime-rs', 'runtime-rs', rust ?? go],
  ] as const)
    expect(judged(shim, { hypervisor: { enable_annotations: [pattern] } })).toEqual(
      expected.map((text) => `${START} ${text.replace('%r', runtime)}`),
    );
});

const UNREADABLE = ['^(default_vcpus$', '^(?=default_vcpus)$', '^(default_vcpus)\\1$', '^a**$'];

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

it('tells quoting, which Go has and Rust has not', () => {
  expect(judged('qemu', { hypervisor: { enable_annotations: ['^\\Qdefault_vcpus\\E$'] } })).toEqual([]);
  expect(
    judged('qemu-runtime-rs', { hypervisor: { enable_annotations: ['^\\Qdefault_vcpus\\E$', '^\\\\Q$'] } }),
  ).toEqual([
    `${START} "^\\\\Qdefault_vcpus\\\\E$" is no regular expression (unrecognized escape sequence: \`\\Q\`); runtime-rs then silently admits no annotation at all`,
    `${START} "^\\\\\\\\Q$" admits no annotation that runtime-rs knows | meant: \\\\Q`,
  ]);
});

it('does not try what takes long', () => {
  const long = `^${'a'.repeat(199)}$`;
  const longest = `^(${'a|'.repeat(94)}rootless)$`;
  expect([long.length, longest.length]).toEqual([201, 200]);
  expect(judged('qemu', { hypervisor: { enable_annotations: [longest] } })).toEqual([]);
  expect(judged('qemu', { hypervisor: { enable_annotations: [long, '^(a{1,100}){1,100}$'] } })).toEqual([
    `${START} "${long}" is a pattern longer than 200 characters, which names of annotations do not need | write a pattern for each annotation, such as "^default_vcpus$"`,
    `${START} "^(a{1,100}){1,100}$" is a pattern with a counted repetition, which names of annotations do not need | write a pattern for each annotation, such as "^default_vcpus$"`,
  ]);
  expect(judged('qemu', { hypervisor: { enable_annotations: new Array(101).fill('^rootless$') } })).toEqual([
    `${START} found 101 patterns, allowed are 100: there are not so many annotations`,
  ]);
});
