import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FIRST } from './declared.js';
import { ofContainerd } from './generations.js';
import { Machine, START } from './machine.js';

const FUNCTION = '0000:3b:02.0';

// A folder plays /sys: what is written to it is looked at, no kernel acts on it.
ofContainerd((generation) => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.start(generation);
  }, START);
  afterAll(() => machine.end());

  const sys = (name: string) => join(machine.root, 'fake/sys/bus/pci', name);
  const written = (name: string) => (existsSync(sys(name)) ? readFileSync(sys(name), 'utf8') : '');

  /** The function, bound to a driver of network cards; flags of its interface, if that is here. */
  function plug(driver: string, flags?: string): void {
    rmSync(join(machine.root, 'fake/sys/bus'), { recursive: true, force: true });
    const files: Record<string, string> = {
      [`devices/${FUNCTION}/class`]: '0x020000\n',
      [`devices/${FUNCTION}/driver_override`]: '',
      [`drivers/${driver}/unbind`]: '',
      drivers_probe: '',
      ...(flags === undefined ? {} : { [`devices/${FUNCTION}/net/ens1v0/flags`]: `${flags}\n` }),
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(sys(name)), { recursive: true });
      writeFileSync(sys(name), text);
    }
    symlinkSync(`../../drivers/${driver}`, sys(`devices/${FUNCTION}/driver`));
    symlinkSync('../0000:3b:00.0', sys(`devices/${FUNCTION}/physfn`));
    mkdirSync(sys('devices/0000:3b:00.0'));
  }

  async function bind() {
    machine.declare({ ...FIRST, files: { vfio: `${FUNCTION}\n` } });
    return machine.run('once');
  }

  it('binds a declared function to vfio-pci, now and when it appears', async () => {
    plug('iavf', '0x1002');
    const { code, log } = await bind();
    expect(code, log).toBe(0);
    expect(written(`devices/${FUNCTION}/driver_override`)).toBe('vfio-pci\n');
    expect(written('drivers/iavf/unbind')).toBe(`${FUNCTION}\n`);
    expect(written('drivers_probe')).toBe(`${FUNCTION}\n`);
    expect(machine.read('/var/log/modules')).toMatch(/^vfio-pci$/m);
    expect(machine.read('/etc/udev/rules.d/90-bulkhead-vfio.rules')).toBe(
      `ACTION=="add", SUBSYSTEM=="pci", KERNEL=="${FUNCTION}", RUN+="/bin/sh /var/lib/bulkhead/node-preparation/bind-vfio.sh ${FUNCTION}"\n`,
    );
  });

  it('leaves one alone that is bound already', async () => {
    plug('vfio-pci');
    expect(await bind()).toMatchObject({ code: 0 });
    expect(written(`devices/${FUNCTION}/driver_override`)).toBe('');
  });

  it.each([
    ['whose interface is up', () => plug('iavf', '0x1003'), 'its interface ens1v0 is up: somebody uses it'],
    [
      'whose interface is in a pod',
      () => plug('iavf'),
      'its interface is in a network namespace of its own: a pod uses it',
    ],
    [
      'that is not a virtual one',
      () => {
        plug('iavf', '0x1002');
        rmSync(sys(`devices/${FUNCTION}/physfn`));
      },
      'it is not a virtual function',
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
