import { beforeEach, type TestContext } from 'vitest';
import { find, machine } from '../../scripts/cluster/find.js';
import { leftOut } from './tally.js';

const here = machine();

/** Where a part of a real control plane is. Throws where it is not there: `needs` first. */
export function partAt(name: string): string {
  const found = find(name, here);
  if ('missing' in found) throw new Error(`${name}: ${found.missing}`);
  return found.path;
}

/** Whether all of these are there. Where not, every test of this file or block is skipped, with the reasons. */
export function needs(...names: string[]): boolean {
  const missing = names.flatMap((name) => {
    const found = find(name, here);
    return 'missing' in found ? [{ part: name, reason: found.missing }] : [];
  });
  if (missing.length > 0) {
    leftOut(missing);
    const reasons = missing.map(({ part, reason }) => `${part}: ${reason}`).join('; ');
    beforeEach((context: TestContext) => context.skip(reasons));
  }
  return missing.length === 0;
}
