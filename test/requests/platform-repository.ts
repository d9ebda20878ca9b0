import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOwners } from '../../lib/config/code-owners.js';
import { render as renderFleet } from '../../lib/pipeline.js';
import { REPOSITORY, write } from '../cli/command.js';
import { fleetOf, SHOP } from '../shop.js';

/** A second tenant, to be wronged by the first. */
const BANK = {
  'environments/base/platform/bank.yaml': `\
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata:
  name: bank
spec:
  owners:
    admin: [bank-admins]
  contact: bank@example.com
  costCentre: cc-1
  namespaces:
    bank: {}
  runtimes:
    allowed: [kata-clh]
    default: kata-clh
  quota:
    cpu: 4
    memory: 8Gi
`,
  'environments/prod/tenants/bank/ledger.yaml': `\
apiVersion: bulkhead.dev/v1alpha1
kind: Workload
metadata:
  name: ledger
spec:
  namespace: bank
  image: registry.example.com/bank/ledger:1
  service: {}
`,
};

export const DECLARED: Readonly<Record<string, string>> = { ...SHOP, ...BANK };

/** What the tool is made of, as far as a request may want to change it. */
const OURS = [
  '.ci',
  '.github',
  '.gitignore',
  '.npmrc',
  'README.md',
  'cdk8s.yaml',
  'main.ts',
  'package.json',
  'lib/pipeline.ts',
];

const SOMEONE = {
  GIT_AUTHOR_NAME: 'someone',
  GIT_AUTHOR_EMAIL: 'someone@example.com',
  GIT_COMMITTER_NAME: 'someone',
  GIT_COMMITTER_EMAIL: 'someone@example.com',
};

/** What a request does to a path: new text, another kind of entry, or nothing left of it (null). */
export type Edit = string | null | { readonly link: string } | { readonly submodule: string };

export interface Verdict {
  readonly code: number | null;
  readonly log: string;
  readonly summary: string;
  /** What the author is handed, as paths relative to `out`. */
  readonly handed: string[];
  /** What programs are handed, relative to `out/findings`. */
  readonly reports: string[];
  readonly out: string;
}

/** The platform's repository with its main branch checked out, and requests as commits beside it. */
export class PlatformRepository {
  readonly room = mkdtempSync(join(tmpdir(), 'bulkhead-requests-'));
  readonly checkout = join(this.room, 'checkout');
  /** Where nothing may ever be: payloads aim at it. */
  readonly outside = join(this.room, 'outside');
  private readonly temporary = join(this.room, 'tmp');
  private readonly cache = join(this.room, 'cache');
  private runs = 0;

  constructor() {
    for (const folder of [this.outside, this.temporary]) mkdirSync(folder);
    for (const path of OURS) cpSync(join(REPOSITORY, path), join(this.checkout, path), { recursive: true });
    for (const [path, text] of Object.entries(DECLARED)) write(this.checkout, path, text);
    symlinkSync(join(REPOSITORY, 'build'), join(this.checkout, 'build'));
    for (const [path, text] of Object.entries(render(DECLARED))) write(this.checkout, path, text);
    this.git('init', '--quiet', '--initial-branch=main');
    // The link `build` is no folder, which is all that .gitignore knows.
    write(this.checkout, '.git/info/exclude', 'build\n');
    this.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'main');
  }

  remove(): void {
    rmSync(this.room, { recursive: true, force: true });
  }

  get main(): string {
    return this.git('rev-parse', 'main').trim();
  }

  /** A commit on `parent` with these edits; nothing of it touches the checkout, as nothing of a fetched commit does. */
  propose(edits: Readonly<Record<string, Edit>>, parent = this.main): string {
    const index = join(this.room, 'index');
    const git = (args: string[], input?: string) => this.plumbing(args, input, { GIT_INDEX_FILE: index }).trim();
    git(['read-tree', parent]);
    const zero = '0'.repeat(40);
    const gone = this.below(parent, Object.keys(edits)).map((path) => `0 ${zero}\t${path}\0`);
    const texts = Object.values(edits).flatMap((edit) => textOf(edit) ?? []);
    const objects = this.objectsOf(texts);
    const added = Object.entries(edits).flatMap(([path, edit]) => {
      if (edit === null) return [];
      if (typeof edit === 'object' && 'submodule' in edit) return [`160000 ${edit.submodule}\t${path}\0`];
      return [`${typeof edit === 'string' ? '100644' : '120000'} ${objects.shift()}\t${path}\0`];
    });
    git(['update-index', '-z', '--index-info'], [...gone, ...added].join(''));
    return git(['commit-tree', git(['write-tree']), '-p', parent], 'request');
  }

  /** Of each text. By one call of git for all of them: a commit may have hundreds. */
  private objectsOf(texts: readonly string[]): string[] {
    const files = texts.map((text, index) => {
      write(this.room, `texts/${index}`, text);
      return join(this.room, 'texts', String(index));
    });
    if (files.length === 0) return [];
    const objects = this.plumbing(['hash-object', '-w', '--no-filters', '--stdin-paths'], `${files.join('\n')}\n`);
    return objects.trim().split('\n');
  }

  /** Moves main on by a commit of others. */
  advance(edits: Readonly<Record<string, Edit>>): void {
    this.git('merge', '--quiet', '--ff-only', this.propose(edits));
  }

  /** Back to where main was. */
  rewind(commit: string): void {
    this.git('reset', '--quiet', '--hard', commit);
  }

  /** What the declarations of a commit render, as edits of it. */
  rendered(commit: string): Record<string, Edit> {
    const declared = this.texts(commit, this.below(commit, ['environments']));
    const stale = this.below(commit, ['dist']).map((path): [string, Edit] => [path, null]);
    return { ...Object.fromEntries(stale), ...render(Object.fromEntries(declared)) };
  }

  /** Runs CI's script on a request, as CI would. */
  judge(request: string): Verdict {
    return this.run(this.main, request);
  }

  /** `named` is how the folder for what comes of it is told to the script. */
  run(base: string, request: string, named = (out: string) => out): Verdict {
    const out = join(this.room, `out-${++this.runs}`);
    const { status, stdout, stderr } = spawnSync('.ci/render-request', [base, request, named(out)], {
      cwd: this.checkout,
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: this.temporary, XDG_CACHE_HOME: this.cache, GITHUB_ACTIONS: 'true' },
    });
    const below = (folder: string) =>
      existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : [];
    const handed = below(out).filter((path) => !/^findings(\/|$)/.test(path));
    const reports = below(join(out, 'findings'));
    const summary = existsSync(join(out, 'summary.md')) ? readFileSync(join(out, 'summary.md'), 'utf8') : '';
    return { code: status, log: `${stdout}${stderr}`, summary, handed, reports, out };
  }

  /** The author applies what CI has handed out. */
  applied(request: string, out: string): string {
    return this.authored(request, [`git am --quiet --keep-cr < '${join(out, 'rendered.patch')}'`]);
  }

  /** What comes of these commands in a clone of the author's own. */
  authored(request: string, commands: readonly string[]): string {
    const clone = mkdtempSync(join(this.room, 'author-'));
    // Over the wire, so that it holds nothing of what CI has rendered.
    this.plumbing(['clone', '--quiet', '--no-local', this.checkout, '.'], undefined, {}, clone);
    this.plumbing(['fetch', '--quiet', 'origin', request], undefined, {}, clone);
    this.plumbing(['checkout', '--quiet', '--detach', request], undefined, {}, clone);
    const script = `${commands.join('\n')}\ngit diff --exit-code HEAD`;
    const env = { ...process.env, ...SOMEONE, GIT_EDITOR: 'true' };
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: clone, encoding: 'utf8', env });
    if (status !== 0) throw new Error(`${stdout}${stderr}`);
    this.git('fetch', '--quiet', clone, 'HEAD');
    return this.git('rev-parse', 'FETCH_HEAD').trim();
  }

  /** Paths that merging the request would change. */
  changed(request: string): string[] {
    const paths = this.git(
      'diff-tree',
      '-r',
      '-z',
      '--name-only',
      '--no-renames',
      `${this.git('merge-base', 'main', request).trim()}`,
      request,
    );
    return paths.split('\0').filter((path) => path !== '');
  }

  /** All that judging may not change: the checkout, its branches, the folder outside, what is left in /tmp and in caches. */
  state(): unknown {
    return {
      status: this.git('status', '--porcelain=v2', '--branch', '--ignored'),
      refs: this.git('for-each-ref'),
      config: readFileSync(join(this.checkout, '.git/config'), 'utf8'),
      outside: readdirSync(this.outside),
      cache: existsSync(this.cache),
      temporary: readdirSync(this.temporary).filter((name) => !name.startsWith('node-compile-cache')),
    };
  }

  read(commit: string, path: string): string {
    return this.git('show', `${commit}:${path}`);
  }

  /** As `read`, by one call of git for all of them. */
  private texts(commit: string, paths: readonly string[]): [path: string, text: string][] {
    const names = paths.map((path) => `${commit}:${path}\n`).join('');
    // `<object> blob <bytes>`, and that many bytes.
    let rest = Buffer.from(this.plumbing(['cat-file', '--batch'], names));
    return paths.map((path) => {
      const start = rest.indexOf('\n') + 1;
      const end = start + Number(rest.subarray(0, start).toString().trim().split(' ')[2]);
      const text = rest.subarray(start, end).toString();
      rest = rest.subarray(end + 1);
      return [path, text];
    });
  }

  /** A tree of any entries, as `git ls-tree -z` lists them: git itself would not make each of them. */
  mktree(entries: string, ...options: string[]): string {
    return this.plumbing(['mktree', '-z', ...options], entries).trim();
  }

  git(...args: string[]): string {
    return this.plumbing(args);
  }

  private below(commit: string, paths: readonly string[]): string[] {
    const all = this.git('ls-tree', '-r', '-z', '--name-only', commit).split('\0');
    return all.filter((path) => paths.some((edited) => path === edited || path.startsWith(`${edited}/`)));
  }

  private plumbing(args: readonly string[], input?: string, env: NodeJS.ProcessEnv = {}, cwd = this.checkout): string {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      ...(input === undefined ? {} : { input }),
      env: {
        ...process.env,
        ...SOMEONE,
        ...env,
      },
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout;
  }
}

/** What the blob of an edit holds; undefined where it has none. */
function textOf(edit: Edit): string | undefined {
  if (edit === null || typeof edit === 'string') return edit ?? undefined;
  return 'link' in edit ? edit.link : undefined;
}

/** dist and CODEOWNERS of some declarations; the teams are those of the script `codeowners`. */
function render(declared: Readonly<Record<string, string>>): Record<string, string> {
  const fleet = fleetOf(declared);
  const files = renderFleet(fleet).files.map(({ path, content }): [string, string] => [
    `dist/${path}`,
    String(content),
  ]);
  const { text } = codeOwners(fleet, { organization: 'example', platform: 'platform', network: 'network' });
  return { ...Object.fromEntries(files), CODEOWNERS: text };
}
