import { describe, expect, it, onTestFinished } from 'vitest';
import { SETTINGS } from '../../../scripts/cluster/go.js';
import type { Module } from '../../../scripts/cluster/modules.js';
import type { BuiltPart } from '../../../scripts/cluster/parts.js';
import { keyOf } from '../../../scripts/cluster/recipe.js';

const part: BuiltPart = {
  name: 'program',
  module: 'program',
  upstream: 'example.com/program',
  steps: [
    { compile: 'example.com/program/cmd', to: 'program', stamps: (version) => ({ 'main.version': version }) },
    { copy: 'files/*.yaml' },
  ],
  gives: 'program',
};
const files = [
  ['go.mod', 'module x\n'],
  ['go.sum', 'sum\n'],
  ['main.go', 'package main\n'],
] as const;
const module: Module = { folder: '/one', version: 'v1.0.0', go: '1.24.0', files };
const go = { version: 'go1.26.0', platform: 'linux/amd64' };
const key = keyOf(part, module, go);
const withFiles = (...changed: (readonly [string, string])[]) => keyOf(part, { ...module, files: changed }, go);
const withSteps = (...steps: BuiltPart['steps']) => keyOf({ ...part, steps }, module, go);

const [compile, copy] = part.steps;
if (compile === undefined || !('compile' in compile) || copy === undefined) throw new Error('two steps are meant');

describe('the key of a part', () => {
  it('is the same wherever the tree lies', () => {
    expect(key).toMatch(/^[0-9a-f]{16}$/);
    expect(keyOf(structuredCopy(part), { ...module, folder: '/two' }, { ...go })).toBe(key);
  });

  it.each([
    ['another go.mod', withFiles(['go.mod', 'module y\n'], files[1], files[2])],
    ['another go.sum', withFiles(files[0], ['go.sum', 'mus\n'], files[2])],
    ['another source', withFiles(files[0], files[1], ['main.go', 'package niam\n'])],
    ['another name of a source', withFiles(files[0], files[1], ['niam.go', 'package main\n'])],
    ['one source more', withFiles(...files, ['two.go', ''])],
    ['another Go', keyOf(part, module, { ...go, version: 'go1.26.1' })],
    ['another platform', keyOf(part, module, { ...go, platform: 'linux/arm64' })],
    ['another package', withSteps({ ...compile, compile: 'example.com/program/other' }, copy)],
    ['another stamp', withSteps({ ...compile, stamps: () => ({ 'main.version': 'v2' }) }, copy)],
    ['build tags', withSteps({ ...compile, tags: ['one'] }, copy)],
    ['no stamp', withSteps({ compile: compile.compile, to: compile.to }, copy)],
    ['other files', withSteps(compile, { copy: 'files/a*.yaml' })],
    ['all files of a folder', withSteps(compile, { copyAll: 'files' })],
    ['executable files', withSteps(compile, { copy: 'files/*.yaml', executable: true })],
    ['a step less', withSteps(compile)],
    ['files of another module', keyOf({ ...part, upstream: 'example.com/other' }, module, go)],
    ['a program run in place of one compiled', withSteps({ run: compile.compile, args: [] }, copy)],
  ])('is another one with %s', (_, other) => {
    expect(other).toMatch(/^[0-9a-f]{16}$/);
    expect(other).not.toBe(key);
  });

  it('is another one with other settings of the go command', () => {
    const before = { ...SETTINGS };
    onTestFinished(() => void Object.assign(SETTINGS, before));
    for (const setting of Object.keys(SETTINGS)) {
      Object.assign(SETTINGS, before, { [setting]: 'other' });
      expect(keyOf(part, module, go), setting).not.toBe(key);
    }
  });
});

function structuredCopy(value: BuiltPart): BuiltPart {
  return { ...value, steps: value.steps.map((step) => ({ ...step })) };
}
