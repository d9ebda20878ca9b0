import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configuration, Table, Value } from '../../../lib/kata/configuration/declared.js';
import { keysOf } from '../../../lib/kata/configuration/keys.js';
import { verdictsOn } from '../../../lib/kata/configuration/verdicts.js';
import { SHIMS, type Shim } from '../../../lib/kata/shims.js';
import { judged, shimNamed } from './judged.js';

const shims = [...SHIMS.values()];

/** Upstream's own values, written out. */
function defaultsOf(shim: Shim): Configuration {
  const tables: Record<string, Record<string, Value>> = {};
  for (const { table, name, defaults } of keysOf(shim).values()) {
    const value = defaults.get(shim.name);
    // What is a verdict in upstream's files too: patterns that are not anchored, and how to share files where none are.
    const spoken = name === 'enable_annotations' || (name.startsWith('virtio_fs_') && shim.confidential !== undefined);
    if (value !== undefined && !spoken) {
      tables[table] ??= {};
      tables[table][name] = value;
    }
  }
  const { 'agent.mem_agent': inner, agent, ...others } = tables;
  return { ...others, agent: { ...agent, ...(inner === undefined ? {} : { mem_agent: inner }) } };
}

describe('verdicts', () => {
  it.each(shims.map((shim) => [shim.name, shim] as const))('on %s: nothing is wrong with upstream', (_name, shim) => {
    expect(verdictsOn(shim, {})).toEqual([]);
    expect(verdictsOn(shim, defaultsOf(shim))).toEqual([]);
  });

  it('come all at once, in the order of the declaration', () => {
    const found = judged('clh', {
      runtime: { vfio_mode: 'kernel' },
      hypervisor: { machine_type: 'q35', default_vcpus: 0, nonsense: 1, default_memory: '2Gi' },
    });
    expect(found.map((text) => text.split(' | ')[0])).toEqual([
      'hypervisor.machine_type',
      'hypervisor.default_vcpus',
      'hypervisor.nonsense',
      'hypervisor.default_memory',
      'runtime.vfio_mode',
    ]);
  });

  it('offer the names that may have been meant: those of the same table that have an effect', () => {
    const meant = (shim: string, configuration: Configuration) =>
      verdictsOn(shimNamed(shim), configuration).map((verdict) => verdict.meant);
    const [agent] = meant('fc', { agent: { dial_timout: 30 } });
    expect(agent?.found).toBe('dial_timout');
    expect(agent?.among).toContain('dial_timeout');
    expect(agent?.among).not.toContain('create_container_timeout');
    const [hypervisor] = meant('fc', { hypervisor: { shared_filesystem: 'none' } });
    expect(hypervisor?.among).toContain('rootfs_type');
    expect(hypervisor?.among).not.toContain('shared_fs');
    expect(meant('clh', { hypervisor: { cold_plug_vfio: 'rootport' } })).toEqual([
      { found: 'rootport', among: ['no-port', 'root-port'] },
    ]);
  });

  it('cut what is too long to read', () => {
    const [text = ''] = judged('clh', { runtime: { internetworking_model: 'x'.repeat(10_000) } });
    expect(text.match(/x+…/g)).toEqual([`${'x'.repeat(239)}…`, `${'x'.repeat(227)}…`]);
  });

  it('name a key that is declared, whatever is declared, and never throw', () => {
    const keys = [...new Set(shims.flatMap((shim) => [...keysOf(shim).values()].map(({ name }) => name)))];
    const strange = ['__proto__', 'constructor', 'toString', '', 'mem_agent', 'ä'];
    const value = fc.oneof(
      fc.boolean(),
      fc.integer(),
      fc.double(),
      fc.string(),
      fc.array(fc.string()),
      fc.constantFrom('root-port', 'none', 'virtio-fs', '', 0, true, false),
    );
    const table = fc.array(fc.tuple(fc.constantFrom(...keys, ...strange), value)).map(Object.fromEntries);
    fc.assert(
      fc.property(
        fc.constantFrom(...shims),
        fc.record({ hypervisor: table, agent: table, runtime: table, factory: table }, { requiredKeys: [] }),
        (shim, configuration) => {
          for (const { path, message } of verdictsOn(shim, configuration as Configuration)) {
            const [name, key] = path;
            expect(Object.hasOwn((configuration as Record<string, Table>)[name] ?? {}, key)).toBe(true);
            expect(message).not.toMatch(/undefined|\[object|NaN/);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
