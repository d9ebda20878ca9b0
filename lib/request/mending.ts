import { closeSync, cpSync, existsSync, mkdirSync, openSync, readdirSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Change, changesBetween } from './change.js';
import type { Git } from './git.js';
import { merge } from './merge.js';

export interface Mending {
  /** Paths of the request that are not what its declarations render, and what they have to be. */
  readonly changes: readonly Change[];
  /** The request's tree with these paths put right; undefined where that alone would not merge into what is right. */
  readonly tree?: string;
}

/** What turns the merged request into what its declarations render; `folder` holds that. */
export function mendingOf(
  git: Git,
  at: { base: string; head: string; merged: string; folder: string; index: string },
): Mending {
  const right = treeOf(git, at.merged, renderedChanges(git, at.folder, at.merged, at.index), at.index);
  const changes = changesBetween(git, at.merged, right);
  const tree = treeOf(git, at.head, changes, at.index);
  // A branch behind its base may hold other lines around the change, or lack the file: merged again, it shows.
  const commit = git.line(['commit-tree', tree, '-p', at.head, '-m', 'Render']);
  const landing = merge(git, at.base, commit);
  return 'tree' in landing && landing.tree === right ? { changes, tree } : { changes };
}

/** `tree` with the given paths changed. */
function treeOf(git: Git, tree: string, changes: readonly Pick<Change, 'path' | 'entry'>[], index: string): string {
  git.run(['read-tree', tree], { index });
  const nothing = '0'.repeat(tree.length);
  const input = changes.map(({ path, entry }) => `${entry?.mode ?? 0} ${entry?.object ?? nothing}\t${path}\0`);
  git.run(['update-index', '-z', '--index-info'], { index, input: input.join('') });
  return git.line(['write-tree'], { index });
}

/** Every rendered path of the folder, and of the tree where the folder lacks it. */
function renderedChanges(git: Git, folder: string, merged: string, index: string): Pick<Change, 'path' | 'entry'>[] {
  const paths = filesBelow(folder, 'dist');
  if (existsSync(join(folder, 'CODEOWNERS'))) paths.push('CODEOWNERS');
  const input = `${paths.map((path) => join(folder, path)).join('\n')}\n`;
  const objects = git.run(['hash-object', '-w', '--no-filters', '--stdin-paths'], { input }).stdout.split('\n');
  git.run(['read-tree', merged], { index });
  const known = modesIn(git.run(['ls-files', '-z', '--stage', '--', 'dist', 'CODEOWNERS'], { index }).stdout);
  const kept = new Set(paths);
  return [
    ...[...known.keys()].filter((path) => !kept.has(path)).map((path) => ({ path })),
    ...paths.map((path, at) => ({ path, entry: { mode: known.get(path) ?? '100644', object: objects[at] ?? '' } })),
  ];
}

/** `<mode> <object> <stage>\t<path>`, one for each file. */
function modesIn(listing: string): Map<string, string> {
  return new Map(
    listing.split('\0').flatMap((line): [string, string][] => {
      const tab = line.indexOf('\t');
      return tab < 0 ? [] : [[line.slice(tab + 1), line.slice(0, 6)]];
    }),
  );
}

function filesBelow(folder: string, name: string): string[] {
  return readdirSync(join(folder, name), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(folder, `${name}/${entry.name}`) : [`${name}/${entry.name}`],
  );
}

const MAIL = `\
From ${'0'.repeat(40)} Mon Sep 17 00:00:00 2001
From: Bulkhead <bulkhead@localhost>
Subject: [PATCH] Render

---
`;

/** A patch on the request's head, for `git am` and `git apply` alike. */
export function writePatch(git: Git, head: string, tree: string, file: string): void {
  const output = openSync(file, 'wx');
  try {
    writeSync(output, MAIL);
    const format = [
      '--patch',
      '--binary',
      '--full-index',
      '--no-renames',
      '--no-ext-diff',
      '--no-textconv',
      '--no-color',
    ];
    git.run(['diff-tree', '-r', ...format, '--src-prefix=a/', '--dst-prefix=b/', head, tree], { output });
    writeSync(output, '-- \nBulkhead\n');
  } finally {
    closeSync(output);
  }
}

/** The files to put into the branch by hand; what has to be deleted is in the list of changes. */
export function copyFiles(changes: readonly Change[], folder: string, upload: string): void {
  for (const { path, entry } of changes) {
    if (entry === undefined) continue;
    mkdirSync(dirname(join(upload, path)), { recursive: true });
    cpSync(join(folder, path), join(upload, path));
  }
}
