import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { find, type Machine, placeOf } from '../../../scripts/cluster/find.js';
import { type BuiltPart, PARTS } from '../../../scripts/cluster/parts.js';
import { workspace } from '../../cli/command.js';

const go = { version: 'go1.26.0', platform: 'linux/amd64' };
const part = (name: string) => PARTS.find((each) => each.name === name) as BuiltPart;

/** A machine on which these parts are in the cache. */
function having(...names: string[]): Machine {
  const env = { BULKHEAD_CLUSTER_CACHE: workspace({}), PATH: '' };
  for (const name of names) mkdirSync(placeOf(part(name), env, go), { recursive: true });
  return { env, go };
}

describe('finding a part', () => {
  it('gives the program', () => {
    const machine = having('etcd');
    const { BULKHEAD_CLUSTER_CACHE: cache = '' } = machine.env;
    const [folder = ''] = readdirSync(cache);
    expect(folder).toMatch(/^etcd-v3\.6\.6-[0-9a-f]{16}$/);
    expect(find('etcd', machine)).toEqual({ path: join(cache, folder, 'etcd'), by: 'cache' });
  });

  it('gives the folder of definitions', () => {
    const machine = having('cdi-crds');
    const found = find('cdi-crds', machine);
    expect(found).toEqual({ path: expect.stringMatching(/\/cdi-crds-v1\.61\.0-[0-9a-f]{16}$/), by: 'cache' });
    expect('path' in found && dirname(found.path)).toBe(machine.env.BULKHEAD_CLUSTER_CACHE);
  });

  it('builds nothing, and says what does', () => {
    const machine = having();
    expect(find('etcd', machine)).toEqual({ missing: 'not built yet: npm run cluster:build' });
    expect(readdirSync(machine.env.BULKHEAD_CLUSTER_CACHE ?? '')).toEqual([]);
  });

  it('takes nothing that another Go has built', () => {
    const { env } = having('etcd');
    const other = { ...go, version: 'go1.27.0' };
    expect(find('etcd', { env, go: other })).toEqual({ missing: 'not built yet: npm run cluster:build' });
  });

  it('prefers KUBEBUILDER_ASSETS, with or without go', () => {
    const assets = workspace({ etcd: '' });
    chmodSync(join(assets, 'etcd'), 0o755);
    const { env } = having('etcd');
    for (const each of [go, { missing: 'there is no go on the PATH' }])
      expect(find('etcd', { env: { ...env, KUBEBUILDER_ASSETS: assets }, go: each })).toEqual({
        path: join(assets, 'etcd'),
        by: 'KUBEBUILDER_ASSETS',
      });
  });

  it('refuses a name that no part has', () => {
    expect(() => find('etdc', having())).toThrow(/^there is no part "etdc"; there are: redis-server, /);
  });
});
