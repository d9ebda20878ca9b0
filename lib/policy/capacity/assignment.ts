/** Someone who may take an amount from some of the sources, in whatever parts. */
export interface Claim {
  readonly name: string;
  readonly amount: bigint;
  readonly sources: readonly string[];
}

/** Claimants who together want more than all the sources together have that any of them may take from. */
export interface Deficit {
  readonly claimants: readonly string[];
  readonly sources: readonly string[];
  readonly wanted: bigint;
  readonly has: bigint;
}

/**
 * Where claims cannot all be met, however they are shared out: Hall's condition, that any group of claimants finds enough in
 * the sources that are open to it, is broken. Claims are assigned along augmenting paths (Ford and Fulkerson); once none is
 * left, what the unmet reach is such a group. No two deficits have a claimant in common. Claims without a source do not count.
 */
export function deficits(claims: readonly Claim[], supply: ReadonlyMap<string, bigint>): Deficit[] {
  const groups = grouped(claims);
  const state = { free: new Map(supply), takers: new Map<string, Set<Group>>() };
  for (const group of groups) {
    while (group.left > 0n) {
      const { path } = search(group, state);
      if (path === undefined) break;
      assign(group, path, state);
    }
  }
  const found = new Set<Reached>();
  const bySource = new Map<string, Reached>();
  for (const group of groups) {
    if (group.left === 0n) continue;
    const reached: Reached = search(group, state);
    const overlapping = new Set([...reached.sources].flatMap((source) => bySource.get(source) ?? []));
    for (const other of overlapping) {
      found.delete(other);
      for (const each of other.groups) reached.groups.add(each);
      for (const each of other.sources) reached.sources.add(each);
    }
    found.add(reached);
    for (const source of reached.sources) bySource.set(source, reached);
  }
  return [...found].map(({ groups, sources }) => ({
    claimants: [...groups].flatMap(({ names }) => names).sort(),
    sources: [...sources].sort(),
    wanted: [...groups].reduce((sum, { wanted }) => sum + wanted, 0n),
    has: [...sources].reduce((sum, source) => sum + (supply.get(source) ?? 0n), 0n),
  }));
}

/** Claims that have sources in common, directly or through others: what happens to one source concerns no more than these. */
export function claimsSharing(claims: readonly Claim[]): ReadonlyMap<string, readonly Claim[]> {
  const shared = new Map<string, Claim[]>();
  for (const claim of claims) {
    const joined = [...new Set(claim.sources.map((source) => shared.get(source)))].filter((each) => each !== undefined);
    // The longest takes in the others, so that no claim changes hands more often than the logarithm of their number.
    const [longest, ...others] = joined.sort((a, b) => b.length - a.length);
    const most: Claim[] = longest ?? [];
    for (const each of [...others.flat(), claim]) {
      most.push(each);
      for (const source of each.sources) shared.set(source, most);
    }
  }
  return shared;
}

interface Reached {
  readonly groups: Set<Group>;
  readonly sources: Set<string>;
}

/** Claimants with the same sources. */
interface Group {
  readonly names: string[];
  readonly sources: readonly string[];
  wanted: bigint;
  left: bigint;
  readonly taken: Map<string, bigint>;
}

/** A group takes from a source, which another one gave back before that. */
interface Step {
  readonly group: Group;
  readonly source: string;
}

function grouped(claims: readonly Claim[]): Group[] {
  const groups = new Map<string, Group>();
  // Claims share the lists of their sources, where they come from one place.
  const byList = new Map<readonly string[], Group>();
  for (const { name, amount, sources } of claims) {
    if (amount <= 0n || sources.length === 0) continue;
    const group = byList.get(sources) ?? groupOf(sources, groups);
    byList.set(sources, group);
    group.names.push(name);
    group.wanted += amount;
    group.left += amount;
  }
  return [...groups.values()];
}

function groupOf(sources: readonly string[], groups: Map<string, Group>): Group {
  const key = JSON.stringify(sources);
  const group: Group = groups.get(key) ?? { names: [], sources, wanted: 0n, left: 0n, taken: new Map() };
  groups.set(key, group);
  return group;
}

interface State {
  readonly free: Map<string, bigint>;
  readonly takers: Map<string, Set<Group>>;
}

/** The shortest way to something free: a source of its own, or one that another group takes from and can do without. */
function search(from: Group, { free, takers }: State) {
  const cameBy = new Map<string, Step>();
  const through = new Map<Group, string | undefined>([[from, undefined]]);
  let path: Step[] | undefined;
  // A Map's iteration goes on to what is added to it meanwhile: each group is looked at once.
  for (const group of through.keys()) {
    for (const source of group.sources) {
      if (path !== undefined || cameBy.has(source)) continue;
      cameBy.set(source, { group, source });
      if ((free.get(source) ?? 0n) > 0n) path = pathTo(source, cameBy, through);
      for (const other of takers.get(source) ?? [])
        if (!through.has(other) && (other.taken.get(source) ?? 0n) > 0n) through.set(other, source);
    }
    if (path !== undefined) break;
  }
  return { path, groups: new Set(through.keys()), sources: new Set(cameBy.keys()) };
}

/** From the free source back to the group that wants. */
function pathTo(
  free: string,
  cameBy: ReadonlyMap<string, Step>,
  through: ReadonlyMap<Group, string | undefined>,
): Step[] {
  const path: Step[] = [];
  let source: string | undefined = free;
  while (source !== undefined) {
    const step = cameBy.get(source);
    if (step === undefined) break;
    path.push(step);
    source = through.get(step.group);
  }
  return path;
}

function assign(group: Group, path: readonly Step[], { free, takers }: State): void {
  let amount = group.left;
  const [first] = path;
  const most = free.get(first?.source ?? '') ?? 0n;
  if (most < amount) amount = most;
  // Whoever stands between gives up what it takes from the next source towards the one who wants.
  for (const [index, { group: giver }] of path.entries()) {
    const given = path[index + 1];
    const has = given === undefined ? undefined : giver.taken.get(given.source);
    if (has !== undefined && has < amount) amount = has;
  }
  for (const [index, { group: taker, source }] of path.entries()) {
    taker.taken.set(source, (taker.taken.get(source) ?? 0n) + amount);
    takers.set(source, (takers.get(source) ?? new Set()).add(taker));
    const given = path[index + 1];
    if (given !== undefined) taker.taken.set(given.source, (taker.taken.get(given.source) ?? 0n) - amount);
  }
  if (first !== undefined) free.set(first.source, most - amount);
  group.left -= amount;
}
