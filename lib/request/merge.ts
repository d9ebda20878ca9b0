import { type Change, changesBetween } from './change.js';
import { type Git, GitError } from './git.js';

export type Merge =
  /** What the base branch will hold once the request is merged. */
  { readonly tree: string } | { readonly conflicts: readonly string[] };

/** The commit that `name` stands for; never an option of git, whatever the name. */
export function commitOf(git: Git, name: string): string {
  try {
    return git.line(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  } catch (error) {
    if (error instanceof GitError) throw new GitError(`there is no commit ${JSON.stringify(name)}; fetch it first`);
    throw error;
  }
}

/** Where the two parted: one commit, none, or several where each has merged of the other. */
export function mergeBases(git: Git, base: string, head: string): string[] {
  const { stdout } = git.run(['merge-base', '--all', base, head], { answers: [0, 1] });
  return stdout.split('\n').filter((line) => line !== '');
}

/**
 * Paths that merging changes and the request's own diff does not show. That diff begins at a merge base, which of them
 * the forge decides, and by it the forge asks for approvals. A merge reaches further: it follows files that the base
 * branch has moved, and takes back what one of several merge bases lacks.
 */
export function unseenPaths(git: Git, bases: readonly string[], head: string, changes: readonly Change[]): string[] {
  const shown = bases.map((from) => new Set(changesBetween(git, from, head).map(({ path }) => path)));
  return changes.map(({ path }) => path).filter((path) => !shown.every((paths) => paths.has(path)));
}

/** Merges as the forge will, in objects alone. What is judged is what lands, not what somebody's old branch would render. */
export function merge(git: Git, base: string, head: string): Merge {
  const { status, stdout } = git.run(['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', base, head], {
    answers: [0, 1],
  });
  const [tree = '', ...conflicts] = stdout.split('\0').filter((part) => part !== '');
  return status === 0 ? { tree } : { conflicts: [...new Set(conflicts)] };
}
