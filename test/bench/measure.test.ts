import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { CLOCKS, type Clock, measure } from '../../scripts/bench/measure.js';
import { workspace } from '../cli/command.js';

const node = (code: string) => ({ argv: [process.execPath, '-e', code] });
const missing = ({ argv: [program = ''] }: Clock) => spawnSync(program, ['--version']).status !== 0;

for (const clock of CLOCKS) {
  describe.skipIf(missing(clock))(
    `measured with ${clock.name}${missing(clock) ? ', which is not installed' : ''}`,
    () => {
      it('a process has the CPU time that it has used, and its children too', async () => {
        const burn = 'while (process.cpuUsage().user + process.cpuUsage().system < 300_000);';
        const child = `require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(burn)}]);`;
        const measured = await measure(clock, node(`${child} ${burn} console.log('said')`), workspace({}), 60);
        if (measured === 'cut off') throw new Error('cut off');
        expect(measured.cpu).toBeGreaterThan(0.6);
        // Two processes one after the other: neither can have used more than the time that has passed, on any machine.
        expect(measured.wall).toBeGreaterThan(0.3);
        expect(measured.output()).toBe('said\n');
      });

      it('one that fails is an error with what it said, unless its exit code is expected', async () => {
        const failing = node('console.error("the reason"); process.exit(3)');
        await expect(measure(clock, failing, workspace({}), 60)).rejects.toThrow(/ended with 3:\nthe reason/);
        await expect(measure(clock, { ...failing, mayExit: 3 }, workspace({}), 60)).resolves.toMatchObject({});
      });

      it('it sees the environment, but for certificates that it would only read in vain', async () => {
        vi.stubEnv('NODE_EXTRA_CA_CERTS', '/a/file').stubEnv('BULKHEAD_TEST', 'seen');
        const command = node('console.log(process.env.NODE_EXTRA_CA_CERTS, process.env.BULKHEAD_TEST)');
        const measured = await measure(clock, command, workspace({}), 60).finally(() => vi.unstubAllEnvs());
        if (measured === 'cut off') throw new Error('cut off');
        expect(measured.output()).toBe('undefined seen\n');
      });

      it('one that takes too long is ended, with what it has started', async () => {
        const folder = workspace({});
        const command = { argv: ['sh', '-c', 'sleep 300 & echo $! > pid; wait'], cwd: folder };
        // Long enough for a busy machine to have started it.
        expect(await measure(clock, command, folder, 3)).toBe('cut off');
        const pid = readFileSync(join(folder, 'pid'), 'utf8').trim();
        // The signal is sent to all of them at once; each dies when the machine finds time for it.
        await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 10_000 });
      });
    },
  );
}

const withMemory = CLOCKS.filter(({ memory }) => memory);
describe.skipIf(withMemory.every(missing))('the peak of memory (needs python3)', () => {
  it('is that of the process itself, not of the one who started it', async () => {
    const clock = withMemory[0] as Clock;
    const small = await measure(clock, { argv: ['true'] }, workspace({}), 60);
    const large = await measure(clock, node('Buffer.alloc(200 * 2 ** 20, 1)'), workspace({}), 60);
    if (small === 'cut off' || large === 'cut off') throw new Error('cut off');
    expect(small.peak).toBeLessThan(30);
    expect(large.peak).toBeGreaterThan(200);
    expect(large.peak).toBeLessThan(400);
  });
});

/** A zombie that nobody has collected yet does not run any more. */
function isRunning(pid: string): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !/\) [ZX] /.test(readFileSync(stat, 'utf8'));
}
