import { hash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { DIGEST_FILE } from '../lib/cli/program.js';
import { leaveOutUnused } from './leave-out-unused.js';
import { copyNodeScripts, inlineNodeScripts } from './node-scripts.js';

/**
 * Joins the command and what it needs into a few files: to find, read and compile 500 small ones takes longer than to
 * render a small fleet (docs/performance.md). Programs of one's own import the modules of build/lib as they are.
 * The folder is as deep as those of the modules it stands for, so that all find package.json at the same distance.
 */
const REPOSITORY = resolve(import.meta.dirname, '../..');
const ENTRIES = {
  main: join(REPOSITORY, 'build/lib/cli/main.js'),
  // The one that cdk8s loads: `main` in package.json.
  'cdk8s-validation': join(REPOSITORY, 'build/lib/cli/cdk8s-validation.js'),
};
const FOLDER = join(REPOSITORY, 'build/bundle/cli');

copyNodeScripts(REPOSITORY);
const bundle = await rolldown({
  input: ENTRIES,
  platform: 'node',
  cwd: REPOSITORY,
  plugins: [inlineNodeScripts, leaveOutUnused],
});
const { output } = await bundle.generate({ format: 'esm' });
await bundle.close();

const chunks = output.filter((file) => file.type === 'chunk');
const files = new Map(chunks.map(({ fileName, code }) => [fileName, code]));
files.set('THIRD-PARTY-LICENSES', licenses(chunks.flatMap(({ moduleIds }) => moduleIds)));
// Last, and removed before anything else changes: it never stands beside a program that is not its own.
files.set(DIGEST_FILE, hash('sha256', JSON.stringify([...files].sort())));
write(files);

/** Only what differs: somebody may be running the command. */
function write(wanted: ReadonlyMap<string, string>): void {
  mkdirSync(FOLDER, { recursive: true });
  const digest = join(FOLDER, DIGEST_FILE);
  if (existsSync(digest) && readFileSync(digest, 'utf8') !== wanted.get(DIGEST_FILE)) rmSync(digest);
  for (const [name, text] of wanted) {
    const path = join(FOLDER, name);
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
  }
  for (const name of readdirSync(FOLDER)) if (!wanted.has(name)) rmSync(join(FOLDER, name));
  chmodSync(join(FOLDER, 'main.js'), 0o755);
}

/** Most licences ask that their text goes with every copy. */
function licenses(modules: readonly string[]): string {
  const packages = new Set(modules.flatMap((path) => packageOf(path) ?? []));
  return [...packages].sort().map(licenseOf).join('\n');
}

/** The innermost package that a module lies in; undefined for our own. */
function packageOf(module: string): string | undefined {
  const inner = module.lastIndexOf('/node_modules/');
  if (inner < 0) return undefined;
  for (let folder = dirname(module); folder.length > inner; folder = dirname(folder))
    if (isPackage(join(folder, 'package.json'))) return folder;
  throw new Error(`${module} lies in no package`);
}

/** A package.json may also stand in a folder of a package, to say no more than of which kind its modules are. */
function isPackage(file: string): boolean {
  return existsSync(file) && typeof JSON.parse(readFileSync(file, 'utf8')).version === 'string';
}

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  if (file === undefined) throw new Error(`${relative(REPOSITORY, folder)} has no licence to go with the bundle`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}
