import { NAMESPACE_NAME, WORKLOAD } from '../config/labels.js';
import { peersNamedBy } from '../config/network-path.js';
import { isObject, type JsonObject } from '../kubernetes/json.js';
import { matchesSelector } from '../kubernetes/label-selector.js';
import type { Context } from './context.js';
import { implies, mayMeet } from './label-implication.js';
import type { KnownNamespace } from './namespaces.js';
import { DIRECTIONS, type Direction, tenantNetworkRules } from './network-policies.js';

/** One side of a path: these pods here let those pods there in, or go out to them. */
interface Consent {
  readonly pods: JsonObject;
  readonly namespaces: JsonObject;
  readonly others: JsonObject;
}

/** A path as a rule opens it from its own side. */
export interface OpenedPath {
  readonly direction: Direction;
  readonly from: KnownNamespace;
  readonly pods: JsonObject;
  readonly to: KnownNamespace;
  readonly others: JsonObject;
}

const ANYTHING: JsonObject = {};

/** What each namespace says of paths to others: in its NetworkPolicies, and in what its workloads declare. */
export class Consents {
  private readonly context: Context;
  private read: ReadonlyMap<string, readonly Consent[]> | undefined;

  constructor(context: Context) {
    this.context = context;
  }

  /**
   * Whether the other side has opened a path too. What goes out has to be let in whole, of these pods or of more; whoever
   * lets in more than is sent harms nobody but himself, so there the same path for some of the pods is enough.
   */
  has({ direction, from, pods, to, others }: OpenedPath): boolean {
    const back = direction === 'ingress' ? 'egress' : 'ingress';
    const said = [key(to.name, back, from.name), key(to.name, back)].flatMap((at) => this.said.get(at) ?? []);
    const agrees = direction === 'egress' ? implies : mayMeet;
    return said.some(
      (consent) =>
        matchesSelector(consent.namespaces, from.labels) &&
        agrees(pods, consent.others) &&
        agrees(others, consent.pods),
    );
  }

  /** Read when somebody asks: where no path leads to another tenant, nobody does. */
  private get said(): ReadonlyMap<string, readonly Consent[]> {
    this.read ??= readConsents(this.context);
    return this.read;
  }
}

function readConsents(context: Context): Map<string, Consent[]> {
  const all = new Map<string, Consent[]>();
  const add = (namespace: string, direction: Direction, consent: Consent) => {
    const { matchLabels } = consent.namespaces;
    const other = isObject(matchLabels) ? matchLabels[NAMESPACE_NAME] : undefined;
    const at = key(namespace, direction, typeof other === 'string' ? other : undefined);
    const known = all.get(at);
    if (known === undefined) all.set(at, [consent]);
    else known.push(consent);
  };
  for (const { namespace, direction, podSelector, peers } of tenantNetworkRules(context))
    for (const { peer } of peers) {
      if (!isObject(peer.namespaceSelector)) continue;
      const others = isObject(peer.podSelector) ? peer.podSelector : ANYTHING;
      add(namespace, direction, { pods: podSelector, namespaces: peer.namespaceSelector, others });
    }
  const { cluster } = context;
  for (const workloads of cluster?.workloads.values() ?? [])
    for (const workload of workloads.values()) {
      if (cluster === undefined || workload.spec.network === undefined) continue;
      for (const direction of DIRECTIONS)
        for (const peer of peersNamedBy(cluster, workload, direction))
          add(workload.spec.namespace, direction, {
            pods: { matchLabels: { [WORKLOAD]: workload.name } },
            namespaces: { matchLabels: { [NAMESPACE_NAME]: peer.spec.namespace } },
            others: { matchLabels: { [WORKLOAD]: peer.name } },
          });
    }
  return all;
}

/** Most name the other namespace, so a hub that is named by many is not searched for each of them. */
function key(namespace: string, direction: Direction, other = ''): string {
  return `${direction} ${namespace} ${other}`;
}
