import type { Fault } from './admission.js';
import { type Answer, type Part, quote } from './answer.js';
import { type Change, isDeclared, isRendered } from './change.js';

const UPDATE = 'git fetch upstream && git merge upstream/main && git push';

/** In a clone of a fork `origin` is the fork. */
const UPSTREAM =
  '`upstream` is the repository that this request goes to; a clone learns of it once, by `git remote add upstream <address>`. ' +
  'Where nothing is in conflict, the button "Update branch" does the same.';

function answer(passed: boolean, title: string, ...parts: Part[]): Answer {
  return { passed, title, parts };
}

export function fine(): Answer {
  return answer(true, 'dist and CODEOWNERS are what the declarations render once this request is merged');
}

export function code(): Answer {
  return answer(
    true,
    'This request changes neither declarations nor dist, so nothing was rendered here',
    'It changes the tool, documentation or CI, and is judged by the ordinary CI and by its reviewers.',
  );
}

export function both(changes: readonly Change[]): Answer {
  const others = changes.filter(({ path }) => !isDeclared(path) && !isRendered(path));
  return answer(
    false,
    'This request changes declarations or dist, and other files, so it was not rendered here',
    'Declarations are rendered with the tool of the base branch, never with one that the same request brings. ' +
      'Split it in two: one request with nothing but environments/, dist/ and CODEOWNERS, one with the rest. ' +
      'Where the two cannot do without each other, ask a maintainer to render and merge it.',
    'The other files:',
    quote(others.map(({ path }) => path)),
  );
}

export function unseen(paths: readonly string[]): Answer {
  return answer(
    false,
    'Merging this request would change files that it does not show',
    'The base branch has moved files, or merged of this branch, since the two parted, and the merge reaches:',
    quote(paths),
    'Bring the branch up to date, so that the request shows these files and their owners are asked:',
    quote([UPDATE]),
    UPSTREAM,
  );
}

export function unrelated(): Answer {
  return answer(
    false,
    'This request shares no history with the base branch',
    'Start a branch from the base branch, and bring your change there.',
  );
}

export function inConflict(conflicts: readonly string[]): Answer {
  const rendered = conflicts.every((path) => isRendered(path));
  return answer(
    false,
    'This request conflicts with the base branch',
    'Both have changed:',
    quote(conflicts),
    `${rendered ? 'Only rendered files are in conflict, and those are never merged by hand. ' : ''}` +
      `Merge the base branch into yours${rendered ? '' : ', settle what is in conflict below environments/'}, ` +
      'then take dist and CODEOWNERS as the base branch has them:',
    quote([
      'git fetch upstream && git merge upstream/main',
      'git rm -rqf --ignore-unmatch dist CODEOWNERS && git checkout upstream/main -- dist CODEOWNERS',
      'git commit',
    ]),
    UPSTREAM,
    'With Node, render before you commit: npx bulkhead synth && npm run codeowners. ' +
      'Without, push it as it is: this check then hands you the rendered change.',
  );
}

export function refused(faults: readonly Fault[]): Answer {
  return answer(
    false,
    'This request holds what has no place below environments/ and dist/',
    'Nothing of it was rendered. Remove it, or mend it:',
    quote(faults.map(({ path, reason }) => (path === '' ? reason : `${path}: ${reason}`))),
  );
}

export function faulty(output: string): Answer {
  return answer(
    false,
    'Nothing can be rendered from this request',
    'All that is wrong, with its file, line and column once the request is merged:',
    quote(output.trimEnd().split('\n')),
  );
}

const BY_COMMAND: readonly Part[] = [
  'With Node, render it and commit what changes:',
  quote(['npx bulkhead synth && npm run codeowners', 'git add dist CODEOWNERS && git commit -m "Render" && git push']),
];

export function stale(changes: readonly Change[]): Answer {
  return answer(
    false,
    'dist is not what the declarations of this request render',
    quote(listed(changes)),
    ...BY_COMMAND,
    'Without Node, download what this check rendered (the artifact `rendered`) and apply the patch to your branch:',
    quote(['git am --keep-cr < rendered.patch && git push']),
    'Or through the web: upload what is in the folder upload/ to your branch, and delete what is listed as stale.',
  );
}

export function behind(changes: readonly Change[]): Answer {
  return answer(
    false,
    'dist is not what the declarations of this request render, and its branch is behind the base branch',
    quote(listed(changes)),
    'Others have changed the same files since. First bring the branch up to date:',
    quote([UPDATE]),
    UPSTREAM,
    ...BY_COMMAND,
    'Without Node, push the updated branch: this check then hands you the rendered change.',
  );
}

function listed(changes: readonly Change[]): string[] {
  const word = ({ added, entry }: Change) => (added ? 'missing' : entry === undefined ? 'stale' : 'differs');
  return changes.map((change) => `${word(change).padEnd(8)} ${change.path}`);
}
