import { beforeAll, expect, it } from 'vitest';
import { FIRST, SECOND } from './declared.js';
import { ofEachContainerd } from './generations.js';
import { machineOf } from './machine.js';

ofEachContainerd((generation) => {
  // 2 MiB each for /etc, /opt and /var: in pages of 4 KiB, of which every file and folder takes at least one.
  const machine = machineOf(generation, () => machine.write('/fake/disks', '2m\n'));
  beforeAll(async () => {
    machine.declare(FIRST);
    expect(await machine.run('once')).toMatchObject({ code: 0 });
  });

  // A change takes the same steps with either generation, but for the handlers, which are in /etc.
  const rooms: [string, number[]][] = [
    ['etc', [0, 1, 2, 3, 5]],
    ['opt', [0]],
    ['var', [0, 2]],
  ];
  it.each(generation === 'containerd' ? rooms : [['etc', [1, 3]] as const])(
    'leaves a node as it was whose /%s is full, and finishes once there is room',
    { timeout: 120_000 },
    async (disk, room) => {
      let failures = 0;
      for (const pages of room) {
        const before = await machine.handlersInDaemon();
        // Each time other files, none of which is there yet.
        const declared = {
          ...(pages % 2 === 0 ? SECOND : FIRST),
          version: `5.${disk}.${pages}`,
          filesId: `${pages}`.repeat(12),
        };
        machine.declare(declared);
        machine.sh(`cat /dev/zero >/${disk}/filler 2>/dev/null; truncate -s -${pages * 4096} /${disk}/filler`);
        const { code, log } = await machine.run('once');
        machine.sh(`rm /${disk}/filler`);
        expect(machine.handlersInFiles(), log).toEqual(await machine.handlersInDaemon());
        if (code !== 0) {
          failures += 1;
          expect(log).toMatch(/cannot be (written|unpacked|replaced|read)/);
          expect(await machine.handlersInDaemon()).toEqual(before);
        }
        const next = await machine.run('once');
        expect(next.code, next.log).toBe(0);
        expect(await machine.handlersInDaemon()).toEqual(['crun', 'runc', ...declared.handlers].sort());
        expect(machine.leftovers()).toEqual([]);
      }
      expect(failures).toBeGreaterThan(0);
    },
  );
});
