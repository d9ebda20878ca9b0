import { chmodSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { crioDropIn } from '../../../lib/kata/handlers/crio.js';
import { FIRST, handlersOf, SECOND } from './declared.js';
import { ofContainerd, ofEachContainerd } from './generations.js';
import { MAIN_FILE, machineOf } from './machine.js';

const PREPARED = ['crun', 'runc', ...FIRST.handlers].sort();

// k3s writes the main file anew at each start of containerd; the stand-in does, from a template and a base (host/containerd).
ofEachContainerd((generation) => {
  describe('k3s', () => {
    const version = generation === 'containerd' ? 3 : 2;
    const template = `/etc/containerd/config${version === 3 ? '-v3' : ''}.toml.tmpl`;
    const base = MAIN_FILE[generation].replace(/^imports = .*\n/m, '');
    const settings = {
      DISTRIBUTION: 'k3s',
      SERVICE: 'k3s containerd',
      DROP_IN: '/etc/containerd/config-v3.toml.d/bulkhead-kata.toml',
      DROP_IN_2: '/etc/containerd/config.toml.d/bulkhead-kata.toml',
      TEMPLATE_2: '/etc/containerd/config.toml.tmpl',
      TEMPLATE_3: '/etc/containerd/config-v3.toml.tmpl',
    };
    const machine = machineOf(generation, () => machine.write('/etc/containerd/base', base));

    it('has the handlers in its template', async () => {
      machine.declare({ ...FIRST, settings });
      const { code, log } = await machine.run('once');
      expect(code, log).toBe(0);
      expect(await machine.handlersInDaemon()).toEqual(PREPARED);
      expect(machine.read(template)).toMatch(/^\{\{ template "base" \. }}\n# BEGIN Kata handlers/);
      expect(await machine.run('check')).toEqual({ code: 0, log: '' });
      expect((await machine.run('once')).log).toContain('nothing to change');
    });

    it('goes back to no template when the daemon does not take it', async () => {
      expect(await machine.run('uninstall')).toMatchObject({ code: 0 });
      expect(machine.read(template)).toBeUndefined();
      machine.declare({ ...FIRST, settings, keys: 'base_runtime_spec = "/etc/no-such-spec.json"' });
      expect(await machine.run('once', { CRI_WAIT: '1' })).toMatchObject({ code: 1 });
      expect(machine.read(template)).toBeUndefined();
      expect(await machine.handlersInDaemon()).toEqual(['crun', 'runc']);
    });
  });
});

ofContainerd((generation) => {
  describe('k0s', () => {
    const dropIn = '/etc/k0s/containerd.d/bulkhead-kata.toml';
    const machine = machineOf(generation, () =>
      machine.write(
        '/etc/containerd/config.toml',
        MAIN_FILE.containerd.replace('/etc/containerd/conf.d/', '/etc/k0s/containerd.d/'),
      ),
    );

    it('is given a drop-in, and restarts containerd by itself', async () => {
      machine.declare({ ...FIRST, settings: { DISTRIBUTION: 'k0s', SERVICE: '', DROP_IN: dropIn, DROP_IN_2: dropIn } });
      const run = machine.run('once');
      while (machine.read(dropIn) === undefined) await pause(20);
      machine.sh('systemctl restart containerd.service');
      const { code, log } = await run;
      expect(code, log).toBe(0);
      expect(log).not.toContain('restarting');
      expect(await machine.handlersInDaemon()).toEqual(PREPARED);
      expect(machine.read('/etc/systemd/system/containerd.service.d/bulkhead-restore.conf')).toBeUndefined();
    });
  });

  // A stand-in for CRI-O reads its drop-ins; containerd answers for it over CRI.
  describe('CRI-O', () => {
    const folder = '/etc/crio/crio.conf.d';
    const dropIn = `${folder}/00-bulkhead-kata.conf`;
    const settings = {
      RUNTIME: 'cri-o',
      PROGRAM: 'crio',
      CONFIG: '/etc/crio/crio.conf',
      DROP_IN: dropIn,
      DROP_IN_2: dropIn,
    };
    const machine = machineOf(generation, () => {
      machine.write(
        '/fake/sbin/crio',
        '#!/bin/sh\n! grep -q refuse /etc/crio/crio.conf.d/* && cat /etc/crio/crio.conf.d/*\n',
      );
      chmodSync(machine.path('/fake/sbin/crio'), 0o755);
      machine.write(`${folder}/99-theirs.conf`, '[crio.runtime]\n');
    });

    it('has the handlers in its drop-in, and nothing else in that folder', async () => {
      machine.declare({ ...FIRST, settings, files: { 'crio.conf': crioDropIn(handlersOf(FIRST)) } });
      const { code, log } = await machine.run('once');
      expect(code, log).toBe(0);
      expect(machine.read(dropIn)).toBe(crioDropIn(handlersOf(FIRST)));
      expect(machine.sh(`ls -A ${folder} /etc/crio`).log).toBe(
        `/etc/crio:\ncrio.conf.d\n\n${folder}:\n00-bulkhead-kata.conf\n99-theirs.conf\n`,
      );
    });

    it('has its former drop-in again when it does not take the new one, without a restart', async () => {
      const starts = machine.starts();
      machine.declare({ ...SECOND, settings, files: { 'crio.conf': `# refuse\n${crioDropIn(handlersOf(SECOND))}` } });
      const { code, log } = await machine.run('once');
      expect(code).toBe(1);
      expect(log).toContain('cri-o does not take its new configuration, which was put back');
      expect(machine.read(dropIn)).toBe(crioDropIn(handlersOf(FIRST)));
      expect(machine.starts()).toBe(starts);
      expect(machine.leftovers()).toEqual([]);
    });

    it('is left as it was', async () => {
      const { code, log } = await machine.run('uninstall');
      expect(code, log).toBe(0);
      expect(machine.sh(`ls -A ${folder}`).log).toBe('99-theirs.conf\n');
    });
  });
});
