import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countJudged } from '../../cluster/tally.js';
import { type Declared, FIRST, SECOND } from './declared.js';
import { ofEachContainerd } from './generations.js';
import { machineOf } from './machine.js';

/** How many places of each run are tried, spread evenly over all of them; all with a large number. */
const KILLS = Number(process.env.BULKHEAD_NODE_KILLS ?? 3);

ofEachContainerd((generation) => {
  const machine = machineOf(generation);

  /** Killed before the n-th command that may change something, with all that it has started; answers how many it got to. */
  async function kill(mode: string, at: number): Promise<number> {
    const COUNT = join(machine.folder, 'count');
    const argv = ['setsid', '--wait', 'bash', join(import.meta.dirname, 'kill.bash'), mode];
    const { code, log } = await machine.begin(argv, { KILL_AT: String(at), COUNT }).outcome;
    if (at === 0) expect(code, log).toBe(0);
    else expect(log).not.toContain('failed:');
    return Number(readFileSync(COUNT, 'utf8'));
  }

  /** After a kill: the files can be read, the daemon runs, and it has all that others have put there. */
  async function expectSane(): Promise<void> {
    expect(machine.handlersInFiles()).toEqual(expect.arrayContaining(['crun', 'runc']));
    await machine.untilStarted();
    expect(await machine.handlersInDaemon()).toEqual(expect.arrayContaining(['crun', 'runc']));
  }

  async function expectPrepared(declared: Declared): Promise<void> {
    const { code, log } = await machine.run('once');
    expect(code, log).toBe(0);
    expect(await machine.handlersInDaemon()).toEqual(['crun', 'runc', ...declared.handlers].sort());
    expect(machine.handlersInFiles()).toEqual(await machine.handlersInDaemon());
    expect(machine.leftovers()).toEqual([]);
    expect((await machine.run('check')).log).toBe('');
  }

  const places = (count: number) =>
    KILLS >= count
      ? Array.from({ length: count }, (_, place) => place + 1)
      : Array.from({ length: KILLS }, (_, index) => Math.round(((index + 0.5) * count) / KILLS));

  it('is safe to kill anywhere while it installs another version', { timeout: 0 }, async () => {
    machine.declare(FIRST);
    await expectPrepared(FIRST);
    machine.declare(SECOND);
    const all = places(await kill('once', 0));
    for (const [turn, at] of all.entries()) {
      const declared = turn % 2 === 0 ? FIRST : SECOND;
      machine.declare(declared);
      await kill('once', at);
      await expectSane();
      await expectPrepared(declared);
    }
    countJudged('kills of node preparation', all.length);
  });

  it('is safe to kill anywhere while it installs the first time, or uninstalls', { timeout: 0 }, async () => {
    machine.declare(FIRST);
    const uninstalls = places(await kill('uninstall', 0));
    const installs = places(await kill('once', 0));
    for (const [turn, at] of uninstalls.entries()) {
      await kill('uninstall', at);
      await expectSane();
      expect(await machine.run('uninstall')).toMatchObject({ code: 0 });
      expect(await machine.handlersInDaemon()).toEqual(['crun', 'runc']);
      expect(machine.handlersInFiles()).toEqual(['crun', 'runc']);
      await kill('once', installs[turn] ?? 1);
      await expectSane();
      await expectPrepared(FIRST);
    }
    countJudged('kills of node preparation', 2 * uninstalls.length);
  });
});
