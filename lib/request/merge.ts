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

export function sharesHistory(git: Git, base: string, head: string): boolean {
  return git.run(['merge-base', base, head], { answers: [0, 1] }).status === 0;
}

/** Merges as the forge will, in objects alone. What is judged is what lands, not what somebody's old branch would render. */
export function merge(git: Git, base: string, head: string): Merge {
  const { status, stdout } = git.run(['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', base, head], {
    answers: [0, 1],
  });
  const [tree = '', ...conflicts] = stdout.split('\0').filter((part) => part !== '');
  return status === 0 ? { tree } : { conflicts: [...new Set(conflicts)] };
}
