// `npm run cluster:build`: finds or builds what the tests against a real control plane need.
import { Command } from 'commander';
import { build } from './build.js';
import { cacheFolder, removeDeadDrafts } from './cache.js';
import { find, type Machine, machine, names } from './find.js';
import { moduleOf } from './modules.js';
import { PARTS, type Part } from './parts.js';
import { unpack } from './unpack.js';

const wanted = new Command('npm run cluster:build --')
  .argument('[parts...]', `of these; all unless some are named: ${names(PARTS)}`)
  .addHelpText('after', '\nExample:\n  npm run cluster:build -- etcd kube-apiserver')
  .action((parts: string[], _, command) => {
    const unknown = parts.find((name) => PARTS.every((part) => part.name !== name));
    if (unknown !== undefined) command.error(`error: there is no part "${unknown}"; there are: ${names(PARTS)}`);
  })
  .parse().args;

const FOUND = {
  KUBEBUILDER_ASSETS: (path: string) => `found in KUBEBUILDER_ASSETS: ${path}`,
  PATH: (path: string) => `found on the PATH: ${path}`,
  cache: () => 'there already',
};

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

const here = machine();
const parts = PARTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
removeDeadDrafts(cacheFolder(here.env));
const missing: Part[] = [];
for (const part of parts) {
  process.stdout.write(`${label(part)}  `);
  const { there, said } = await provide(part, here);
  if (interrupted.signal.aborted) process.exit(130);
  process.stdout.write(`${said}\n`);
  if (!there) missing.push(part);
}
if (missing.length > 0) {
  process.stdout.write(
    `\nTests that need ${names(missing)} are skipped until that is mended and this has run again.\n`,
  );
  process.exitCode = 1;
}

async function provide(part: Part, { env, go }: Machine): Promise<{ there: boolean; said: string }> {
  const found = find(part.name, { env, go });
  if ('path' in found) return { there: true, said: FOUND[found.by](found.path) };
  if ('debianPackage' in part) return { there: false, said: `missing: ${found.missing}` };
  const start = performance.now();
  const seconds = () => Math.round((performance.now() - start) / 1000);
  try {
    if ('unpacks' in part) {
      await unpack(part, { env, signal: interrupted.signal });
      return { there: true, said: `unpacked in ${seconds()} s` };
    }
    if ('missing' in go) return { there: false, said: `missing: ${found.missing}` };
    await build(part, { env, go, signal: interrupted.signal });
    return { there: true, said: `built in ${seconds()} s` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { there: false, said: `cannot be built: ${reason.replaceAll('\n', '\n    ')}` };
  }
}

function label(part: Part): string {
  const version = 'module' in part ? moduleOf(part).version : '';
  return `${part.name} ${version}`.padEnd(45);
}
