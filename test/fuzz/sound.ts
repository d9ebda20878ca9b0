import { loadAll } from 'js-yaml';
import { expect } from 'vitest';
import type { Fleet } from '../../lib/config/declaration.js';
import { formatProblems, type Problem } from '../../lib/config/problem.js';
import type { SourceFile } from '../../lib/config/source.js';
import { render } from '../../lib/pipeline.js';
import { traceFile } from '../../lib/where.js';
import { expectAnswer, expectReadable } from './answer.js';
import { expectValidNames } from './valid-names.js';

/** An answer, or sound manifests. `one` chooses what is looked at closely. */
export function expectAnswerOrSound(
  files: readonly SourceFile[],
  one: number,
  unreadable: readonly Problem[] = [],
): void {
  const { fleet, problems } = expectAnswer(files, unreadable);
  if (problems.length === 0 && fleet.clusters.length > 0) expectSound(fleet, one);
}

/**
 * What is rendered are files with portable names, of objects that every reader finds, under names that the API server
 * takes; rendered again to be traced they are the same, which is tried for one of them.
 */
function expectSound(fleet: Fleet, one: number): void {
  const { files, problems } = render(fleet);
  expectReadable(formatProblems(problems, { colour: false }), '');
  expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
  for (const { path, content } of files) {
    expect(path).toMatch(/^[a-z0-9][a-z0-9.-]*(?:\/[a-z0-9][a-z0-9.-]*)+\.yaml$/);
    for (const object of loadAll(content.toString())) expectValidNames(object);
  }
  const file = files[one % files.length];
  if (file === undefined) throw new Error('nothing is rendered');
  expect(traceFile(fleet, file.path)?.text).toBe(file.content.toString());
}
