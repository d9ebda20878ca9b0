import { readFileSync, writeFileSync } from 'node:fs';
import { codeOwners, isTeamName, type Teams } from '../config/code-owners.js';
import { loadDeclarations } from './declarations.js';
import { exitCode } from './exit.js';
import { say } from './output.js';
import type { DeclarationOptions } from './read-declarations.js';
import { sayProblems } from './say-problems.js';

export interface CodeownersOptions extends DeclarationOptions, Teams {
  readonly out: string;
  readonly check?: boolean;
}

/** GitHub ignores a larger file, and with it every rule. */
const MAX_BYTES = 3_000_000;

/** `bulkhead codeowners`: who has to approve what, from who owns what. */
export function codeowners(options: CodeownersOptions): number {
  const { out, check, organization, platform, network } = options;
  const wrong = [organization, platform, network].find((name) => name !== undefined && !isTeamName(name));
  if (wrong !== undefined) {
    say(`error: \`${wrong}\` is not the name of an organization or team; write it without @`);
    return exitCode.couldNotRun;
  }
  const fleet = loadDeclarations(options);
  if (typeof fleet === 'number') return fleet;
  const { text, problems } = codeOwners(fleet, options);
  if (problems.length > 0) {
    sayProblems(problems);
    return exitCode.problems;
  }
  if (Buffer.byteLength(text) > MAX_BYTES) {
    say(`error: ${out} would have more than ${MAX_BYTES} bytes, and GitHub ignores a file of that size`);
    return exitCode.problems;
  }
  if (existing(out) === text) {
    say(`${out} is up to date`);
    return exitCode.done;
  }
  if (check) {
    say(`stale    ${out}\n${out} is not what the declarations say; run: npm run codeowners`);
    return exitCode.problems;
  }
  writeFileSync(out, text);
  say(`written  ${out}`);
  return exitCode.done;
}

function existing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
