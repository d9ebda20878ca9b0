import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolder, Draft, removeDeadDrafts } from '../../../scripts/cluster/cache.js';
import { workspace } from '../../cli/command.js';

describe('the cache', () => {
  it.each([
    [{}, join(homedir(), '.cache/bulkhead/cluster')],
    [{ XDG_CACHE_HOME: '' }, join(homedir(), '.cache/bulkhead/cluster')],
    [{ XDG_CACHE_HOME: '/var/x' }, '/var/x/bulkhead/cluster'],
    [{ XDG_CACHE_HOME: '/var/x', BULKHEAD_CLUSTER_CACHE: '/var/y' }, '/var/y'],
  ])('with %j lies in %s', (env, folder) => {
    expect(cacheFolder(env)).toBe(folder);
  });

  it('shows a part when it is whole, and keeps the first of two', () => {
    const cache = workspace({});
    const [first, second] = [new Draft(cache), new Draft(cache)];
    const place = join(cache, 'part');
    writeFileSync(join(first.out, 'program'), 'first');
    writeFileSync(join(second.out, 'program'), 'second');
    expect(existsSync(place)).toBe(false);
    for (const draft of [first, second]) {
      draft.publish(place);
      expect(readFileSync(join(place, 'program'), 'utf8')).toBe('first');
      draft.remove();
      expect(existsSync(draft.folder)).toBe(false);
    }
  });

  it('says so when a part cannot be put into its place', () => {
    const draft = new Draft(workspace({}));
    expect(() => draft.publish('/no/such/folder/part')).toThrow('ENOENT');
    draft.remove();
  });

  it('keeps drafts of which nobody can say yet whose they are, for an hour', () => {
    const cache = workspace({});
    const [young, old] = [join(cache, '.draft-young'), join(cache, '.draft-old')];
    for (const draft of [young, old]) mkdirSync(draft);
    writeFileSync(join(old, 'owner.json'), '{"pid":');
    const before = Date.now() / 1000 - 61 * 60;
    utimesSync(old, before, before);
    removeDeadDrafts(cache);
    expect([existsSync(young), existsSync(old)]).toEqual([true, false]);
  });
});
