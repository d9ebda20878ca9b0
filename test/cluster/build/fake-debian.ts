/**
 * Stand in for Debian's commands: a package that is fetched has one file, which is unpacked to the program that we look
 * for and says which version it is. PACKAGED is another version than ours; FAILS fails for a package of that name.
 */
export const FAKE_APT_GET = `#!${process.execPath}
const { writeFileSync } = process.getBuiltinModule('node:fs');
const [, , command, name] = process.argv;
if (command !== 'download') process.exit(2);
if (process.env.FAILS === name) {
  console.error('E: Unable to locate package ' + name);
  process.exit(100);
}
writeFileSync(name + '_1_all.deb', process.env.PACKAGED ?? '1.6.20~ds1-1+deb12u1');
`;

export const FAKE_DPKG = `#!${process.execPath}
const { mkdirSync, readFileSync, writeFileSync } = process.getBuiltinModule('node:fs');
const [, , option, archive, folder] = process.argv;
if (option !== '-x') process.exit(2);
mkdirSync(folder + '/usr/bin', { recursive: true });
const name = archive.split('_')[0];
const says = { containerd: 'containerd github.com/containerd/containerd ', shellcheck: 'version: 0.' };
const said = says[name] + readFileSync(archive, 'utf8');
writeFileSync(folder + '/usr/bin/' + name, '#!/bin/sh\\necho "' + said + '"\\n', { mode: 0o755 });
`;
