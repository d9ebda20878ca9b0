import type { Tenant, Workload } from '../declaration.js';
import type { EgressRule, IngressRule } from '../schema/workload-network.js';
import type { CheckContext, Hint } from './check.js';

/** One rule of a workload that is rendered. */
export interface NetworkRule {
  readonly tenant: Tenant;
  readonly workload: Workload;
  readonly direction: 'ingress' | 'egress';
  readonly rule: IngressRule | EgressRule;
  say(field: string, message: string, hint?: Hint): void;
}

/** Each is a question of its own. */
export function* networkRules({ owned, report, doubt }: CheckContext): Generator<NetworkRule, void, undefined> {
  for (const { tenant, workload } of owned()) {
    if (workload.spec.network === undefined || tenant.spec.state === 'retired') continue;
    for (const direction of doubt.each(['ingress', 'egress'] as const)) {
      for (const [name, rule] of doubt.entries<IngressRule | EgressRule>(workload.spec.network[direction])) {
        const path = ['spec', 'network', direction, name];
        const say: NetworkRule['say'] = (field, message, hint) => report(workload, [...path, field], message, { hint });
        yield { tenant, workload, direction, rule, say };
      }
    }
  }
}
