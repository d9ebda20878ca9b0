import type { CarryingPool, CatalogueEntry } from './catalogue.js';
import { SOURCES } from './kata/capabilities/sources.js';
import type { Fact } from './kata/capabilities.js';
import { COLD_PLUG_BEFORE, coldPlugs } from './kata/cold-plug.js';
import type { Value } from './kata/configuration/declared.js';
import { compareQuantities, parseQuantity } from './kubernetes/quantity.js';

/** What somebody asks of a runtime, as the command line names it. */
export const NEEDS = ['gpu', 'vf', 'block-volumes', 'untrusted', 'confidential'] as const;
export type Need = (typeof NEEDS)[number];

/** Why a runtime is not the one. */
export interface Reason {
  readonly text: string;
  readonly source?: string;
}

export interface Choice {
  readonly recommended: CatalogueEntry | undefined;
  /** What has to be done or known before the recommended one does what it is recommended for. */
  readonly conditions: readonly Reason[];
  readonly others: readonly { readonly name: string; readonly reasons: readonly Reason[] }[];
}

/** Judges every entry against the needs, and recommends the one that meets them all with the strongest wall. */
export function choose(entries: readonly CatalogueEntry[], needs: readonly Need[]): Choice {
  const judged = entries.map((entry) => ({ entry, reasons: lacksOf(entry, needs) }));
  const fitting = judged.flatMap(({ entry, reasons }) => (reasons.length === 0 ? [entry] : []));
  const [recommended] = fitting.toSorted((a, b) => compare(a, b, needs));
  return {
    recommended,
    conditions: recommended === undefined ? [] : needs.flatMap((need) => conditionsOf(recommended, need)),
    others: judged
      .filter(({ entry }) => entry !== recommended)
      .map(({ entry, reasons }) => ({
        name: entry.name,
        reasons: reasons.length > 0 || recommended === undefined ? reasons : [behind(entry, recommended, needs)],
      })),
  };
}

function lacksOf(entry: CatalogueEntry, needs: readonly Need[]): Reason[] {
  if (entry.pools.length === 0) return [{ text: 'no pool of the environment carries it' }];
  const reasons = needs.flatMap((need) => LACKS[need](entry) ?? []);
  if (reasons.length > 0 || !needs.includes('gpu') || !needs.includes('vf')) return reasons;
  // A pod runs on one node.
  const pools = entry.pools.filter(({ devices, networks }) => devices.length > 0 && networks.length > 0);
  if (pools.length === 0) return [{ text: 'none of its pools has both devices and virtual functions' }];
  return needs.flatMap((need) => LACKS[need]({ ...entry, pools }) ?? []);
}

const LACKS: Readonly<Record<Need, (entry: CatalogueEntry) => Reason | undefined>> = {
  gpu: (entry) => {
    const gpu = entry.capabilities?.gpu;
    if (gpu === undefined) return unknown(entry, 'GPUs');
    if (gpu.value === 'none') return said('it gives no GPU to a pod', gpu);
    const devices = entry.pools.flatMap((pool) => pool.devices);
    if (devices.length === 0) return { text: `${poolsOf(entry)} no devices` };
    if (gpu.value === 'node-driver') {
      if (devices.some(({ passthrough }) => !passthrough)) return undefined;
      return said(`${poolsOf(entry)} devices for passthrough only, and it uses the node's driver`, gpu);
    }
    const offers = (pool: CarryingPool) => pool.devices.some(({ passthrough }) => passthrough);
    if (!entry.pools.some(offers))
      return said(`${poolsOf(entry)} no devices for passthrough, and a guest has no others`, gpu);
    return plugsNothing(entry, ['cold_plug_vfio', 'hot_plug_vfio'], offers);
  },
  vf: (entry) => {
    const fact = entry.capabilities?.virtualFunctions;
    if (fact === undefined) return unknown(entry, 'virtual functions');
    if (!fact.value) return said('it takes no virtual function', fact);
    const offers = ({ networks }: CarryingPool) => networks.length > 0;
    if (!entry.pools.some(offers)) return { text: `${poolsOf(entry)} no virtual functions` };
    return plugsNothing(entry, ['cold_plug_vfio'], offers);
  },
  'block-volumes': (entry) => {
    const fact = entry.capabilities?.blockVolumes;
    if (fact === undefined) return unknown(entry, 'block volumes');
    return fact.value ? undefined : said('it takes no block volume', fact);
  },
  untrusted: ({ isolation, capabilities }) => {
    if (isolation !== 'none') return undefined;
    const text = "nothing stands between its pods and the node's kernel";
    return capabilities === undefined ? { text } : said(text, capabilities.isolation);
  },
  confidential: (entry) => {
    const fact = entry.capabilities?.confidential;
    if (fact === undefined) return unknown(entry, 'confidential guests');
    return fact.value === 'none' ? said('the node can read the memory of its pods', fact) : undefined;
  },
};

/** Why nothing is plugged in on any pool that has something to plug; `keys` name the port. The same as kata/no-port and kata/no-passthrough. */
function plugsNothing(
  { pools, settings, kata }: CatalogueEntry,
  keys: readonly string[],
  offers: (pool: CarryingPool) => boolean,
): Reason | undefined {
  const known = settings.filter(({ table, name }) => table === 'hypervisor' && keys.includes(name));
  const offering = pools.filter(offers);
  const has = (key: string, pool: CarryingPool, is: (value: Value) => boolean) =>
    settings.some(
      ({ name, values }) => name === key && values.some((each) => each.pool === pool.name && is(each.value)),
    );
  const isRootless = (pool: CarryingPool) => has('rootless', pool, (value) => value === true);
  if (offering.every(isRootless))
    return {
      text: 'its configuration has rootless = true, and such a hypervisor opens no VFIO device',
      source: SOURCES.virtualization,
    };
  const isOpen = (pool: CarryingPool) => known.some(({ name }) => has(name, pool, (value) => value !== 'no-port'));
  if (known.length > 0 && !offering.some(isOpen)) {
    const names = known.map(({ name }) => `${name} = "no-port"`).join(' and ');
    return { text: `its configuration has ${names}`, source: SOURCES.endpointsOfGo };
  }
  if (kata === undefined) return undefined;
  const isHot = (pool: CarryingPool) =>
    keys.includes('hot_plug_vfio') && has('hot_plug_vfio', pool, (value) => value !== 'no-port');
  if (offering.some((pool) => isHot(pool) || pool.kata === undefined || coldPlugs(kata, pool.kata))) return undefined;
  return { text: `its pools have a Kata that ${COLD_PLUG_BEFORE}`, source: SOURCES.coldPlugOfCloudHypervisor };
}

function said(text: string, { note, source }: Fact<unknown>): Reason {
  return { text: note === undefined ? text : `${text} (${note})`, source };
}

function unknown({ handler, capabilities }: CatalogueEntry, what: string): Reason {
  if (capabilities !== undefined) return { text: `upstream says nothing of ${what} under handler ${handler}` };
  return { text: `nothing is known of handler ${handler}, which is not upstream's` };
}

function poolsOf({ pools }: CatalogueEntry): string {
  const names = pools.map(({ name }) => name);
  return names.length === 1 ? `its pool ${names[0]} has` : `its pools ${names.join(', ')} have`;
}

/** What has to be true beside what is known. */
function conditionsOf({ capabilities, settings }: CatalogueEntry, need: Need): Reason[] {
  const driver = capabilities?.gpu;
  if (need === 'gpu' && driver?.value === 'driver-to-add') {
    const text =
      'the guest image that upstream ships has no driver of the GPU: add one, or declare kata-qemu-nvidia-gpu';
    return [{ text, source: driver.source }];
  }
  // Whoever declares a handler in full configures it himself.
  const fact = need === 'vf' ? capabilities?.virtualFunctions : undefined;
  if (settings.length > 0 || fact?.note === undefined) return [];
  return [{ text: fact.note, source: fact.source }];
}

/** Of two that meet the needs, the first in which they differ decides. */
const PREFERENCES: readonly {
  readonly rank: (entry: CatalogueEntry, needs: readonly Need[]) => number;
  readonly behind: (entry: CatalogueEntry, best: CatalogueEntry) => string;
}[] = [
  {
    rank: ({ isolation }) => ['virtual-machine', 'user-space-kernel', 'none'].indexOf(isolation),
    behind: (_, best) => `${best.name} has the stronger wall`,
  },
  {
    rank: ({ capabilities }, needs) => (needs.includes('gpu') && capabilities?.gpu?.value === 'driver-to-add' ? 1 : 0),
    behind: (_, best) => `the guest image of ${best.name} has the driver of the GPU`,
  },
  {
    rank: ({ capabilities }) =>
      ['current', 'deprecated', 'development'].indexOf(capabilities?.maturity.value ?? 'current'),
    behind: ({ capabilities }, best) =>
      `${best.name} is ahead of it: upstream calls it ${capabilities?.maturity.value === 'development' ? 'for development' : 'deprecated'}`,
  },
];

function compare(a: CatalogueEntry, b: CatalogueEntry, needs: readonly Need[]): number {
  for (const { rank } of PREFERENCES) {
    const difference = rank(a, needs) - rank(b, needs);
    if (difference !== 0) return difference;
  }
  return compareOverhead(a, b) || (a.name < b.name ? -1 : 1);
}

function compareOverhead(a: CatalogueEntry, b: CatalogueEntry): number {
  const [one, other] = [a, b].map(({ overhead }) => parseQuantity(overhead?.memory ?? '0'));
  return one === undefined || other === undefined ? 0 : compareQuantities(one, other);
}

function behind(entry: CatalogueEntry, best: CatalogueEntry, needs: readonly Need[]): Reason {
  const decisive = PREFERENCES.find(({ rank }) => rank(entry, needs) !== rank(best, needs));
  if (decisive !== undefined) return { text: `fits too, but ${decisive.behind(entry, best)}` };
  if (compareOverhead(entry, best) === 0) return { text: `fits as well as ${best.name}` };
  return {
    text: `fits too, but its pods cost ${entry.overhead?.memory} of overhead, those of ${best.name} ${best.overhead?.memory ?? 'none'}`,
  };
}
