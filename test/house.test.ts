import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

// What each folder of lib may import from the others. Files directly in lib join the stages and may import all but cli.
// `synth` reads the declaration that an object comes from, for the header of a file and for `where`.
const MAY_IMPORT: Record<string, readonly string[]> = {
  kubernetes: [],
  kata: ['kubernetes'],
  kubevirt: ['kubernetes'],
  config: ['kubernetes', 'kata', 'kubevirt'],
  constructs: ['config', 'kata', 'kubevirt', 'kubernetes'],
  synth: ['constructs', 'config', 'kubernetes'],
  policy: ['config', 'kata', 'kubevirt', 'kubernetes'],
  review: ['policy', 'kubernetes'],
  request: ['config'],
  '': ['kubernetes', 'kata', 'kubevirt', 'config', 'constructs', 'synth', 'policy', 'review', 'request', ''],
  cli: ['kubernetes', 'kata', 'kubevirt', 'config', 'constructs', 'synth', 'policy', 'review', 'request', '', 'cli'],
};

const LIB = resolve(import.meta.dirname, '../lib');

function room(file: string): string {
  const [first, ...rest] = relative(LIB, file).split('/');
  return rest.length === 0 ? '' : (first ?? '');
}

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join(LIB, file));

describe('the house', () => {
  it.each(Object.keys(MAY_IMPORT))('lib/%s imports only what it may', (name) => {
    const wrong = files
      .filter((file) => room(file) === name)
      .flatMap((file) =>
        importsOf(readFileSync(file, 'utf8'))
          .filter((target) => target.startsWith('.'))
          .map((target) => room(resolve(dirname(file), target)))
          .filter((target) => target !== name && !MAY_IMPORT[name]?.includes(target))
          .map((target) => `${relative(LIB, file)} imports lib/${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it('has no room that this table does not name', () => {
    expect([...new Set(files.map(room))].filter((name) => !(name in MAY_IMPORT))).toEqual([]);
  });
});

const TEST = import.meta.dirname;

describe('the tests', () => {
  // Many files run in one process, which loads a module once: hooks of the module would be those of the first file alone.
  it('share no hooks but in functions, which each file calls', () => {
    const shared = readdirSync(TEST, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    );
    const registers = /^(beforeAll|beforeEach|afterAll|afterEach|vi\.\w+)\(/m;
    expect(shared.filter((file) => registers.test(readFileSync(join(TEST, file), 'utf8')))).toEqual([]);
  });
});
