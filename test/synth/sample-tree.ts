import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HEADER_MARK } from '../../lib/synth/plan.js';
import type { RenderedFile } from '../../lib/synth/rendered-path.js';

/** Path to contents; a folder that holds nothing ends in `/`, a link starts with `-> `. */
export type Contents = Record<string, string>;

export function ours(body: string): string {
  return `${HEADER_MARK} from somewhere.\n${body}\n`;
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'bulkhead-tree-'));
}

export function fill(tree: string, contents: Contents): void {
  for (const [path, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
}

export function contentsOf(folder: string, prefix = ''): Contents {
  const contents: Contents = {};
  for (const name of readdirSync(folder).sort()) {
    const place = join(folder, name);
    const stat = lstatSync(place);
    if (stat.isSymbolicLink()) contents[prefix + name] = `-> ${readlinkSync(place)}`;
    else if (!stat.isDirectory()) contents[prefix + name] = readFileSync(place, 'latin1');
    else if (readdirSync(place).length === 0) contents[`${prefix}${name}/`] = '';
    else Object.assign(contents, contentsOf(place, `${prefix}${name}/`));
  }
  return contents;
}

export function rendered(contents: Contents): RenderedFile[] {
  return Object.entries(contents).map(([path, text]) => ({ path, content: Buffer.from(text) }));
}

/** Root may write anywhere, so a test of permissions is run as nobody. */
export function withoutRoot(work: () => void): void {
  const nobody = 65534;
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(nobody);
  try {
    work();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

/** The writer as plain JavaScript, for processes of its own that a test may kill. */
export function compileWriter(): { folder: string; remove: () => void } {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const folder = newFolder();
  const options = '--module nodenext --target es2022 --types node --noCheck --ignoreConfig --rootDir'.split(' ');
  const sources = ['tree.ts', 'lock.ts'].map((name) => join(root, 'lib/synth', name));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, ...options, join(root, 'lib'), '--outDir', folder, ...sources], { cwd: root });
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
