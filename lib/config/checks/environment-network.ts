import { type Cidr, cidr, compareCidrs, contains } from '../../kubernetes/cidr.js';
import type { Path } from '../../kubernetes/json.js';
import type { Check } from './check.js';

/** Pod, service and node ranges are disjoint: the cluster could not route otherwise, and policies could not tell them apart. */
export const environmentNetwork: Check = ({ cluster: { environment }, report, doubt }) => {
  const { spec } = environment;
  const ranges = (['pods', 'services', 'nodes'] as const).flatMap((kind) => {
    const texts = doubt.certain(() => spec.network[kind]) ?? [];
    return texts.map((text, index) => ({ path: ['spec', 'network', kind, index], range: cidr(text) }));
  });
  for (const [earlier, later] of overlapping(ranges))
    report(environment, later.path, `${later.range.text} overlaps ${earlier.range.text}`, {
      hint: 'pods, services and nodes each need ranges of their own',
      related: { declaration: environment, path: earlier.path, message: 'declared here' },
    });

  doubt.ask(() => {
    const { destination } = spec.argocd;
    if ((destination.server === undefined) === (destination.name === undefined))
      report(environment, ['spec', 'argocd', 'destination'], 'needs exactly one of server and name');
  });
  for (const [name, service] of doubt.entries(spec.platformServices)) {
    if (service.namespace !== undefined) continue;
    if (service.cidrs.length === 0)
      report(environment, ['spec', 'platformServices', name], 'needs a namespace or cidrs: who is it?');
    else if (Object.keys(service.podLabels).length > 0)
      report(environment, ['spec', 'platformServices', name, 'podLabels'], 'needs a namespace: whose pods are these?');
  }
};

interface DeclaredRange {
  readonly path: Path;
  readonly range: Cidr;
}

/**
 * Every range that shares addresses with another, once, with the smallest that it lies in; the earlier declared first.
 * Two networks that overlap are one inside the other, so in their order the outer one is still open when the inner comes.
 */
function overlapping(ranges: readonly DeclaredRange[]): [DeclaredRange, DeclaredRange][] {
  const order = new Map(ranges.map((range, index) => [range, index]));
  const pairs: [DeclaredRange, DeclaredRange][] = [];
  const open: DeclaredRange[] = [];
  for (const inner of ranges.toSorted((a, b) => compareCidrs(a.range, b.range))) {
    let outer = open.at(-1);
    while (outer !== undefined && !contains(outer.range, inner.range)) {
      open.pop();
      outer = open.at(-1);
    }
    if (outer !== undefined)
      pairs.push((order.get(outer) ?? 0) < (order.get(inner) ?? 0) ? [outer, inner] : [inner, outer]);
    open.push(inner);
  }
  return pairs;
}
