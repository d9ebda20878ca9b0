import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { faultsOf, isTooMuch } from './admission.js';
import type { Answer } from './answer.js';
import * as answers from './answers.js';
import { changesBetween, subjectOf } from './change.js';
import { broken, withFindings } from './finding-answers.js';
import { type Git, GitError } from './git.js';
import { copyFiles, mendingOf, writePatch } from './mending.js';
import { commitOf, merge, mergeBases, unseenPaths } from './merge.js';
import { renderAndJudge, takeOut } from './rendering.js';

export interface Request {
  readonly base: string;
  readonly head: string;
  /** Folder for what the author of the request is handed. */
  readonly out: string;
  /** An empty folder for whatever is needed on the way. */
  readonly scratch: string;
}

/**
 * Judges a request: what is rendered is the merge of the request into the base branch, with the tool of the base branch.
 * Of the request no more than data is used, and of that only what stands below `environments` and `dist`.
 */
export function judge(git: Git, request: Request): Answer {
  const base = commitOf(git, request.base);
  const head = commitOf(git, request.head);
  const standing = commitOf(git, 'HEAD');
  if (standing !== base)
    throw new GitError(`the checkout is at ${standing}; check out the base, ${base}, and run its tool`);
  if (isTooMuch(git, head)) return answers.refused([{ path: '', reason: 'more files than any repository needs' }]);
  const bases = mergeBases(git, base, head);
  if (bases.length === 0) return answers.unrelated();
  const landing = merge(git, base, head);
  if ('conflicts' in landing) return answers.inConflict(landing.conflicts);

  const changes = changesBetween(git, base, landing.tree);
  const unseen = unseenPaths(git, bases, head, changes);
  if (unseen.length > 0) return answers.unseen(unseen);
  const subject = subjectOf(changes);
  if (subject === 'code') return answers.code();
  if (subject === 'both') return answers.both(changes);
  const faults = faultsOf(git, changes);
  if (faults.length > 0) return answers.refused(faults);

  const folder = join(request.scratch, 'request');
  const index = join(request.scratch, 'index');
  mkdirSync(folder);
  takeOut(git, landing.tree, folder, index);
  const before = join(request.scratch, 'before');
  mkdirSync(before);
  takeOut(git, base, before, join(request.scratch, 'index-before'), ['environments']);
  const out = resolve(request.out, 'findings');
  const findings = renderAndJudge({ checkout: git.checkout, after: folder, before, scratch: request.scratch, out });
  if (typeof findings === 'string') return answers.faulty(findings);
  if (findings.errors > 0) return broken(findings);
  return withFindings(rendered(git, request, { base, head, merged: landing.tree, folder, index }), findings);
}

/** Whether what is merged is what its declarations render; if not, hands out what would make it so. */
function rendered(git: Git, { out }: Request, at: Parameters<typeof mendingOf>[1]): Answer {
  const mending = mendingOf(git, at);
  if (mending.changes.length === 0) return answers.fine();
  if (mending.tree === undefined) return answers.behind(mending.changes);
  writePatch(git, at.head, mending.tree, join(out, 'rendered.patch'));
  copyFiles(mending.changes, at.folder, join(out, 'upload'));
  return answers.stale(mending.changes);
}
