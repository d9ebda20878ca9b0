/** Stand in for npm and tar: a package that is fetched has a program which says that it is the version that was asked for. */
export const FAKE_NPM = `#!${process.execPath}
const { writeFileSync } = process.getBuiltinModule('node:fs');
const [, , command, level, name] = process.argv;
if (command !== 'pack' || level !== '--loglevel=error') process.exit(2);
if (process.env.FAILS === name) {
  console.error('npm error code E404');
  process.exit(1);
}
writeFileSync(name.replace('@', '-') + '.tgz', process.env.PACKAGED ?? 'v' + name.split('@')[1]);
`;

export const FAKE_TAR = `#!${process.execPath}
const { mkdirSync, readFileSync, writeFileSync } = process.getBuiltinModule('node:fs');
const [, , option, archive, into, folder, member] = process.argv;
if (option !== '-xzf' || into !== '-C' || member !== 'package/bin/node') process.exit(2);
mkdirSync(folder + '/package/bin', { recursive: true });
writeFileSync(folder + '/package/bin/node', '#!/bin/sh\\necho "' + readFileSync(archive, 'utf8') + '"\\n', { mode: 0o755 });
`;
