import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bench } from './fake-go.js';

describe('npm run cluster:build, with a fake go that waits', () => {
  it('lets two runs make the same part at once', async () => {
    const { start, run, waiting, goOn, folders } = bench();
    const runs = [start(['etcd'], { WAITS: '1' }), start(['etcd'], { WAITS: '1' })];
    await waiting(2);
    expect(folders('drafts')).toHaveLength(2);
    goOn();
    for (const { ended } of runs)
      expect(await ended).toMatchObject({ code: 0, stdout: expect.stringContaining('built in'), stderr: '' });
    expect(folders('parts')).toHaveLength(1);
    expect(folders('drafts')).toEqual([]);
    expect(await run(['etcd'])).toMatchObject({ code: 0, stdout: expect.stringContaining('there already') });
  });

  it('leaves nothing half made when it is killed, and clears up after that', async () => {
    const { start, run, waiting, folders, cache } = bench();
    const killed = start(['etcd'], { WAITS: '1' });
    await waiting(1);
    killed.process.kill('SIGKILL');
    killed.process.stdout?.destroy();
    killed.process.stderr?.destroy();
    await killed.ended;
    const [draft = ''] = folders('drafts');
    writeFileSync(join(cache, draft, 'out/etcd'), 'half');
    expect(folders('parts')).toEqual([]);

    expect(await run(['etcd'])).toMatchObject({ code: 0, stdout: expect.stringContaining('built in'), stderr: '' });
    expect(folders('drafts')).toEqual([]);
    expect(folders('parts')).toHaveLength(1);
  });

  it('leaves the draft of a run that is still at work alone', async () => {
    const { start, run, waiting, goOn, folders } = bench();
    const slow = start(['etcd'], { WAITS: '1' });
    await waiting(1);
    expect(await run(['kwok'])).toMatchObject({ code: 0 });
    expect(folders('drafts')).toHaveLength(1);
    goOn();
    expect(await slow.ended).toMatchObject({ code: 0, stdout: expect.stringContaining('built in') });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('clears up itself on %s, and starts no further part', async (signal) => {
    const { start, waiting, noneLeft, log, folders } = bench();
    const stopped = start(['etcd', 'kwok'], { WAITS: '1' });
    await waiting(1);
    stopped.process.kill(signal);
    const { code, stderr } = await stopped.ended;
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
    expect(folders('drafts')).toEqual([]);
    expect(folders('parts')).toEqual([]);
    expect(log().filter((line) => line.startsWith('build '))).toHaveLength(1);
    await noneLeft();
  });
});
