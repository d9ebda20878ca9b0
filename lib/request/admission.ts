import { nameFault } from '../config/file-name.js';
import { MAX_FILE_BYTES } from '../config/tree.js';
import { type Change, isDeclared } from './change.js';
import { type Git, OutputTooLong } from './git.js';

const MIB = 1024 * 1024;

/** Argo CD takes no more than 10 MiB of manifests from a folder. */
const MAX_RENDERED_BYTES = 10 * MIB;
const MAX_TOTAL_BYTES = 256 * MIB;
const MAX_CHANGES = 50_000;

/** More than half a million files. */
const MAX_LISTING = 64 * MIB;

/** With the folder that it is rendered in, within the 4096 bytes that Linux opens. */
const MAX_PATH = 1000;

/**
 * The files that a request may bring. What a tenant alone approves must not be a test, a script or a configuration that
 * something finds on the base branch and runs.
 */
const TAKEN = [/^environments\/.+\.(?:ya?ml|md)$/, /^dist\/[^/]+\/.+\.yaml$/, /^CODEOWNERS$/];

/** What is wrong with a path that a request brings. */
export interface Fault {
  readonly path: string;
  readonly reason: string;
}

/**
 * Asked before anything else. A few small trees that hold each other ten times make a commit of billions of files, on
 * which a merge or a comparison would use up all memory; a listing needs none, and is stopped.
 */
export function isTooMuch(git: Git, head: string): boolean {
  try {
    git.run(['ls-tree', '-r', '-z', '--full-tree', head], { limit: MAX_LISTING });
    return false;
  } catch (error) {
    if (error instanceof OutputTooLong) return true;
    throw error;
  }
}

/**
 * Why something that the request brings is not put on a disk, not even a temporary one. Names with a leading dot are
 * among it: .gitattributes and .gitmodules would tell git what to do with the files beside them.
 */
export function faultsOf(git: Git, changes: readonly Change[]): Fault[] {
  if (changes.length > MAX_CHANGES)
    return [{ path: '', reason: `${changes.length} files are changed, ${MAX_CHANGES} are allowed in one request` }];
  const brought = changes.flatMap(({ path, entry }) => (entry === undefined ? [] : [{ path, ...entry }]));
  const faults: Fault[] = [];
  for (const { path, mode } of brought) {
    const reason = kindFault(mode) ?? pathFault(path);
    if (reason !== undefined) faults.push({ path: path.length > MAX_PATH ? `${path.slice(0, 100)}…` : path, reason });
  }
  return faults.length > 0 ? faults : sizeFaults(git, brought);
}

function kindFault(mode: string): string | undefined {
  if (mode === '100644' || mode === '100755') return undefined;
  if (mode === '120000') return 'a symbolic link; put the file itself here';
  return mode === '160000'
    ? 'a submodule; put the files themselves here'
    : `neither a file nor a folder (mode ${mode})`;
}

function pathFault(path: string): string | undefined {
  if (path.length > MAX_PATH) return `the path is longer than ${MAX_PATH} characters`;
  for (const part of path.split('/')) {
    const fault = nameFault(part, true);
    if (fault !== undefined) return `${fault}; use letters, digits, dashes and dots, and no leading dot or dash`;
  }
  if (TAKEN.some((pattern) => pattern.test(path))) return undefined;
  return 'not a declaration (.yaml), a note (.md) or a rendered file (.yaml in the folder of an environment)';
}

/** Asked of the objects, so that a large file is refused before anything is read of it. */
function sizeFaults(git: Git, brought: readonly { path: string; object: string }[]): Fault[] {
  if (brought.length === 0) return [];
  const input = `${brought.map(({ object }) => object).join('\n')}\n`;
  const sizes = git.run(['cat-file', '--batch-check=%(objectsize)'], { input }).stdout.split('\n').map(Number);
  const faults: Fault[] = [];
  let total = 0;
  brought.forEach(({ path }, index) => {
    const size = sizes[index] ?? Number.NaN;
    const allowed = isDeclared(path) ? MAX_FILE_BYTES : MAX_RENDERED_BYTES;
    total += size;
    if (Number.isNaN(size)) faults.push({ path, reason: 'its content was not fetched' });
    else if (size > allowed) faults.push({ path, reason: `${size} bytes large, ${allowed} are allowed` });
  });
  if (faults.length === 0 && total > MAX_TOTAL_BYTES)
    faults.push({ path: '', reason: `${total} bytes are changed, ${MAX_TOTAL_BYTES} are allowed in one request` });
  return faults;
}
