import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { FIRST } from './declared.js';
import { ofContainerd } from './generations.js';
import { machineOf, SCRIPTS } from './machine.js';

ofContainerd((generation) => {
  const machine = machineOf(generation);
  beforeAll(() => {
    machine.api.taints = [{ key: 'katacontainers.io/not-ready', effect: 'NoSchedule' }];
  });

  const settings = (more: Record<string, string>) => ({ ...FIRST, settings: more });

  it.each([
    [
      'architecture',
      () => machine.declare(settings({ ARCHITECTURE: 's390x' })),
      /architecture is amd64, the artifact is for s390x/,
    ],
    [
      'kernel',
      () => machine.declare(settings({ MINIMUM_KERNEL: '6.10' })),
      /kernel is 6\.1\.0-28-amd64, needed is 6\.10/,
    ],
    [
      'containerd',
      () => machine.declare(settings({ MINIMUM_CONTAINERD: '99.0' })),
      /containerd is 2\.4\.2, needed is 99\.0/,
    ],
    ['cpu', () => machine.write('/fake/cpuinfo', 'flags\t\t: fpu vme ssse3 svml\n'), /neither vmx nor svm/],
    ['kvm', () => machine.sh('umount /dev/kvm; rm /dev/kvm'), /no \/dev\/kvm/],
  ])('labels a node that cannot run Kata: %s', async (reason, spoil, said) => {
    machine.declare(FIRST);
    const before = machine.state();
    spoil();
    machine.api.labels = { 'katacontainers.io/kata-runtime': 'true' };
    const { code, log } = await machine.run('once');
    expect(code, log).toBe(3);
    expect(log).toMatch(said);
    expect(machine.api.labels).toEqual({ 'katacontainers.io/unsupported': reason });
    expect(machine.api.annotations['katacontainers.io/node-preparation']).toMatch(/^unsupported: it/);
    expect(machine.api.taints).toHaveLength(1);
    expect(machine.state()).toBe(before);
    machine.write('/fake/cpuinfo', 'flags\t\t: fpu vme vmx ssse3\n');
  });

  it('asks for the module that makes /dev/kvm before it gives up', () => {
    expect(machine.read('/var/log/modules')).toBe('kvm\nkvm_intel\n');
    machine.sh('touch /dev/kvm; mount --bind /dev/null /dev/kvm');
  });

  it('says which module the kernel does not have', async () => {
    machine.write('/etc/no-modules', 'vhost_vsock\n');
    const { code, log } = await machine.run('once');
    expect(code).toBe(1);
    expect(log).toContain(
      'the kernel module vhost_vsock cannot be loaded: modprobe: FATAL: Module vhost_vsock not found',
    );
    machine.sh('rm /etc/no-modules');
  });

  it.each(['/opt/kata', '/etc/containerd/conf.d'])('follows no link out of the node: %s', async (folder) => {
    machine.sh(`rm -rf ${folder}; mkdir -p /srv/elsewhere; ln -s /srv/elsewhere ${folder}`);
    const { code, log } = await machine.run('once');
    expect(code).toBe(1);
    expect(log).toContain(`failed: ${folder} is a link to an absolute path`);
    expect(machine.starts()).toBe(1);
    machine.sh(`rm ${folder}`);
  });

  it('says which setting the kernel does not have, and keeps nothing of it', async () => {
    machine.declare({ ...FIRST, files: { 'sysctl.conf': 'vm.no_such_setting = 1\n' } });
    const { code, log } = await machine.run('once');
    expect(code).toBe(1);
    expect(log).toContain('failed: the kernel has no setting vm.no_such_setting');
    expect(machine.read('/var/lib/bulkhead/node-preparation/sysctls-before')).toBeUndefined();
    machine.declare(FIRST);
  });

  it('lets one run work at a time', async () => {
    const runs = await Promise.all([machine.run('once'), machine.run('once'), machine.run('once')]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(machine.starts()).toBe(2);
    expect(runs.filter(({ log }) => log.includes('another run is at work: waiting for it')).length).toBe(2);
    expect(runs.filter(({ log }) => log.includes('nothing to change')).length).toBe(2);
  });

  it('gives up after a while when another run does not end', async () => {
    const holder = machine.begin(['flock', join(machine.root, 'run/bulkhead-node-preparation.lock'), 'sleep', '5']);
    await pause(300);
    const { code, log } = await machine.run('once', { LOCK_WAIT: '1' });
    expect(code).toBe(1);
    expect(log).toContain('another run has held the lock for 1 s');
    holder.kill();
  });

  it('prepares, but ends with an error, while the API server does not answer', async () => {
    machine.api.isDown = true;
    const { code, log } = await machine.run('once');
    expect(code).toBe(1);
    expect(log).toContain('failed: the node cannot be labelled');
    machine.api.isDown = false;
  });

  it('watches: it is ready when prepared, and does what a label of the node asks for', async () => {
    const ready = join(machine.environment.POD_FOLDER ?? '', 'ready');
    const until = async (what: () => boolean) => {
      for (const end = Date.now() + 15_000; !what(); await pause(50)) expect(Date.now()).toBeLessThan(end);
    };
    const watch = async (within: () => Promise<void>) => {
      const pod = `echo $$ >${machine.folder}/pid; exec sh ${SCRIPTS}/main.sh install`;
      const running = machine.begin(['sh', '-c', pod]);
      const ended = new Promise((done) => running.once('exit', done));
      await within();
      // A pod that is deleted gets a TERM.
      machine.sh(`kill -TERM ${readFileSync(join(machine.folder, 'pid'), 'utf8')}`);
      expect(await ended).toBe(0);
      rmSync(ready, { force: true });
    };
    await watch(() => until(() => existsSync(ready)));
    expect(machine.api.labels).toMatchObject({ 'katacontainers.io/kata-runtime': 'true' });
    machine.api.labels['katacontainers.io/node-preparation-mode'] = 'paused';
    machine.declare({ ...FIRST, filesId: 'cccccccccccc' });
    const before = machine.state();
    await watch(() => until(() => existsSync(ready)));
    expect(machine.state()).toBe(before);
    machine.api.labels['katacontainers.io/node-preparation-mode'] = 'Paused';
    const said =
      'failed: the label katacontainers.io/node-preparation-mode is Paused, allowed are paused and uninstall';
    await watch(() =>
      until(() => machine.api.annotations['katacontainers.io/node-preparation']?.startsWith(said) === true),
    );
    expect(existsSync(ready)).toBe(false);
    expect(machine.state()).toBe(before);
    machine.api.labels['katacontainers.io/node-preparation-mode'] = 'uninstall';
    await watch(() => until(() => machine.api.annotations['katacontainers.io/node-preparation'] === 'uninstalled'));
    expect(await machine.handlersInDaemon()).toEqual(['crun', 'runc']);
  });

  it('is uninstalled also where nothing ever was', async () => {
    machine.api.annotations = {};
    const patches = machine.api.patches.length;
    for (const _ of ['first', 'second']) expect(await machine.run('uninstall')).toMatchObject({ code: 0 });
    expect(machine.api.annotations).toEqual({ 'katacontainers.io/node-preparation': 'uninstalled' });
    expect(machine.api.patches.length).toBe(patches + 1);
  });
});
