import { cidr, contains } from '../../kubernetes/cidr.js';
import { exceptionAround, grantFor, grantsAround } from '../network-grant.js';
import { liesWithin } from '../protected-ranges.js';
import { allOf, type Check, type CheckContext } from './check.js';
import { type NetworkRule, networkRules } from './network-rule.js';

/** The addresses that workloads reach lie within their tenant's grant, and outside of the cluster. */
export const networkAddresses: Check = (context) => {
  for (const declared of networkRules(context)) {
    const { rule } = declared;
    if ('cidr' in rule && rule.cidr !== undefined) checkCidr(context, declared, rule.cidr);
  }
};

function checkCidr({ doubt, protectedRanges }: CheckContext, { tenant, rule, say }: NetworkRule, text: string): void {
  const grants = grantsAround(tenant.spec, text);
  if (grants.length === 0) {
    const granted = Object.values(tenant.spec.network.cidrs).map((grant) => grant.cidr);
    say('cidr', `${text} is not within the grant of tenant \`${tenant.name}\``, allOf(granted, 'granted ranges'));
    return;
  }
  doubt.ask(() => {
    const inside = protectedRanges().find((closed) => contains(closed.cidr, cidr(text)));
    if (inside !== undefined) say('cidr', liesWithin(text, inside));
  });
  const opening = grants.filter(([, grant]) => exceptionAround(grant, text) === undefined);
  const excepted = grants.map(([, grant]) => exceptionAround(grant, text));
  if (opening.length === 0) say('cidr', `${text} lies within ${excepted.join(', ')}, which the grant excepts`);
  else if (grantFor(tenant.spec, text, rule.ports) === undefined) {
    const open = new Set(opening.flatMap(([, grant]) => grant.ports));
    say('ports', `the grant of ${text} is for ports ${[...open].join(', ')}`);
  }
}
