import { basename, resolve } from 'node:path';
import { readTree, type Tree } from '../config/tree.js';
import { exitCode } from './exit.js';
import { declarationsFault } from './folders.js';
import { say } from './output.js';

export interface DeclarationOptions {
  readonly declarations: string;
}

/** The declaration files, or the exit code of a command that cannot go on without them. */
export function readDeclarations({ declarations }: DeclarationOptions): Tree | number {
  const fault = declarationsFault(declarations);
  if (fault === undefined) return readTree(declarations, shownAs(declarations));
  say(`error: ${fault}`);
  return exitCode.couldNotRun;
}

/** The folder's own name, wherever it is and wherever the command is run: headers name files by it, and bytes must not differ. */
export function shownAs(folder: string): string {
  return basename(resolve(folder));
}
