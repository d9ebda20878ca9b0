import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Declared, FIRST, SECOND } from './declared.js';
import { ofEachContainerd } from './generations.js';
import { Machine } from './machine.js';

ofEachContainerd((generation) => {
  let machine: Machine;
  beforeAll(async () => {
    // 2 MiB each for /etc, /opt and /var: in pages of 4 KiB, of which every file and folder takes at least one.
    machine = await Machine.start(generation, (made) => made.write('/fake/disks', '2m\n'));
    machine.declare(FIRST);
    expect(await machine.run('once')).toMatchObject({ code: 0 });
  });
  afterAll(() => machine.end());

  it.each(['etc', 'opt', 'var'])(
    'leaves a node as it was whose /%s is full, and finishes once there is room',
    async (disk) => {
      let declared: Declared = SECOND;
      let before = machine.handlersInDaemon();
      let failures = 0;
      for (const pages of [0, 1, 2, 4, 8]) {
        machine.declare(declared);
        machine.sh(`cat /dev/zero >/${disk}/filler 2>/dev/null; truncate -s -${pages * 4096} /${disk}/filler`);
        const { code, log } = await machine.run('once');
        expect(machine.handlersInFiles(), log).toEqual(machine.handlersInDaemon());
        if (code !== 0) {
          failures += 1;
          expect(log).toMatch(/cannot be (written|unpacked|replaced)/);
          expect(machine.handlersInDaemon()).toEqual(before);
        }
        machine.sh(`rm /${disk}/filler`);
        const next = await machine.run('once');
        expect(next.code, next.log).toBe(0);
        before = machine.handlersInDaemon();
        expect(before).toEqual(['crun', 'runc', ...declared.handlers].sort());
        expect(machine.leftovers()).toEqual([]);
        // A third version: nothing of it is there yet.
        declared = {
          ...(declared === SECOND ? FIRST : SECOND),
          version: `5.${failures}.${pages}`,
          filesId: `${pages}`.repeat(12),
        };
      }
      expect(failures).toBeGreaterThan(0);
    },
  );
});
