import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Receipt } from '../../lib/cli/receipt.js';
import { today } from '../../lib/cli/today.js';
import { readTree } from '../../lib/config/tree.js';
import { bulkhead, MAIN, workspace, write } from './command.js';

const FILES = { 'prod/a.yaml': 'a', 'prod/b/c.yaml': 'c', 'prod-2/a.yaml': '' };
const BASIS = {
  program: 'p',
  today: '2026-06-15',
  declarations: [
    { path: 'environments/a.yaml', text: 'x' },
    { path: 'environments/b.yaml', text: 'y' },
  ],
};

let folder: string;
let dist: string;
beforeEach(() => {
  folder = workspace({});
  dist = join(folder, 'dist');
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  for (const [path, text] of Object.entries(FILES)) write(dist, path, text);
});
afterEach(() => vi.unstubAllEnvs());

function keep(): void {
  const files = Object.entries(FILES).map(([path, text]) => ({ path, content: Buffer.from(text) }));
  new Receipt(dist, BASIS).keep(files);
}

describe('a receipt', () => {
  it('confirms what it was kept for', () => {
    expect(new Receipt(dist, BASIS).confirms()).toBeUndefined();
    keep();
    expect(new Receipt(dist, BASIS).confirms()).toBe(3);
  });

  it('is for dist wherever a link leads to it', () => {
    keep();
    symlinkSync(dist, join(folder, 'link'));
    expect(new Receipt(join(folder, 'link'), BASIS).confirms()).toBe(3);
    expect(new Receipt(join(folder, 'cache'), BASIS).confirms()).toBeUndefined();
  });

  const inDist = (path: string) => join(dist, path);
  it.each<[string, () => void]>([
    ['a file that differs', () => writeFileSync(inDist('prod/a.yaml'), 'b')],
    ['a file less', () => rmSync(inDist('prod/a.yaml'))],
    ['a file more', () => writeFileSync(inDist('prod/d.yaml'), '')],
    ['a folder more', () => write(dist, 'test/a.yaml', '')],
    ['a file that moved', () => rmSync(inDist('prod-2/a.yaml'))],
    [
      'contents that changed places',
      () => {
        writeFileSync(inDist('prod/a.yaml'), 'c');
        writeFileSync(inDist('prod/b/c.yaml'), 'a');
      },
    ],
    [
      'a link in place of a file',
      () => {
        rmSync(inDist('prod/a.yaml'));
        writeFileSync(join(folder, 'a'), 'a');
        symlinkSync(join(folder, 'a'), inDist('prod/a.yaml'));
      },
    ],
    ['a link beside the environments', () => symlinkSync(folder, inDist('link'))],
    ['a run that is not over', () => mkdirSync(inDist('.bulkhead-staging'))],
    ['a lock', () => writeFileSync(inDist('.bulkhead.lock'), '')],
    ['no dist', () => rmSync(dist, { recursive: true })],
  ])('does not confirm %s', (_, change) => {
    keep();
    change();
    expect(new Receipt(dist, BASIS).confirms()).toBeUndefined();
  });

  it.each([
    ['another program', { ...BASIS, program: 'q' }],
    ['another day, on which exceptions may have expired', { ...BASIS, today: '2026-06-16' }],
    ['another text', { ...BASIS, declarations: [{ path: 'environments/a.yaml', text: 'z' }] }],
    ['a declaration less', { ...BASIS, declarations: BASIS.declarations.slice(1) }],
    ['another name', { ...BASIS, declarations: BASIS.declarations.map(({ text }) => ({ path: 'c.yaml', text })) }],
    [
      'what reads the same end to end',
      { ...BASIS, declarations: [{ path: 'environments/a.yaml', text: 'xenvironments/b.yamly' }] },
    ],
  ])('does not confirm for %s', (_, basis) => {
    keep();
    expect(new Receipt(dist, basis).confirms()).toBeUndefined();
  });

  it('leaves alone what is nobody’s concern', () => {
    keep();
    writeFileSync(inDist('README.md'), 'ours');
    write(dist, '.git/config', '');
    mkdirSync(inDist('prod/empty'));
    expect(new Receipt(dist, BASIS).confirms()).toBe(3);
  });

  it.each(['', 'null', '{}', '{"basis": 1}', '[]', 'x'])('that is broken confirms nothing: %j', (text) => {
    keep();
    const cache = join(folder, 'cache/bulkhead');
    for (const name of readdirSync(cache)) writeFileSync(join(cache, name), text);
    expect(new Receipt(dist, BASIS).confirms()).toBeUndefined();
  });

  it('that cannot be kept is no error', () => {
    writeFileSync(join(folder, 'cache'), 'a file');
    keep();
    expect(new Receipt(dist, BASIS).confirms()).toBeUndefined();
  });
});

describe('bulkhead synth', () => {
  beforeEach(() => rmSync(dist, { recursive: true }));

  /** A receipt for a dist that the declarations do not render, which only who trusts it takes for right. */
  function forge(declarations: string): void {
    const edited = join(dist, 'prod/platform/priority-classes.yaml');
    writeFileSync(edited, '# Rendered by Bulkhead\nedited: true\n');
    const files = readdirSync(dist, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path: path.slice(dist.length + 1), content: readFileSync(path) }));
    const program = readFileSync(join(dirname(MAIN), 'digest'), 'utf8');
    new Receipt(dist, { program, declarations: readTree(declarations, 'environments').files, today: today() }).keep(
      files,
    );
  }

  it('renders nothing again that it has found right', () => {
    const shop = workspace();
    dist = join(shop, 'dist');
    expect(bulkhead(shop, 'synth').code).toBe(0);
    forge(join(shop, 'environments'));
    const upToDate = { code: 0, stderr: 'dist is up to date: 16 files\n' };
    expect(bulkhead(shop, 'synth')).toMatchObject(upToDate);
    expect(bulkhead(shop, 'synth', '--check')).toMatchObject({
      code: 0,
      stderr: 'dist is what the declarations render: 16 files\n',
    });
    // For a part of dist, and from elsewhere, there is no receipt.
    expect(bulkhead(shop, 'synth', '--check', '--environment', 'prod').code).toBe(1);
    vi.stubEnv('XDG_CACHE_HOME', join(folder, 'elsewhere'));
    expect(bulkhead(shop, 'synth')).toMatchObject({
      code: 0,
      stderr: 'dist: 0 created, 1 changed, 0 removed, 15 unchanged\n',
    });
    expect(bulkhead(shop, 'synth')).toMatchObject(upToDate);
  });
});
