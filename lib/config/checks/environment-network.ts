import { cidr, overlaps } from '../../kubernetes/cidr.js';
import type { Check } from './check.js';

/** Pod, service and node ranges are disjoint: the cluster could not route otherwise, and policies could not tell them apart. */
export const environmentNetwork: Check = ({ cluster: { environment }, report }) => {
  const ranges = (['pods', 'services', 'nodes'] as const).flatMap((kind) =>
    environment.spec.network[kind].map((text, index) => ({
      path: ['spec', 'network', kind, index],
      range: cidr(text),
    })),
  );
  for (const [index, { path, range }] of ranges.entries()) {
    for (const earlier of ranges.slice(0, index)) {
      if (!overlaps(range, earlier.range)) continue;
      report(environment, path, `${range.text} overlaps ${earlier.range.text}`, {
        hint: 'pods, services and nodes each need ranges of their own',
        related: { declaration: environment, path: earlier.path, message: 'declared here' },
      });
    }
  }

  const { destination } = environment.spec.argocd;
  if ((destination.server === undefined) === (destination.name === undefined))
    report(environment, ['spec', 'argocd', 'destination'], 'needs exactly one of server and name');
  for (const [name, service] of Object.entries(environment.spec.platformServices)) {
    if (service.namespace === undefined && service.cidrs.length === 0)
      report(environment, ['spec', 'platformServices', name], 'needs a namespace or cidrs: who is it?');
    else if (service.namespace === undefined && Object.keys(service.podLabels).length > 0)
      report(environment, ['spec', 'platformServices', name, 'podLabels'], 'needs a namespace: whose pods are these?');
  }
};
