import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { FIRST } from './declared.js';
import { ofContainerd } from './generations.js';
import { machineOf } from './machine.js';

/** What would leave a trace if any shell, on the node or in the pod, took it for more than text. */
const COMMAND = '/usr/bin/touch /tmp/harmed';
const VALUES = [
  `$(${COMMAND})`,
  `\`${COMMAND}\``,
  `a; ${COMMAND}`,
  `a' ; ${COMMAND} ; '`,
  `a" ; ${COMMAND} ; "`,
  `a | ${COMMAND}`,
  `a\${IFS}b`,
  '-rf',
  '../../etc/passwd',
  'a\rb',
  'ä',
];

const SETTINGS = [
  'KATA_VERSION',
  'ARTIFACT',
  'ARTIFACT_URL',
  'ARTIFACT_SHA256',
  'ARCHITECTURE',
  'MINIMUM_KERNEL',
  'MINIMUM_CONTAINERD',
  'RUNTIME',
  'DISTRIBUTION',
  'SERVICE',
  'CONFIG',
  'DROP_IN',
  'DROP_IN_2',
  'TEMPLATE_2',
  'TEMPLATE_3',
  'PROGRAM',
  'SOCKET',
  'STARTUP_TAINT',
];

ofContainerd((generation) => {
  const machine = machineOf(generation);
  let before: string;
  beforeAll(() => {
    before = machine.state();
  });

  async function refuses(said: RegExp): Promise<void> {
    const { code, log } = await machine.run('once', { CRI_WAIT: '1' });
    expect(code, log).toBe(1);
    expect(log).toMatch(said);
  }

  it.each(SETTINGS)('%s is a text of its form, or is refused', async (name) => {
    // One value in a run, but all names with some and all values with some.
    const value = VALUES[SETTINGS.indexOf(name) % VALUES.length] ?? '';
    machine.declare({ ...FIRST, settings: { [name]: value } });
    await refuses(new RegExp(`^.* failed: settings line \\d+ is not ${name}=`, 'm'));
  });

  it.each(VALUES.slice(0, 5))('FILES_ID %j is refused', async (value) => {
    machine.declare({ ...FIRST, filesId: value, files: { 'configuration-kata-clh.toml': '' } });
    await refuses(/settings line \d+ is not FILES_ID=/);
  });

  it('a setting that is missing is named', async () => {
    machine.declare(FIRST);
    const settings = join(machine.files, 'settings');
    writeFileSync(settings, readFileSync(settings, 'utf8').replace(/^SOCKET=.*\n/m, ''));
    await refuses(/failed: settings: SOCKET is missing/);
  });

  it('a name that is no setting is refused', async () => {
    machine.declare({ ...FIRST, settings: { PATH: '/tmp' } });
    await refuses(/settings line \d+ is not a setting/);
  });

  it.each([
    ['handlers', 'kata-clh\nkata clh\n'],
    ['handlers', `$(${COMMAND})\n`],
    ['handlers', '-e\n'],
    ['modules', `kvm; ${COMMAND}\n`],
    ['modules', '--remove\n'],
    ['sysctl.conf', `vm.max_map_count = 1; ${COMMAND}\n`],
    ['sysctl.conf', `kernel.core_pattern = |${COMMAND}\n`],
    ['sysctl.conf', 'net.ipv4.*.x = 1\n'],
    ['sysctl.conf', '-p = /etc/shadow\n'],
    ['vfio', `0000:3b:02.0", RUN+="${COMMAND}\n`],
    ['vfio', '0000:3b:02.0/../x\n'],
  ])('%s: %j is refused', async (file, text) => {
    machine.declare({ ...FIRST, files: { [file]: text } });
    await refuses(new RegExp(`failed: ${file}: a line is not of the form`));
  });

  it('a configuration whose name is none is refused', async () => {
    machine.declare({ ...FIRST, files: { 'configuration-a$(b).toml': '' } });
    await refuses(/configuration-.*is not of the form|is not of the form configuration-/);
  });

  it.each(['worker-1/../../secrets', 'worker 1', '$(x)'])('NODE_NAME %j reaches no server', async (NODE_NAME) => {
    machine.declare(FIRST);
    expect(await machine.run('once', { NODE_NAME })).toMatchObject({ code: 1 });
    expect(machine.api.patches.filter((body) => body.includes('secrets'))).toEqual([]);
  });

  it('nothing was touched by any of these', () => {
    expect(machine.sh('ls /tmp').log).toBe('');
    const changed = machine
      .state()
      .split('\n')
      .filter((line) => !before.includes(line));
    // Steps that come before the refusals: modules, settings, the artifact. None of the runtime's.
    expect(changed.filter((line) => /^etc\/(containerd|systemd|udev)\//.test(line))).toEqual([]);
    expect(machine.starts()).toBe(1);
  });
});
