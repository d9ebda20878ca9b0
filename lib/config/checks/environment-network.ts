import { overlaps, parseCidr } from '../../kubernetes/cidr.js';
import type { Path } from '../../kubernetes/json.js';
import type { Check } from './check.js';

/** Pod, service and node ranges are disjoint: the cluster could not route otherwise, and policies could not tell them apart. */
export const environmentNetwork: Check = ({ cluster: { environment }, report }) => {
  const ranges: { path: Path; text: string }[] = [];
  for (const kind of ['pods', 'services', 'nodes'] as const) {
    environment.spec.network[kind].forEach((text, index) =>
      ranges.push({ path: ['spec', 'network', kind, index], text }),
    );
  }
  ranges.forEach((range, index) => {
    const cidr = parseCidr(range.text);
    if ('error' in cidr) return;
    for (const earlier of ranges.slice(0, index)) {
      const other = parseCidr(earlier.text);
      if ('error' in other || !overlaps(cidr, other)) continue;
      report(environment, range.path, `${range.text} overlaps ${earlier.text}`, {
        related: { declaration: environment, path: earlier.path, message: 'declared here' },
      });
    }
  });

  const { destination } = environment.spec.argocd;
  if ((destination.server === undefined) === (destination.name === undefined))
    report(environment, ['spec', 'argocd', 'destination'], 'needs exactly one of server and name');
  for (const [name, service] of Object.entries(environment.spec.platformServices)) {
    if (service.namespace === undefined && service.cidrs.length === 0)
      report(environment, ['spec', 'platformServices', name], 'needs a namespace or cidrs: who is it?');
  }
};
