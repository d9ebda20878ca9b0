import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from '../../lib/synth/disk.js';
import { cacheFolder, Draft } from './cache.js';
import { unpackedPlaceOf } from './find.js';
import type { UnpackedPart } from './parts.js';

const run = promisify(execFile);

/** Fetches a Debian package and unpacks it into its place, or throws why it cannot. */
export async function unpack(
  part: UnpackedPart,
  { env, signal }: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<void> {
  const draft = new Draft(cacheFolder(env));
  const options = { env, signal, cwd: draft.folder };
  try {
    await tell('apt-get', ['download', part.unpacks], options);
    const archive = readdirSync(draft.folder).find((name) => name.endsWith('.deb'));
    if (archive === undefined) throw new Error(`apt-get download ${part.unpacks} fetched no package`);
    await tell('dpkg', ['-x', archive, draft.out], options);
    const said = await tell(join(draft.out, part.program), part.version.args, options);
    if (!part.version.says.test(said))
      throw new Error(`${part.version.means} is wanted, and the package ${part.unpacks} is: ${said.trim()}`);
    draft.publish(unpackedPlaceOf(part, env));
  } finally {
    draft.remove();
  }
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
