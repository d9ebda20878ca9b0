import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asMarkdown, asText, quote } from '../request/answer.js';
import { Git, GitError } from '../request/git.js';
import { judge } from '../request/judge.js';
import { exitCode } from './exit.js';
import { say } from './output.js';

/** `bulkhead request`: says of a pull request whether its dist is what its declarations render, and which rules it breaks. */
export function request(base: string, head: string, out: string): number {
  mkdirSync(out, { recursive: true });
  if (readdirSync(out).length > 0) {
    say(`error: ${out} is not empty; name a new folder`);
    return exitCode.couldNotRun;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'bulkhead-request-'));
  try {
    const git = new Git(new Git(process.cwd()).line(['rev-parse', '--show-toplevel']));
    const answer = judge(git, { base, head, out, scratch });
    writeFileSync(join(out, 'summary.md'), asMarkdown(answer));
    process.stderr.write(asText(answer));
    return answer.passed ? exitCode.done : exitCode.problems;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    // git may quote names of the request.
    const parts = [quote(error.message.split('\n'))];
    process.stderr.write(asText({ passed: false, title: 'error: the request could not be judged', parts }));
    return exitCode.couldNotRun;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
