import { beforeAll, expect, it } from 'vitest';
import { FIRST, SECOND } from './declared.js';
import { ofEachContainerd } from './generations.js';
import { MAIN_FILE, machineOf } from './machine.js';

const THIRD = { ...FIRST, version: '4.3.0', filesId: 'cccccccccccc' };
/** What was there before us, which nothing may harm. */
const OTHERS = ['crun', 'runc'];

ofEachContainerd((generation) => {
  const machine = machineOf(generation);
  let untouched: string;
  beforeAll(() => {
    untouched = texts();
    machine.api.taints = ['other.example/taint', 'katacontainers.io/not-ready', 'katacontainers.io/not-ready'].map(
      (key, place) => ({ key, effect: place === 2 ? 'NoExecute' : 'NoSchedule' }),
    );
  });

  /** Every file of the node that matters, with its content. */
  const texts = () =>
    machine.sh("find etc opt var/lib/bulkhead -type f ! -name 'does-not-*' | sort | xargs tail -n +1 2>&1").log;
  const ids = () => machine.sh('ls /opt/kata/versions; readlink /opt/kata/current').log.trim().split('\n');

  it('prepares a node: the label comes last, and only then the taint goes', async () => {
    machine.declare(FIRST);
    expect(await machine.run('check')).toMatchObject({ code: 1 });
    const { code, log } = await machine.run('once');
    expect(code, log).toBe(0);
    expect(await machine.handlersInDaemon()).toEqual([...OTHERS, ...FIRST.handlers].sort());
    expect(machine.handlersInFiles()).toEqual(await machine.handlersInDaemon());
    expect(machine.starts()).toBe(2);
    expect(machine.api.labels).toEqual({ 'katacontainers.io/kata-runtime': 'true' });
    expect(machine.api.annotations).toEqual({
      'katacontainers.io/node-preparation': 'prepared: Kata 4.1.0, artifact 4.1.0-0123456789ab, files aaaaaaaaaaaa',
    });
    expect(machine.api.taints).toEqual([{ key: 'other.example/taint', effect: 'NoSchedule' }]);
    expect(machine.api.patches).toHaveLength(3);
    expect(machine.api.patches[0]).toContain('kata-runtime');
    expect(log.indexOf('answers with every handler')).toBeLessThan(log.indexOf('label the node'));
  });

  it('loads modules and sets kernel settings, now and at boot', () => {
    const modules = ['kvm', 'vhost', 'vhost_net', 'vhost_vsock', 'kvm_intel'];
    // containerd 1 asks for aufs.
    const asked = machine.sh('grep -vx aufs /var/log/modules').log.trim().split('\n');
    expect(asked).toEqual(modules);
    expect(machine.read('/etc/modules-load.d/bulkhead-kata.conf')?.trim().split('\n')).toEqual(modules);
    expect(machine.read('/etc/sysctl.d/90-bulkhead-kata.conf')).toBe('vm.max_map_count = 262144\n');
    expect(machine.read('/proc/sys/vm/max_map_count')).toBe('262144\n');
  });

  it("leaves the administrator's settings as they are", () => {
    const dump = machine.sh('containerd config dump').log;
    expect(dump).toMatch(/^oom_score = -998$/m);
    if (generation === 'containerd-1') {
      expect(dump).toContain('sandbox_image = "registry.example.com/pause:3.9"');
      expect(machine.read('/etc/containerd/config.toml')?.startsWith(MAIN_FILE[generation])).toBe(true);
    } else {
      expect(machine.read('/etc/containerd/config.toml')).toBe(MAIN_FILE[generation]);
    }
    expect(dump).toMatch(/default_runtime_name = ['"]runc['"]/);
  });

  it('changes nothing the second time, and restarts nothing', async () => {
    const before = machine.state();
    const modules = machine.read('/var/log/modules');
    const { code, log } = await machine.run('once');
    expect(code, log).toBe(0);
    expect(log).toContain('nothing to change');
    expect(machine.state()).toBe(before);
    expect(machine.read('/var/log/modules')).toBe(modules);
    expect(machine.starts()).toBe(2);
    expect(await machine.run('check')).toEqual({ code: 0, log: '' });
  });

  it('names a kernel setting that somebody has changed, and sets it again', async () => {
    machine.write('/fake/proc-sys/vm/max_map_count', '65530\n');
    expect(await machine.run('check')).toEqual({ code: 1, log: 'vm.max_map_count is not 262144 in the kernel\n' });
    expect(await machine.run('once')).toMatchObject({ code: 0 });
    expect(machine.read('/proc/sys/vm/max_map_count')).toBe('262144\n');
  });

  it('waits for a daemon that does not answer for a moment, and does not restart it', async () => {
    machine.sh('mv /run/containerd/containerd.sock /run/containerd/away');
    const run = machine.run('once', { CRI_WAIT: '30' });
    setTimeout(() => machine.sh('mv /run/containerd/away /run/containerd/containerd.sock'), 2500);
    const { code, log } = await run;
    expect(code, log).toBe(0);
    expect(machine.starts()).toBe(2);
  });

  it('installs another version beside the one that pods run with', async () => {
    machine.declare(SECOND);
    const findings = (await machine.run('check')).log;
    expect(findings).toContain('/opt/kata/versions/4.2.0-0123456789ab is missing');
    expect(findings).toContain('the configuration of containerd is not as declared');
    const { code, log } = await machine.run('once');
    expect(code, log).toBe(0);
    expect(await machine.handlersInDaemon()).toEqual([...OTHERS, ...SECOND.handlers].sort());
    expect(ids()).toEqual(['4.1.0-0123456789ab', '4.2.0-0123456789ab', 'versions/4.2.0-0123456789ab']);
    expect(machine.read('/etc/kata-containers/bulkhead/aaaaaaaaaaaa/configuration-kata-qemu.toml')).toBeDefined();
    expect(machine.starts()).toBe(3);
  });

  it('removes what is older than the version before, unless a pod runs with it', async () => {
    startPod('4.1.0');
    machine.declare(THIRD);
    expect(await machine.run('once')).toMatchObject({ code: 0 });
    expect(ids().slice(0, 3)).toEqual(['4.1.0-0123456789ab', '4.2.0-0123456789ab', '4.3.0-0123456789ab']);
    endPod();
    expect(await machine.run('once')).toMatchObject({ code: 0 });
    expect(ids().slice(0, 2)).toEqual(['4.2.0-0123456789ab', '4.3.0-0123456789ab']);
    expect(machine.sh('ls /etc/kata-containers/bulkhead').log).toBe('bbbbbbbbbbbb\ncccccccccccc\n');
  });

  it('goes back to the version before without its artifact', async () => {
    machine.declare(SECOND);
    const { code, log } = await machine.run('once', { ARTIFACTS: '/nowhere' });
    expect(code, log).toBe(0);
    expect(await machine.handlersInDaemon()).toEqual([...OTHERS, ...SECOND.handlers].sort());
    expect(ids().at(-1)).toBe('versions/4.2.0-0123456789ab');
  });

  it('does not uninstall while pods run under Kata', async () => {
    startPod('4.2.0');
    const before = machine.state();
    const { code, log } = await machine.run('uninstall');
    expect(code).toBe(1);
    expect(log).toMatch(/pods run under Kata: drain the node first \(processes \d+ \)/);
    expect(machine.state()).toBe(before);
    expect(machine.api.labels).toEqual({ 'katacontainers.io/kata-runtime': 'true' });
    endPod();
  });

  it('uninstalls without a trace', async () => {
    const starts = machine.starts();
    const { code, log } = await machine.run('uninstall');
    expect(code, log).toBe(0);
    expect(texts()).toBe(untouched);
    expect(await machine.handlersInDaemon()).toEqual(OTHERS);
    expect(machine.starts()).toBe(starts + 1);
    expect(machine.read('/proc/sys/vm/max_map_count')).toBe('65530\n');
    expect(machine.api.labels).toEqual({});
    expect(machine.api.annotations).toEqual({ 'katacontainers.io/node-preparation': 'uninstalled' });
    expect(log.indexOf('take the label off')).toBeLessThan(log.indexOf('configure containerd'));
    expect(await machine.run('uninstall')).toMatchObject({
      code: 0,
      log: expect.stringContaining('nothing is installed'),
    });
  });

  /** A process that was started from the artifact, as a shim is. */
  function startPod(version: string): void {
    const shim = `/opt/kata/versions/${version}-0123456789ab/bin/containerd-shim-kata-v2`;
    machine.sh(
      `cp /bin/sleep ${shim}.new && mv ${shim}.new ${shim}; setsid ${shim} 300 >/dev/null 2>&1 & echo $! >/run/pod`,
    );
  }

  function endPod(): void {
    machine.sh('kill $(cat /run/pod)');
  }
});
