import { contains, parseCidr } from '../../kubernetes/cidr.js';
import { liesWithin } from '../protected-ranges.js';
import type { Check } from './check.js';

/** Addresses granted to a tenant are outside the cluster, and exceptions lie within what they except from. */
export const tenantNetwork: Check = ({ report, doubt, tenants, protectedRanges }) => {
  for (const tenant of tenants()) {
    for (const [name, grant] of doubt.entries(tenant.spec.network.cidrs)) {
      const cidr = parseCidr(grant.cidr);
      if ('error' in cidr) continue;
      doubt.ask(() => {
        const inside = protectedRanges().find((range) => contains(range.cidr, cidr));
        if (inside !== undefined)
          report(tenant, ['spec', 'network', 'cidrs', name, 'cidr'], liesWithin(grant.cidr, inside), {
            hint: 'what tenants may reach inside the cluster is declared as platformServices of the Environment',
          });
      });
      grant.except.forEach((text, index) => {
        const except = parseCidr(text);
        if (!('error' in except) && (!contains(cidr, except) || except.text === cidr.text))
          report(
            tenant,
            ['spec', 'network', 'cidrs', name, 'except', index],
            `${text} is not a smaller part of ${grant.cidr}`,
          );
      });
    }
  }
};
