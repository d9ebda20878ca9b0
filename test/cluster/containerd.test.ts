import { dirname } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_MEMORY, DEFAULT_VCPUS } from '../../lib/kata/annotations.js';
import { containerdDropIn, containerdTables } from '../../lib/kata/handlers/containerd.js';
import { placeOf } from '../../lib/kata/handlers/distributions.js';
import type { Handler } from '../../lib/kata/handlers/handler.js';
import { SHIMS } from '../../lib/kata/shims.js';
import { upstreamHandler } from '../kata/handlers/handlers.js';
import { Containerd, needsContainerd } from './containerd.js';
import { administrators } from './containerd-files.js';
import { countJudged } from './tally.js';

const CRI = 'io.containerd.grpc.v1.cri';
const CRI_RUNTIME = 'io.containerd.cri.v1.runtime';
const CRI_IMAGES = 'io.containerd.cri.v1.images';

/** Of every shim that upstream ships; a snapshotter that the daemon lacks is another matter. */
const ALL = [...SHIMS.keys()].map((name) => upstreamHandler(name, [DEFAULT_MEMORY, DEFAULT_VCPUS]));
const PLAIN = ALL.filter(({ snapshotter }) => snapshotter === undefined);

type Tables = { [key: string]: Tables };
const at = (tables: Tables, ...path: string[]) => path.reduce<Tables>((table, key) => table[key] ?? {}, tables);

/** As `containerd config dump` has what we declare of it. */
function told({ runtimeType, runtimePath, configPath, podAnnotations, snapshotter }: Handler) {
  return {
    runtime_type: runtimeType,
    runtime_path: runtimePath,
    pod_annotations: podAnnotations,
    privileged_without_host_devices: true,
    snapshotter: snapshotter ?? '',
    options: { ConfigPath: configPath },
  };
}

/** The same without handlers of these names, and without the list of files. */
function without(dump: Tables, handlers: readonly Handler[], runtimePlugin: string): Tables {
  const rest = structuredClone(dump);
  delete rest.imports;
  for (const { name } of handlers) {
    delete at(rest, 'plugins', runtimePlugin, 'containerd', 'runtimes')[name];
    delete at(rest, 'plugins', CRI_IMAGES, 'runtime_platforms')[name];
  }
  return rest;
}

let daemon: Containerd | undefined;
afterEach(() => daemon?.end());

async function expectWorking(containerd: Containerd): Promise<void> {
  const plugins = await containerd.plugins();
  const cri = [...plugins].filter(([name]) => name === CRI || name.startsWith('io.containerd.cri.v1.'));
  expect(cri.length).toBeGreaterThan(0);
  expect(cri.filter(([, status]) => status !== 'ok')).toEqual([]);
}

describe('containerd 2', () => {
  needsContainerd('containerd');

  it.each([
    [2, 2],
    [3, 3],
    [4, 3],
  ] as const)(
    'merges into a main file of version %i a drop-in of version %i, and nothing else changes',
    async (main, version) => {
      daemon = new Containerd('containerd');
      daemon.write('config.toml', administrators(main, daemon.folder));
      const before = daemon.dump() as Tables;
      expect(at(before, 'plugins', CRI_RUNTIME, 'containerd', 'runtimes', 'runc', 'options').SystemdCgroup).toBe(true);
      expect(at(before, 'plugins', CRI_IMAGES, 'pinned_images').sandbox).toBe('registry.example.com/pause:3.10');
      await daemon.start();
      await expectWorking(daemon);

      daemon.write('conf.d/bulkhead-kata.toml', containerdDropIn(PLAIN, version));
      const after = daemon.dump() as Tables;
      for (const handler of PLAIN)
        expect(at(after, 'plugins', CRI_RUNTIME, 'containerd', 'runtimes', handler.name), handler.name).toMatchObject(
          told(handler),
        );
      expect(without(after, PLAIN, CRI_RUNTIME)).toEqual(without(before, [], CRI_RUNTIME));
      await daemon.restart();
      await expectWorking(daemon);
      countJudged('handlers by containerd', PLAIN.length);
    },
  );

  it.each([
    [2, 2],
    [3, 3],
    [4, 3],
  ] as const)(
    'takes a handler’s snapshotter for its images too: a main file of version %i, a drop-in of %i',
    async (main, version) => {
      daemon = new Containerd('containerd');
      daemon.write('config.toml', administrators(main, daemon.folder));
      daemon.write('conf.d/bulkhead-kata.toml', containerdDropIn(ALL, version));
      const dump = daemon.dump() as Tables;
      for (const handler of ALL)
        expect(at(dump, 'plugins', CRI_RUNTIME, 'containerd', 'runtimes', handler.name)).toMatchObject(told(handler));
      const platforms = Object.entries(at(dump, 'plugins', CRI_IMAGES, 'runtime_platforms'));
      expect(Object.fromEntries(platforms.map(([name, { snapshotter }]) => [name, snapshotter]))).toEqual(
        Object.fromEntries(
          ALL.flatMap(({ name, snapshotter }) => (snapshotter === undefined ? [] : [[name, snapshotter]])),
        ),
      );
      await daemon.start();
      await expectWorking(daemon);
    },
  );

  it('puts our drop-in over what its main file says of the same handler', () => {
    daemon = new Containerd('containerd');
    const [handler] = PLAIN as [Handler];
    const wider = containerdDropIn([{ ...handler, podAnnotations: ['io.katacontainers.*'] }], 3);
    daemon.write('config.toml', administrators(3, daemon.folder) + wider.replace('version = 3', ''));
    daemon.write('conf.d/bulkhead-kata.toml', containerdDropIn([handler], 3));
    const dump = daemon.dump() as Tables;
    expect(at(dump, 'plugins', CRI_RUNTIME, 'containerd', 'runtimes', handler.name)).toMatchObject(told(handler));
  });

  it('imports the folder of our drop-in by itself where it has no main file', () => {
    daemon = new Containerd('containerd');
    expect(daemon.defaults().imports).toEqual([`${dirname(placeOf('containerd', 'kubernetes').dropIn)}/*.toml`]);
  });
});

describe('containerd 1', () => {
  needsContainerd('containerd-1');

  it('keeps nothing of its main file’s CRI plugin beside an imported one: why ours is appended', () => {
    daemon = new Containerd('containerd-1');
    daemon.write('config.toml', administrators(2, daemon.folder));
    daemon.write('conf.d/bulkhead-kata.toml', containerdDropIn(PLAIN, 2));
    const cri = at(daemon.dump() as Tables, 'plugins', CRI);
    expect(cri.sandbox_image).not.toBe('registry.example.com/pause:3.10');
    expect(at(cri, 'containerd', 'runtimes', 'runc')).toEqual({});
  });

  it('takes tables that are appended, and nothing else changes', async () => {
    daemon = new Containerd('containerd-1');
    const main = administrators(2, daemon.folder);
    daemon.write('config.toml', main);
    const before = daemon.dump() as Tables;
    expect(at(before, 'plugins', CRI, 'containerd', 'runtimes', 'runc', 'options').SystemdCgroup).toBe(true);
    expect(at(before, 'plugins', CRI).sandbox_image).toBe('registry.example.com/pause:3.10');
    expect(at(before, 'plugins', CRI, 'registry', 'mirrors', 'docker.io').endpoint).toEqual([
      'https://mirror.example.com',
    ]);
    await daemon.start();
    await expectWorking(daemon);

    daemon.write('config.toml', `${main}\n${containerdTables(ALL)}`);
    const after = daemon.dump() as Tables;
    for (const handler of ALL) {
      const { snapshotter: _, ...known } = told(handler);
      expect(at(after, 'plugins', CRI, 'containerd', 'runtimes', handler.name), handler.name).toMatchObject(known);
    }
    expect(without(after, ALL, CRI)).toEqual(without(before, [], CRI));
    await daemon.restart();
    await expectWorking(daemon);
    countJudged('handlers by containerd', ALL.length);
  });

  it('forgets its own runc where only others are named, and works with it named', async () => {
    daemon = new Containerd('containerd-1');
    const main = administrators(2, daemon.folder).replace(/\n *\[plugins[^\]]*runtimes\.runc\].*$/s, '\n');
    daemon.write('config.toml', main);
    const { runc } = at(daemon.dump() as Tables, 'plugins', CRI, 'containerd', 'runtimes');
    expect(runc).toMatchObject({ runtime_type: 'io.containerd.runc.v2' });
    daemon.write('config.toml', `${main}\n${containerdTables(PLAIN)}`);
    expect(at(daemon.dump() as Tables, 'plugins', CRI, 'containerd', 'runtimes')).not.toHaveProperty('runc');
    await daemon.start();
    expect((await daemon.plugins()).get(CRI)).toBe('error');

    const named =
      '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]\nruntime_type = "io.containerd.runc.v2"\n';
    daemon.write('config.toml', `${main}\n${containerdTables(PLAIN)}\n${named}`);
    expect(at(daemon.dump() as Tables, 'plugins', CRI, 'containerd', 'runtimes').runc).toMatchObject({
      runtime_type: 'io.containerd.runc.v2',
    });
    await daemon.restart();
    await expectWorking(daemon);
  });
});
