import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FIRST } from './declared.js';
import { ofContainerd } from './generations.js';
import { machineOf } from './machine.js';

// A power failure may keep a later rename and lose an earlier one in another file system, unless somebody has waited for that.
ofContainerd((generation) => {
  const machine = machineOf(generation);

  it('has its journal on the disk before the change that it is about, and off the disk before the label', async () => {
    const programs = join(machine.folder, 'programs');
    const state = machine.path('/var/lib/bulkhead/node-preparation');
    const dropIn = machine.path('/etc/containerd/conf.d/bulkhead-kata.toml');
    const log = join(machine.folder, 'synced');
    mkdirSync(programs);
    // In the place of sync: what there is whenever the folder of the journal is brought to the disk.
    const sync = `#!/bin/sh
[ "$1" = ${state} ] || exit 0
{
  [ ! -e ${state}/pending ] || printf 'journal '
  [ ! -e ${dropIn} ] || printf 'handlers '
  echo
} >>${log}
`;
    writeFileSync(join(programs, 'sync'), sync, { mode: 0o755 });
    machine.declare(FIRST);
    const { code, log: said } = await machine.run('once', { PATH: `${programs}:${process.env.PATH}` });
    expect(code, said).toBe(0);
    expect(machine.api.patches.length).toBeGreaterThan(0);
    expect(readFileSync(log, 'utf8').split('\n')).toEqual(['journal ', 'handlers ', '']);
  });
});
