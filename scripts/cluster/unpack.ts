import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from '../../lib/synth/disk.js';
import { cacheFolder, Draft } from './cache.js';
import { unpackedPlaceOf } from './find.js';
import type { UnpackedPart } from './parts.js';

const run = promisify(execFile);

/** Fetches a package and unpacks it into its place, or throws why it cannot. */
export async function unpack(
  part: UnpackedPart,
  { env, signal }: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<void> {
  const draft = new Draft(cacheFolder(env));
  const options = { env, signal, cwd: draft.folder };
  try {
    const { name, ending, fetch, open } = commandsFor(part, draft.out);
    await tell(...fetch, options);
    const archive = readdirSync(draft.folder).find((file) => file.endsWith(ending));
    if (archive === undefined) throw new Error(`${fetch.flat().join(' ')} fetched no package`);
    await tell(...open(archive), options);
    const said = await tell(join(draft.out, part.program), part.version.args, options);
    if (!part.version.says.test(said))
      throw new Error(`${part.version.means} is wanted, and the package ${name} is: ${said.trim()}`);
    draft.publish(unpackedPlaceOf(part, env));
  } finally {
    draft.remove();
  }
}

type Call = readonly [program: string, args: readonly string[]];

interface Commands {
  /** Of the package. */
  readonly name: string;
  /** Of the archive's name. */
  readonly ending: string;
  readonly fetch: Call;
  open(archive: string): Call;
}

function commandsFor({ unpacks, program }: UnpackedPart, out: string): Commands {
  if ('debian' in unpacks)
    return {
      name: unpacks.debian,
      ending: '.deb',
      fetch: ['apt-get', ['download', unpacks.debian]],
      open: (archive) => ['dpkg', ['-x', archive, out]],
    };
  return {
    name: unpacks.npm,
    ending: '.tgz',
    fetch: ['npm', ['pack', '--loglevel=error', unpacks.npm]],
    open: (archive) => ['tar', ['-xzf', archive, '-C', out, program]],
  };
}

async function tell(
  program: string,
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; signal: AbortSignal; cwd: string },
): Promise<string> {
  try {
    return (await run(program, args, options)).stdout;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw new Error(`there is no ${program} here`);
    throw error;
  }
}
