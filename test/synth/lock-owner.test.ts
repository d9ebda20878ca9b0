import * as fs from 'node:fs';
import { expect, it, vi } from 'vitest';
import { isAlive, thisOwner } from '../../lib/synth/lock-owner.js';

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  return { ...real, readFileSync: vi.fn(real.readFileSync) };
});

/** As under `hidepid`, where one user's processes are not seen by another. */
function hideProcess(pid: number): void {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  vi.mocked(fs.readFileSync).mockImplementation(((path: string, ...rest: []) => {
    if (path.startsWith(`/proc/${pid}/`)) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
    return readFileSync(path, ...rest);
  }) as typeof fs.readFileSync);
}

it('a process that the system hides is not taken for dead, as long as it exists', () => {
  const owner = { ...thisOwner(), pid: process.ppid, started: '4711' };
  expect(isAlive(owner)).toBe(false);
  hideProcess(process.ppid);
  expect(isAlive(owner)).toBe(true);
  expect(isAlive({ ...owner, pid: 2 ** 22 - 1 })).toBe(false);
});
