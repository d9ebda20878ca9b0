import type { Git } from './git.js';

/** A path that merging the request adds, changes or removes. */
export interface Change {
  readonly path: string;
  /** Whether there was nothing before. */
  readonly added: boolean;
  /** Undefined where it is removed. */
  readonly entry?: Entry;
}

export interface Entry {
  /** As git has it: 100644 and 100755 are files, 120000 a symbolic link, 160000 a submodule. */
  readonly mode: string;
  readonly object: string;
}

const ABSENT = '000000';

export function changesBetween(git: Git, from: string, to: string): Change[] {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', '--ignore-submodules=none'];
  const fields = git.run([...args, from, to]).stdout.split('\0');
  const changes: Change[] = [];
  // Each change is two fields: `:<mode> <mode> <object> <object> <letter>` and the path.
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [before = '', mode = '', , object = ''] = (fields[at] ?? '').slice(1).split(' ');
    const path = fields[at + 1] ?? '';
    const added = before === ABSENT;
    changes.push(mode === ABSENT ? { path, added } : { path, added, entry: { mode, object } });
  }
  return changes;
}

/**
 * What a request is about. `declarations`: nothing but declarations and what is rendered from them. `code`: neither.
 * `both`: only the tool that the request itself brings could say whether one fits the other.
 */
export type Subject = 'declarations' | 'code' | 'both';

export function subjectOf(changes: readonly Change[]): Subject {
  const ours = changes.filter(({ path }) => isDeclared(path) || isRendered(path));
  if (ours.length === changes.length) return 'declarations';
  return ours.length === 0 ? 'code' : 'both';
}

export function isDeclared(path: string): boolean {
  return isIn('environments', path);
}

export function isRendered(path: string): boolean {
  return isIn('dist', path) || path === 'CODEOWNERS';
}

/** The folder itself counts: it may have become a link. */
function isIn(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
