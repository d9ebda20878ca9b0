import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Declared, FIRST, SECOND } from './declared.js';
import { ofEachContainerd } from './generations.js';
import { MAIN_FILE, machineOf } from './machine.js';

const OTHERS = ['crun', 'runc'];
const PREPARED = [...OTHERS, ...FIRST.handlers].sort();
/** With it the daemon comes up, but without its CRI plugin. */
const WITHOUT_CRI: Declared = { ...SECOND, keys: 'base_runtime_spec = "/etc/no-such-spec.json"' };

ofEachContainerd((generation) => {
  const machine = machineOf(generation);

  const annotation = () => machine.api.annotations['katacontainers.io/node-preparation'];

  async function finish(declared: Declared): Promise<void> {
    machine.declare(declared);
    const { code, log } = await machine.run('once');
    expect(code, log).toBe(0);
    expect(await machine.handlersInDaemon()).toEqual([...OTHERS, ...declared.handlers].sort());
    expect(machine.handlersInFiles()).toEqual(await machine.handlersInDaemon());
  }

  it('puts a node back that was never prepared, which gets no label', async () => {
    machine.api.taints = [{ key: 'katacontainers.io/not-ready', effect: 'NoSchedule' }];
    machine.declare(WITHOUT_CRI);
    const { code, log } = await machine.run('once', { CRI_WAIT: '1' });
    expect(code, log).toBe(1);
    expect(await machine.handlersInDaemon()).toEqual(OTHERS);
    expect(machine.read('/etc/containerd/config.toml')).toBe(MAIN_FILE[generation]);
    expect(machine.read('/etc/containerd/conf.d/bulkhead-kata.toml')).toBeUndefined();
    expect(machine.api.labels).toEqual({});
    expect(machine.api.taints).toHaveLength(1);
    const said = 'containerd did not answer with every handler; it runs with the configuration that was there before';
    expect(annotation()).toBe(`failed: ${said}`);
    expect(log).toContain(`failed: ${said}`);
    await finish(FIRST);
    expect(machine.api.taints).toEqual([]);
  });

  it('goes back to the version before when CRI does not come up, and keeps the label', async () => {
    machine.declare(WITHOUT_CRI);
    const starts = machine.starts();
    expect(await machine.run('once', { CRI_WAIT: '1' })).toMatchObject({ code: 1 });
    expect(await machine.handlersInDaemon()).toEqual(PREPARED);
    expect(machine.handlersInFiles()).toEqual(PREPARED);
    expect(machine.starts()).toBe(starts + 2);
    expect(machine.api.labels).toEqual({ 'katacontainers.io/kata-runtime': 'true' });
    expect(machine.sh('readlink /opt/kata/current').log).toBe('versions/4.1.0-0123456789ab\n');
  });

  it('goes back when the daemon dies at its start: systemd starts it with what was there before', async () => {
    machine.write('/etc/does-not-start', 'kata-fc');
    machine.declare(SECOND);
    const { code, log } = await machine.run('once');
    expect(code, log).toBe(1);
    expect(await machine.handlersInDaemon()).toEqual(PREPARED);
    expect(machine.handlersInFiles()).toEqual(PREPARED);
    expect(annotation()).toMatch(/^failed: containerd did not answer with every handler/);
    machine.sh('rm /etc/does-not-start');
    await finish(SECOND);
    await finish(FIRST);
  });

  it('comes up by itself when the power fails while the daemon does not start', async () => {
    machine.write('/etc/does-not-start', 'kata-fc');
    machine.declare(SECOND);
    const starts = machine.starts();
    const running = machine.begin(['sh', `${machine.environment.SCRIPTS}/main.sh`, 'once']);
    while (machine.starts() === starts) await pause(5);
    await machine.cutPower();
    await running.outcome;
    await machine.boot();
    for (const end = Date.now() + 10_000; (await machine.handlersInDaemon()) === undefined && Date.now() < end; )
      await pause(50);
    expect(await machine.handlersInDaemon()).toEqual(PREPARED);
    expect(machine.handlersInFiles()).toEqual(PREPARED);
    machine.sh('rm /etc/does-not-start');
    await finish(SECOND);
    await finish(FIRST);
  });

  it('finishes what a reboot has cut off after the daemon came up', async () => {
    machine.declare(SECOND);
    const starts = machine.starts();
    const running = machine.begin(['sh', `${machine.environment.SCRIPTS}/main.sh`, 'once']);
    while (machine.starts() === starts) await pause(5);
    await machine.cutPower();
    await running.outcome;
    await machine.boot();
    expect(await machine.handlersInDaemon()).toEqual(expect.arrayContaining([...OTHERS, 'kata-clh']));
    await finish(SECOND);
    await finish(FIRST);
  });

  describe('leaves alone', () => {
    /** Nothing is written and nothing restarted; and once it is mended, the next run does its work. */
    async function refuses(config: string, said: RegExp): Promise<void> {
      machine.write('/etc/containerd/config.toml', config);
      machine.declare(SECOND);
      const starts = machine.starts();
      const { code, log } = await machine.run('once');
      expect(code, log).toBe(1);
      expect(log).toMatch(said);
      expect(annotation()).toMatch(/^failed: /);
      expect(machine.read('/etc/containerd/config.toml')).toBe(config);
      expect(machine.starts()).toBe(starts);
      expect(await machine.handlersInDaemon()).toEqual(PREPARED);
    }
    let before: string;
    beforeAll(() => {
      before = machine.read('/etc/containerd/config.toml') ?? '';
    });

    it('a configuration that an administrator has broken', async () => {
      await refuses(
        `${before}\n[plugins\n`,
        /the configuration of containerd is broken as it stands; nothing was changed: .*toml/i,
      );
    });

    it('one of a version that it does not know', async () => {
      await refuses(before.replace(/^version = .*$/m, ''), /has no line `version = 2` \(or 3\)/);
    });

    it('a handler of the same name that somebody else has configured', async () => {
      const plugin = generation === 'containerd' ? 'io.containerd.cri.v1.runtime' : 'io.containerd.grpc.v1.cri';
      const theirs = `[plugins."${plugin}".containerd.runtimes.kata-fc]\nruntime_type = "io.containerd.kata.v2"\n`;
      await refuses(before + theirs, /the handler kata-fc is configured already by \/etc\/containerd\/config.toml/);
    });

    it('a file of which half of what we wrote is missing', async () => {
      const begin = '# BEGIN Kata handlers: written by node preparation, which replaces what stands between\n';
      const half = before.includes(begin) ? before.replace(begin, '') : before + begin;
      await refuses(half, /holds half of what node preparation wrote: remove that, with its marks/);
    });

    it('nothing, once it is mended', async () => {
      machine.write('/etc/containerd/config.toml', before);
      await finish(SECOND);
    });
  });
});
