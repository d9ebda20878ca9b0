import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Nobody's settings but these: signatures, templates and hooks of whoever runs the tests are not theirs. */
const ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};

/** A git repository on this machine, read by its `file://` address. */
export class GitRepository {
  readonly url: string;
  readonly folder: string;
  /** The newest commit. */
  head = '';

  constructor(folder: string) {
    this.folder = folder;
    this.url = `file://${folder}`;
    mkdirSync(folder, { recursive: true });
    this.git('init', '--quiet', '--initial-branch=main');
  }

  /** Makes these files, by their paths, all that the branch `main` holds, and a tag too. */
  commit(files: ReadonlyMap<string, string | Buffer>, tag?: string): void {
    this.git('rm', '-r', '--quiet', '--ignore-unmatch', '.');
    for (const [path, content] of files) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message=Change');
    this.head = this.git('rev-parse', 'HEAD').trim();
    if (tag !== undefined && tag !== 'main') this.git('tag', '--force', tag);
  }

  private git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.folder, env: { ...process.env, ...ENVIRONMENT }, encoding: 'utf8' });
  }
}
