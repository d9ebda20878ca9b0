import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { FIRST } from './declared.js';
import { ofContainerd } from './generations.js';
import { machineOf } from './machine.js';

const FUNCTION = '0000:3b:02.0';

// A folder plays /sys: what is written to it is looked at, no kernel acts on it.
ofContainerd((generation) => {
  const machine = machineOf(generation);

  const sys = (name: string) => join(machine.root, 'fake/sys/bus/pci', name);
  const written = (name: string) => (existsSync(sys(name)) ? readFileSync(sys(name), 'utf8') : '');

  interface Plugged {
    readonly class?: string;
    /** Of its interface, if that is here. */
    readonly flags?: string;
    readonly isVirtual?: boolean;
    /** More files of the function. */
    readonly more?: Readonly<Record<string, string>>;
  }

  /** The function, bound to a driver. */
  function plug(driver: string, plugged: Plugged = {}): void {
    const { class: code = '0x020000', flags, isVirtual = true, more = {} } = plugged;
    rmSync(join(machine.root, 'fake/sys/bus'), { recursive: true, force: true });
    const own: Record<string, string> = {
      class: `${code}\n`,
      driver_override: '',
      ...(flags === undefined ? {} : { 'net/ens1v0/flags': `${flags}\n` }),
      ...more,
    };
    const files = [
      ...Object.entries(own).map(([name, text]) => [`devices/${FUNCTION}/${name}`, text] as const),
      [`drivers/${driver}/unbind`, ''] as const,
      ['drivers_probe', ''] as const,
    ];
    for (const [name, text] of files) {
      mkdirSync(dirname(sys(name)), { recursive: true });
      writeFileSync(sys(name), text);
    }
    symlinkSync(`../../drivers/${driver}`, sys(`devices/${FUNCTION}/driver`));
    if (isVirtual) symlinkSync('../0000:3b:00.0', sys(`devices/${FUNCTION}/physfn`));
    mkdirSync(sys('devices/0000:3b:00.0'));
  }

  async function bind() {
    machine.declare({ ...FIRST, files: { vfio: `${FUNCTION}\n` } });
    return machine.run('once');
  }

  /** The same with a kernel that gives the function to vfio-pci once its driver has let go; answers what it was told to probe. */
  async function bindWithKernel(driver: string) {
    rmSync(sys('drivers_probe'));
    // Whoever writes to it waits for a reader, which comes when the driver is another one.
    execFileSync('mkfifo', [sys('drivers_probe')]);
    let ended = false;
    const run = bind().finally(() => {
      ended = true;
    });
    while (!ended && written(`drivers/${driver}/unbind`) === '') await pause(10);
    if (ended) return { ...(await run), probed: '' };
    mkdirSync(sys('drivers/vfio-pci'));
    rmSync(sys(`devices/${FUNCTION}/driver`));
    symlinkSync('../../drivers/vfio-pci', sys(`devices/${FUNCTION}/driver`));
    const probed = await readFile(sys('drivers_probe'), 'utf8');
    return { ...(await run), probed };
  }

  it('binds a declared function to vfio-pci, now and when it appears', async () => {
    plug('iavf', { flags: '0x1002' });
    const { code, log, probed } = await bindWithKernel('iavf');
    expect(code, log).toBe(0);
    expect(written(`devices/${FUNCTION}/driver_override`)).toBe('vfio-pci\n');
    expect(written('drivers/iavf/unbind')).toBe(`${FUNCTION}\n`);
    expect(probed).toBe(`${FUNCTION}\n`);
    expect(machine.read('/var/log/modules')).toMatch(/^vfio-pci$/m);
    expect(machine.read('/etc/udev/rules.d/90-bulkhead-vfio.rules')).toBe(
      `ACTION=="add", SUBSYSTEM=="pci", KERNEL=="${FUNCTION}", RUN+="/bin/sh /var/lib/bulkhead/node-preparation/bind-vfio.sh ${FUNCTION}"\n`,
    );
  });

  it.each([
    ['a GPU', 'nvidia', '0x030200'],
    ['the audio function of one', 'snd_hda_intel', '0x040300'],
    ['an accelerator', 'habanalabs', '0x120000'],
  ])('binds %s, which is not virtual', async (_, driver, code) => {
    plug(driver, { class: code, isVirtual: false });
    const { code: status, log, probed } = await bindWithKernel(driver);
    expect(status, log).toBe(0);
    expect(probed).toBe(`${FUNCTION}\n`);
  });

  it('gives a function back that vfio-pci does not take', async () => {
    plug('iavf', { flags: '0x1002' });
    const { code, log } = await bind();
    expect(code).toBe(1);
    expect(log).toContain(`failed: ${FUNCTION}: vfio-pci does not take it: is the IOMMU on`);
    expect(written(`devices/${FUNCTION}/driver_override`)).toBe('\n');
    expect(written('drivers_probe')).toBe(`${FUNCTION}\n`);
  });

  it('leaves one alone that is bound already', async () => {
    plug('vfio-pci');
    expect(await bind()).toMatchObject({ code: 0 });
    expect(written(`devices/${FUNCTION}/driver_override`)).toBe('');
  });

  it.each([
    ['whose interface is up', () => plug('iavf', { flags: '0x1003' }), 'its interface ens1v0 is up: somebody uses it'],
    [
      'whose interface is in a pod',
      () => plug('iavf'),
      'its interface is in a network namespace of its own: a pod uses it',
    ],
    [
      'that the machine may need, as it is not a virtual one',
      () => plug('nvme', { class: '0x010802', isVirtual: false }),
      'the machine itself may need it: it is neither a virtual function nor a network card, a GPU or an accelerator (class 0x010802)',
    ],
    [
      'that has virtual functions',
      () => plug('iavf', { flags: '0x1002', isVirtual: false, more: { sriov_numvfs: '4\n' } }),
      'it has virtual functions, which would go with it',
    ],
    [
      'of a GPU that somebody computes on',
      () => {
        plug('iavf', { class: '0x030200', isVirtual: false, more: { 'drm/renderD128/dev': '226:128\n' } });
        machine.sh('mkdir -p /dev/dri; : >/dev/dri/renderD128; setsid sleep 60 </dev/dri/renderD128 >/dev/null 2>&1 &');
      },
      '/dev/dri/renderD128 is open: somebody uses it',
    ],
    [
      'that is not there',
      () => rmSync(join(machine.root, 'fake/sys/bus'), { recursive: true }),
      'there is no such PCI function',
    ],
  ])('takes no function %s', async (_, make, said) => {
    make();
    const { code, log } = await bind();
    expect(code).toBe(1);
    expect(log).toContain(`failed: ${FUNCTION}: ${said}`);
    expect(written('drivers/iavf/unbind')).toBe('');
  });

  it('forgets functions that are no longer declared', async () => {
    machine.declare(FIRST);
    const { code, log } = await machine.run('once');
    expect(code, log).toBe(0);
    expect(machine.read('/etc/udev/rules.d/90-bulkhead-vfio.rules')).toBeUndefined();
  });
});
