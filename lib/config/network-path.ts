import type { Cluster, Workload } from './declaration.js';
import type { EgressRule, IngressRule } from './schema/workload-network.js';

/** A declared path between two workloads, seen from the end whose pods a NetworkPolicy selects. */
export interface NetworkPath {
  readonly direction: 'ingress' | 'egress';
  readonly peer: Workload;
  /** Who declared it, and as which rule: the selected end itself or, within a tenant, the other end. */
  readonly declaredBy: Workload;
  readonly rule: { readonly direction: 'ingress' | 'egress'; readonly name: string };
}

export type NetworkPaths = ReadonlyMap<Workload, readonly NetworkPath[]>;

/**
 * The paths of every workload. Within a tenant one declaration opens both ends, unless the other end says itself what
 * it lets through. Between tenants each end has only what it declares itself: both must have spoken (checks/network-paths).
 */
export function networkPaths(cluster: Cluster): NetworkPaths {
  const paths = new Map<Workload, NetworkPath[]>();
  const add = (end: Workload, path: NetworkPath) => {
    const known = paths.get(end);
    if (known === undefined) paths.set(end, [path]);
    else known.push(path);
  };
  for (const workloads of cluster.workloads.values()) {
    for (const workload of workloads.values()) {
      for (const direction of ['ingress', 'egress'] as const) {
        for (const [name, rule] of Object.entries(workload.spec.network?.[direction] ?? {})) {
          const peer = peerOf(cluster, workload, rule);
          if (peer === undefined || isRetired(cluster, peer)) continue;
          const path = { declaredBy: workload, rule: { direction, name } };
          add(workload, { direction, peer, ...path });
          const back = direction === 'ingress' ? 'egress' : 'ingress';
          if (peer.tenant === workload.tenant && !declares(cluster, peer, back, workload))
            add(peer, { direction: back, peer: workload, ...path });
        }
      }
    }
  }
  return paths;
}

/** The workload that a rule names, or undefined where it names something else or somebody who is not there. */
export function peerOf(cluster: Cluster, workload: Workload, rule: IngressRule | EgressRule): Workload | undefined {
  if (rule.workload === undefined) return undefined;
  return cluster.workloads.get(rule.tenant ?? workload.tenant ?? '')?.get(rule.workload);
}

/** Whether `workload` declares a path in that direction whose other end is `peer`. */
export function declares(
  cluster: Cluster,
  workload: Workload,
  direction: 'ingress' | 'egress',
  peer: Workload,
): boolean {
  return declaredPeers(cluster).get(workload)?.[direction].has(peer) ?? false;
}

interface Peers {
  readonly ingress: ReadonlySet<Workload>;
  readonly egress: ReadonlySet<Workload>;
}

/** The workloads that each workload names. Worked out once: a hub is asked about itself by each of its many peers. */
function declaredPeers(cluster: Cluster): ReadonlyMap<Workload, Peers> {
  const known = peersOf.get(cluster);
  if (known !== undefined) return known;
  const all = new Map<Workload, Peers>();
  for (const workload of [...cluster.workloads.values()].flatMap((workloads) => [...workloads.values()])) {
    if (workload.spec.network === undefined) continue;
    const [ingress, egress] = (['ingress', 'egress'] as const).map((way) => peersNamedBy(cluster, workload, way));
    if (ingress !== undefined && egress !== undefined) all.set(workload, { ingress, egress });
  }
  peersOf.set(cluster, all);
  return all;
}

const peersOf = new WeakMap<Cluster, ReadonlyMap<Workload, Peers>>();

/** The workloads that the rules of one name, in one direction. */
export function peersNamedBy(
  cluster: Cluster,
  workload: Workload,
  direction: 'ingress' | 'egress',
): ReadonlySet<Workload> {
  const rules = Object.values(workload.spec.network?.[direction] ?? {});
  return new Set(rules.flatMap((rule) => peerOf(cluster, workload, rule) ?? []));
}

function isRetired(cluster: Cluster, workload: Workload): boolean {
  return cluster.tenants.get(workload.tenant ?? '')?.spec.state === 'retired';
}

/**
 * How much of its tenant's reach a workload has. `namespace`: all of it. `declared`: DNS and its own paths, because it
 * declares some or is the end of one. `isolated`: its own paths alone.
 */
export function reachOf(workload: Workload, paths: NetworkPaths): 'namespace' | 'declared' | 'isolated' {
  const dns = workload.spec.network?.dns ?? workload.spec.sandbox === undefined;
  if (!dns) return 'isolated';
  return workload.spec.network !== undefined || workload.spec.sandbox !== undefined || paths.has(workload)
    ? 'declared'
    : 'namespace';
}
