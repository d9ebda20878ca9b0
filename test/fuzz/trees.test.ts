import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { synthInProcess } from '../cli/in-process.js';
import { runs } from '../property-runs.js';
import { SHOP } from '../shop.js';
import { expectReadable } from './answer.js';
import { edits, mutated } from './mutations.js';

/** Names that mean something somewhere in the tree. */
// biome-ignore format: a table is read in rows
const KNOWN = ['prod', 'base', 'platform', 'tenants', 'shop', 'exceptions', 'x.yaml', 'shop.yaml', 'y.yml', 'environment.yaml'];
/** Names that should mean nothing anywhere. */
// biome-ignore format: a table is read in rows
const ODD = [
  'X.YAML', 'x.json', '.x.yaml', '.git', 'con.yaml', '__proto__', 'constructor', 'toString.yaml', 'a b', '-x', 'dir.yaml', 'x.',
  'a\nb', 'a\rb.yaml', '\x1b[2J.yaml', '\x1b]0;x\x07', '\x7f.yaml', '\u202ex.yaml', '\u2028.yaml', '\u200b.yaml', 'é.yaml', 'e\u0301.yaml',
  'x.yaml~', '.yaml', 'x'.repeat(250), `${'x'.repeat(250)}.yaml`, 'x.yaml:1:1: error', '$(x).yaml', '..yaml', '*.yaml', '\\.yaml',
];
/** Bytes, as a file system has them: not all of them are text. */
const name = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...KNOWN).map((text) => Buffer.from(text)) },
  fc.constantFrom(...ODD).map((text) => Buffer.from(text)),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((text) => Buffer.from(text)),
  fc.uint8Array({ minLength: 1, maxLength: 6 }).map((bytes) => Buffer.from([...bytes, ...Buffer.from('.yaml')])),
);

type Entry =
  | { kind: 'file'; bytes: Uint8Array }
  | { kind: 'link'; target: string }
  | { kind: 'folder'; entries: [Buffer, Entry][] }
  | { kind: 'folders in folders'; levels: number };

const text = fc.constantFrom(...Object.values(SHOP));
const content = fc.oneof(
  fc.tuple(text, edits).map(([each, changes]) => mutated(each, changes)),
  text.map((each) => Buffer.from(each)),
  fc.uint8Array({ maxLength: 100 }),
);

const { folder } = fc.letrec<{ entry: Entry; folder: Entry }>((tie) => ({
  entry: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('file' as const), bytes: content }) },
    { weight: 2, arbitrary: tie('folder') },
    fc.record({
      kind: fc.constant('link' as const),
      target: fc.constantFrom('/etc/passwd', '/', '..', '.', 'x.yaml', 'nowhere', '\x1b[31m\n'),
    }),
    fc.record({ kind: fc.constant('folders in folders' as const), levels: fc.constantFrom(20, 120) }),
  ),
  folder: fc.record({
    kind: fc.constant('folder' as const),
    entries: fc.array(fc.tuple(name, tie('entry')), { maxLength: 5 }),
  }),
}));

/** What the file system does not take is left out. */
function make(path: Buffer, entry: Entry): void {
  try {
    if (entry.kind === 'file') writeFileSync(path, entry.bytes);
    else if (entry.kind === 'link') symlinkSync(entry.target, path);
    else if (entry.kind === 'folders in folders') {
      const last = join(path.toString(), 'a/'.repeat(entry.levels));
      mkdirSync(last, { recursive: true });
      writeFileSync(join(last, 'x.yaml'), SHOP['environments/prod/platform/shop.yaml'] ?? '');
    } else {
      mkdirSync(path, { recursive: true });
      for (const [inner, below] of entry.entries)
        if (!/^\.\.?$|[/\0]/.test(inner.toString('latin1')))
          make(Buffer.concat([path, Buffer.from('/'), inner]), below);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

/** The shop's tree with other things in it, or other things alone. */
const tree = fc.tuple(
  fc.boolean(),
  folder,
  fc.constantFrom('', 'prod', 'prod/platform', 'prod/tenants', 'prod/tenants/shop', 'base', 'staging'),
);

/** A rendered file that every run which writes at all replaces. */
const STALE = 'prod/platform/priority-classes.yaml';
const STALE_TEXT = '# Rendered by Bulkhead long ago\n';

function makeFolder(top: string, [shop, grown, place]: [boolean, Entry, string]): void {
  const texts: Record<string, string> = { [`dist/${STALE}`]: STALE_TEXT, ...(shop ? SHOP : {}) };
  for (const [path, each] of Object.entries(texts)) {
    mkdirSync(join(top, path, '..'), { recursive: true });
    writeFileSync(join(top, path), each);
  }
  mkdirSync(join(top, 'environments', place), { recursive: true });
  make(Buffer.from(join(top, 'environments', place)), grown);
}

const filesIn = (dist: string) =>
  readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name), 'utf8')]);

const ENVIRONMENT = 'environments/prod/platform/environment.yaml';

/** Nothing where a folder has that name, or a part of the path is a file. */
function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

it('any tree is rendered, or gets an answer and leaves dist alone', () => {
  const root = mkdtempSync(join(tmpdir(), 'bulkhead-fuzz-'));
  try {
    let number = 0;
    const outcomes = new Set<number | null>();
    fc.assert(
      fc.property(tree, (written) => {
        const top = join(root, String(number++));
        makeFolder(top, written);
        const { code, stdout, stderr } = synthInProcess(top);
        expect(stdout).toBe('');
        expectReadable(stderr, '');
        expect([0, 1], stderr).toContain(code);
        outcomes.add(code);
        const rendered = filesIn(join(top, 'dist'));
        if (code === 1) expect(rendered).toEqual([[join(top, 'dist', STALE), STALE_TEXT]]);
        else expect(rendered.length).toBeGreaterThan(3);
        expect(stderr).toMatch(
          code === 0
            ? /^\S+: \d+ created, 1 changed, 0 removed, 0 unchanged\n$/
            : /(?:^|\n)\d+ problems? in \d+ files?\n$|holds no Environment, so there is nothing to render\n$/,
        );
        if (textAt(join(top, ENVIRONMENT)) === SHOP[ENVIRONMENT]) expect(stderr).not.toContain('holds no Environment');
        rmSync(top, { recursive: true });
      }),
      runs(40),
    );
    expect(outcomes.size).toBe(2);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
