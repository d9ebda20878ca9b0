import type { Key } from '../key.js';
import { keysIn } from './table.js';

const MEMCG = 'mem_agent_enable';
const rust = (value: boolean | number) => ({ 'clh qemu dragonball': value });

/** `[agent.kata.mem_agent]`: gives the guest's idle memory back to the node. runtime-rs refuses keys that it does not know here. */
export const MEM_AGENT: readonly Key[] = keysIn('agent.mem_agent', {
  mem_agent_enable: { type: 'boolean', meaning: 'The memory agent runs in the guest.', rust: rust(false) },
  memcg_disable: {
    type: 'boolean',
    meaning: `Nothing is reclaimed from cgroups, in spite of ${MEMCG}.`,
    rust: rust(false),
  },
  memcg_swap: {
    type: 'boolean',
    meaning: 'Anonymous memory is reclaimed too; wants swap in the guest.',
    rust: rust(false),
  },
  memcg_swappiness_max: {
    type: 'integer',
    minimum: 0,
    maximum: 200,
    meaning: 'The most swappiness, with memcg_swap.',
    rust: rust(50),
  },
  memcg_period_secs: {
    type: 'integer',
    minimum: 1,
    unit: 'seconds',
    meaning: 'How often idle memory of cgroups is looked for.',
    rust: rust(600),
  },
  memcg_period_psi_percent_limit: percent('nothing is looked for above this memory pressure.'),
  memcg_eviction_psi_percent_limit: percent('reclaiming stops above this memory pressure.'),
  memcg_eviction_run_aging_count_min: {
    type: 'integer',
    minimum: 0,
    meaning: 'How often a page must have been seen idle before it is reclaimed.',
    rust: rust(3),
  },
  compact_disable: { type: 'boolean', meaning: `Memory is not compacted, in spite of ${MEMCG}.`, rust: rust(false) },
  compact_period_secs: {
    type: 'integer',
    minimum: 1,
    unit: 'seconds',
    meaning: 'How often memory is compacted.',
    rust: rust(600),
  },
  compact_period_psi_percent_limit: percent('compaction does not start above this memory pressure.'),
  compact_psi_percent_limit: { ...percent('compaction stops above this memory pressure.'), rust: rust(5) },
  compact_sec_max: {
    type: 'integer',
    minimum: 0,
    unit: 'seconds',
    meaning: 'How long a compaction may take.',
    rust: { 'clh qemu': 300, dragonball: 180 },
  },
  compact_order: {
    type: 'integer',
    minimum: 0,
    meaning: 'Size of the pages that are to become free: 2 to the power of this many small pages.',
    rust: rust(9),
  },
  compact_threshold: {
    type: 'integer',
    minimum: 0,
    meaning: 'How many such pages must have been freed since the last compaction.',
    rust: rust(1024),
  },
  compact_force_times: {
    type: 'integer',
    minimum: 0,
    meaning: 'After how many times without compaction it is done all the same; upstream: never (2^63 - 1).',
    // JavaScript holds no larger number exactly; it is nothing that is written.
    rust: rust(Number.MAX_SAFE_INTEGER),
  },
});

function percent(meaning: string) {
  return {
    type: 'integer' as const,
    minimum: 0,
    maximum: 100,
    unit: '%',
    meaning: `Share of time: ${meaning}`,
    rust: rust(1),
  };
}
