import { spawnSync } from 'node:child_process';

/** git could not do what it was asked for; the message is its own. */
export class GitError extends Error {
  override name = 'GitError';
}

/** git was stopped because it said more than was wanted. */
export class OutputTooLong extends GitError {
  override name = 'OutputTooLong';
}

export interface GitCall {
  readonly input?: string;
  /** An index of its own, so that the one of the checkout is never touched. */
  readonly index?: string;
  /** File descriptor that the output goes to. */
  readonly output?: number;
  /** Bytes of output at which git is stopped. */
  readonly limit?: number;
  /** Exit codes that are answers and no failures. */
  readonly answers?: readonly number[];
}

/** Listings, whose trees are bounded by then; less than the longest string of JavaScript. */
const MAX_OUTPUT = 256 * 1024 * 1024;

/** No hook runs, and bytes are what they are in git, on every machine. */
const ALWAYS = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.autocrlf=false'];

/**
 * git in the checkout of the base branch, on objects alone. No call writes to its work tree, runs a hook or asks anybody
 * anything; attributes and configuration are those of the checkout, never those of the request.
 */
export class Git {
  readonly checkout: string;

  constructor(checkout: string) {
    this.checkout = checkout;
  }

  run(args: readonly string[], call: GitCall = {}): { status: number; stdout: string } {
    const { status, signal, stdout, stderr, error } = spawnSync('git', [...ALWAYS, ...args], {
      cwd: this.checkout,
      encoding: 'utf8',
      maxBuffer: call.limit ?? MAX_OUTPUT,
      env: environment(call.index),
      input: call.input ?? '',
      stdio: ['pipe', call.output ?? 'pipe', 'pipe'],
    });
    if (error !== undefined && 'code' in error && error.code === 'ENOBUFS')
      throw new OutputTooLong(`git ${args[0]}: more than ${call.limit ?? MAX_OUTPUT} bytes`);
    if (error !== undefined) throw new GitError(`cannot run git: ${error.message}`);
    if (status === null || !(call.answers ?? [0]).includes(status))
      throw new GitError(`git ${args[0]}: ${stderr.trim() || `ended with ${status ?? signal}`}`);
    return { status, stdout: stdout ?? '' };
  }

  /** The first line of the output. */
  line(args: readonly string[], call: GitCall = {}): string {
    return this.run(args, call).stdout.split('\n', 1)[0] ?? '';
  }
}

/** Our environment without what a hook or a person has set for other calls of git. */
function environment(index: string | undefined): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^GIT_(?!CONFIG)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ATTR_NOSYSTEM: '1',
    // Commits that are made here are compared and thrown away.
    GIT_AUTHOR_NAME: 'Bulkhead',
    GIT_AUTHOR_EMAIL: 'bulkhead@localhost',
    GIT_COMMITTER_NAME: 'Bulkhead',
    GIT_COMMITTER_EMAIL: 'bulkhead@localhost',
    ...(index === undefined ? {} : { GIT_INDEX_FILE: index }),
  };
}
