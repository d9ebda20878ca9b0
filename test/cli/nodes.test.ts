import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { needs, partAt } from '../cluster/parts.js';
import { SHOP } from '../shop.js';
import { MAIN, workspace } from './command.js';

/** V8 complains on standard error of a flag that it does not know. */
const COMMANDS: readonly (readonly string[])[] = [
  ['synth'],
  ['synth'],
  ['synth', '--check'],
  ['synth', '--environment', 'nowhere'],
  ['check', '-o', 'json', 'dist'],
  ['explain', 'image/latest-tag'],
];

/** So much is declared that V8 is also told how to grow its heap. */
const LARGE = Object.fromEntries(
  Object.entries(SHOP).map(([path, text]) => [path, `${text}${'# nothing\n'.repeat(40_000)}`]),
);

/** All that these say, and what they render. */
function runWith(node: string) {
  const [folder, cache] = [workspace(LARGE), workspace({})];
  const env = { ...process.env, NO_COLOR: '1', XDG_CACHE_HOME: cache };
  const said = COMMANDS.map((args) => {
    const { status, stdout, stderr } = spawnSync(node, [MAIN, ...args], { cwd: folder, encoding: 'utf8', env });
    return { args, status, stdout, stderr };
  });
  const dist = readdirSync(join(folder, 'dist'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return { said, dist: dist.map((path) => [path.slice(folder.length), readFileSync(path, 'utf8')]).sort() };
}

describe.each(['node-22', 'node-24', 'node-26'])('%s', (part) => {
  needs(part);

  it('does what the Node of these tests does, and complains of nothing', () => {
    expect(runWith(partAt(part))).toEqual(own());
  });
});

let kept: ReturnType<typeof runWith> | undefined;
function own() {
  kept ??= runWith(process.execPath);
  for (const { stderr } of kept.said) expect(stderr).not.toMatch(/unrecognized flag/);
  return kept;
}
