import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { SHOP } from '../../shop.js';
import { MAIN } from '../command.js';
import { PATCH, WORKLOADS } from './declarations.js';
import { expectRefused, folderOf, refusal } from './refusal.js';

const TENANT = dirname(WORKLOADS);
const ADVICE = 'use lower-case letters, digits, dashes and dots, and the extension .yaml';

/** A folder in which something else than a file stands, or a file of another name. */
function folderWith(make: (folder: string) => void): string {
  const folder = folderOf(SHOP);
  make(folder);
  return folder;
}

const link = (target: string) => (folder: string) => symlinkSync(target, join(folder, TENANT, 'new.yaml'));
const named = (name: string) => (folder: string) => writeFileSync(join(folder, TENANT, name), 'a: 1\n');

it.each<[string, (folder: string) => void, string]>([
  [
    'a link out of the tree',
    link('/etc/passwd'),
    `\
${TENANT}/new.yaml:1:1: error: a symbolic link to \`/etc/passwd\`; links are not followed
   put the file itself here`,
  ],
  [
    'a link to a neighbour',
    link('../pay/ledger.yaml'),
    `\
${TENANT}/new.yaml:1:1: error: a symbolic link to \`../pay/ledger.yaml\`; links are not followed
   put the file itself here`,
  ],
  [
    'a link to itself',
    link('new.yaml'),
    `\
${TENANT}/new.yaml:1:1: error: a symbolic link to \`new.yaml\`; links are not followed
   put the file itself here`,
  ],
  [
    'a folder that leads back to the top',
    (folder) => symlinkSync('../../..', join(folder, TENANT, 'loop')),
    `\
${TENANT}/loop:1:1: error: a symbolic link to \`../../..\`; links are not followed
   put the file itself here`,
  ],
  [
    'a link whose target would clear a terminal',
    link('\x1b[2J'),
    `\
${TENANT}/new.yaml:1:1: error: a symbolic link to \`\\x1b[2J\`; links are not followed
   put the file itself here`,
  ],
  [
    'a pipe',
    (folder) => execFileSync('mkfifo', [join(folder, TENANT, 'new.yaml')]),
    `\
${TENANT}/new.yaml:1:1: error: neither a file nor a folder, but a device, a socket or a pipe
   remove it`,
  ],
  [
    'a folder named like a file',
    (folder) => mkdirSync(join(folder, TENANT, 'new.yaml')),
    `\
${TENANT}/new.yaml:1:1: error: a folder is named like a file
   use lower-case letters, digits, dashes and dots`,
  ],
  [
    'an extension in capitals',
    named('new.YAML'),
    `\
${TENANT}/new.YAML:1:1: error: the extension is not in lower case, so the file would be ignored
   ${ADVICE}`,
  ],
  [
    'JSON',
    named('new.json'),
    `\
${TENANT}/new.json:1:1: error: a file with the extension .json would be ignored
   ${ADVICE}`,
  ],
  [
    'a space in the name',
    named('new job.yaml'),
    `\
${TENANT}/new job.yaml:1:1: error: the name is not portable
   ${ADVICE}`,
  ],
  [
    'a line break in the name',
    named('new\n.yaml'),
    `\
${TENANT}/new\\x0a.yaml:1:1: error: the name holds a control character
   ${ADVICE}`,
  ],
  [
    'a letter that looks Latin in the name',
    named('n\u0435w.yaml'),
    `\
${TENANT}/n\u0435w.yaml:1:1: error: the name is not portable
   ${ADVICE}`,
  ],
])('%s', (_, make, says) => {
  const folder = folderWith(make);
  expect(refusal(folder)).toBe(`${says}\n\n1 problem in 1 file\n`);
});

it('a socket', async () => {
  const folder = folderOf(SHOP);
  const server = createServer().listen(join(folder, TENANT, 'new.yaml'));
  await once(server, 'listening');
  try {
    expect(refusal(folder)).toBe(`\
${TENANT}/new.yaml:1:1: error: neither a file nor a folder, but a device, a socket or a pipe
   remove it

1 problem in 1 file
`);
  } finally {
    server.close();
  }
});

/** Permissions do not bind the superuser, who runs the command as nobody instead. */
const NOBODY = process.geteuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const canRun = spawnSync(process.execPath, [MAIN, '--version'], NOBODY).status === 0;

it.skipIf(!canRun)(`what may not be read${canRun ? '' : ' (skipped: nobody may not run the command here)'}`, () => {
  const folder = folderOf(SHOP);
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, TENANT, 'closed'));
  chmodSync(join(folder, TENANT, 'closed'), 0o000);
  chmodSync(join(folder, PATCH), 0o000);
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'synth'], {
    ...NOBODY,
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  chmodSync(join(folder, TENANT, 'closed'), 0o755);
  expectRefused(folder, { code: status, stdout, stderr }, 1);
  expect(stderr).toBe(`\
environments/prod/platform/shop.yaml:1:1: error: cannot read the file: permission denied

environments/prod/tenants/shop/closed:1:1: error: cannot read the folder: permission denied

2 problems in 2 files
`);
});
