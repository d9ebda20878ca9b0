import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';
import { nodePreparationScripts, SCRIPT } from '../../../lib/kata/node-preparation/scripts.js';
import { inlineNodeScripts } from '../../../scripts/node-scripts.js';
import { REPOSITORY } from '../../cli/command.js';
import { needs, partAt } from '../../cluster/parts.js';

const FOLDER = join(REPOSITORY, 'lib/kata/node-preparation');
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.sh'));
const texts = Object.fromEntries(NAMES.map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]));

describe("the node's scripts", () => {
  it('are the same in the sources, the build and the bundle', async () => {
    expect(nodePreparationScripts()).toEqual(texts);
    const module = join(REPOSITORY, 'build/lib/kata/node-preparation/scripts.js');
    const { nodePreparationScripts: built } = await import(pathToFileURL(module).href);
    expect(built()).toEqual(texts);
    const bundle = await rolldown({ input: module, platform: 'node', plugins: [inlineNodeScripts] });
    const { output } = await bundle.generate({ format: 'esm' });
    const code = Buffer.from(output[0].code).toString('base64');
    const bundled = await import(`data:text/javascript;base64,${code}`);
    expect(bundled.nodePreparationScripts()).toEqual(texts);
    expect(bundled.SCRIPT).toBe(SCRIPT);
  });

  it('are all read by the entry, or run by themselves', () => {
    const alone = ['main.sh', 'restore.sh', 'bind-vfio.sh'];
    expect(texts[SCRIPT]).toBeDefined();
    const read = [...(texts[SCRIPT] ?? '').matchAll(/^\. "\$SCRIPTS\/([a-z-]+\.sh)"$/gm)].map((match) => match[1]);
    expect([...read, ...alone].sort()).toEqual(NAMES.sort());
  });

  it.each(NAMES.filter((name) => !texts[name]?.startsWith('#!')))('%s does nothing when it is read', (name) => {
    // Without a PATH there is no command that could.
    const env = { PATH: '/nowhere', STATE: '/state' };
    const read = spawnSync('/bin/sh', ['-euc', '. "$0"', join(FOLDER, name)], { env, encoding: 'utf8' });
    expect(read).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });
});

describe('shellcheck', () => {
  needs('shellcheck');

  it('finds nothing', () => {
    const own = ['main.sh', 'restore.sh', 'bind-vfio.sh'].map((name) => join(FOLDER, name));
    const host = join(import.meta.dirname, 'host');
    const all = [...own, ...readdirSync(host).map((name) => join(host, name))].filter(existsSync);
    const { status, stdout } = spawnSync(partAt('shellcheck'), ['-x', '-P', 'SCRIPTDIR', ...all], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});
