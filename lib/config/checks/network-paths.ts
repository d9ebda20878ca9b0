import { cidr, contains } from '../../kubernetes/cidr.js';
import type { Tenant, Workload } from '../declaration.js';
import { exceptionAround, grantFor, grantsAround, isAmong } from '../network-grant.js';
import { declares, peerOf } from '../network-path.js';
import { liesWithin, protectedRanges } from '../protected-ranges.js';
import type { EgressRule, IngressRule } from '../schema/workload-network.js';
import { allOf, amongst, type Check, type CheckContext, type Hint } from './check.js';

/** What workloads declare of the network lies within their tenant's grant, and paths between tenants have two willing ends. */
export const networkPaths: Check = (context) => {
  for (const [name, workloads] of context.cluster.workloads) {
    const tenant = context.cluster.tenants.get(name);
    if (tenant === undefined || tenant.spec.state === 'retired') continue;
    for (const workload of workloads.values()) {
      for (const direction of ['ingress', 'egress'] as const) {
        for (const [rule, spec] of Object.entries(workload.spec.network?.[direction] ?? {}))
          checkRule(context, tenant, workload, direction, rule, spec);
      }
    }
  }
};

function checkRule(
  context: CheckContext,
  tenant: Tenant,
  workload: Workload,
  direction: 'ingress' | 'egress',
  name: string,
  rule: IngressRule | EgressRule,
): void {
  const { cluster } = context;
  const say = (field: string, message: string, hint?: Hint) =>
    context.report(workload, ['spec', 'network', direction, name, field], message, { hint });

  if (rule.tenant !== undefined && rule.workload === undefined) say('tenant', 'needs a workload of that tenant');
  if (rule.workload !== undefined) checkPeer(context, tenant, workload, direction, rule, say);
  if (rule.platformService !== undefined) {
    const granted = tenant.spec.network.platformServices;
    const services = new Map(Object.entries(cluster.environment.spec.platformServices));
    const service = services.get(rule.platformService);
    if (!granted.includes(rule.platformService))
      say(
        'platformService',
        `\`${rule.platformService}\` is not granted to tenant \`${tenant.name}\``,
        amongst(rule.platformService, granted, 'granted platform services'),
      );
    else if (service !== undefined && service.direction !== direction)
      say('platformService', `\`${rule.platformService}\` is for ${service.direction}, not for ${direction}`);
    const closed = rule.ports.filter((port) => service !== undefined && !isAmong(port, service.ports));
    if (closed.length > 0)
      say(
        'ports',
        `\`${rule.platformService}\` is not open on ${closed.join(', ')}`,
        `its ports: ${service?.ports.join(', ')}`,
      );
  }
  if ('internet' in rule && rule.internet && !tenant.spec.network.internet)
    say(
      'internet',
      `tenant \`${tenant.name}\` has no internet`,
      'the platform grants it in the Tenant: spec.network.internet',
    );
  if ('cidr' in rule && rule.cidr !== undefined) checkCidr(context, tenant, rule.cidr, rule.ports, say);
}

type Say = (field: string, message: string, hint?: Hint) => void;

function checkPeer(
  context: CheckContext,
  tenant: Tenant,
  workload: Workload,
  direction: 'ingress' | 'egress',
  rule: IngressRule | EgressRule,
  say: Say,
): void {
  const { cluster, isDeclared, declared } = context;
  const other = rule.tenant ?? tenant.name;
  const name = rule.workload ?? '';
  if (other !== tenant.name) {
    if (!isDeclared('Tenant', other)) {
      say('tenant', `no Tenant is named \`${other}\``, amongst(other, declared('Tenant'), 'tenants'));
      return;
    }
    const grant = new Map(Object.entries(tenant.spec.network.tenants)).get(other);
    const word = direction === 'ingress' ? 'offer' : 'use';
    if (grant?.[word] !== true) {
      say(
        'tenant',
        `tenant \`${tenant.name}\` may not ${word === 'offer' ? `let \`${other}\` in` : `reach \`${other}\``}`,
        `the platform grants it in the Tenant \`${tenant.name}\`: spec.network.tenants.${other}.${word}`,
      );
      return;
    }
    if (cluster.tenants.get(other)?.spec.state === 'retired') return;
  }
  const peer = peerOf(cluster, workload, rule);
  if (peer === undefined) {
    if (!isDeclared('Workload', name, other))
      say(
        'workload',
        `tenant \`${other}\` has no Workload \`${name}\``,
        amongst(name, declared('Workload', other), 'workloads'),
      );
    return;
  }
  const back = direction === 'ingress' ? 'egress' : 'ingress';
  if (peer === workload) say('workload', 'a workload needs no path to itself');
  else if (other !== tenant.name && !declares(cluster, peer, back, workload))
    say(
      'workload',
      `only this side declares the path: \`${other}/${name}\` has no ${back} rule for \`${tenant.name}/${workload.name}\``,
      `a path between tenants needs both: in tenants/${other}/ declare spec.network.${back}.<name>: {tenant: ${tenant.name}, workload: ${workload.name}}`,
    );
}

function checkCidr(
  { cluster }: CheckContext,
  tenant: Tenant,
  text: string,
  ports: readonly (string | number)[],
  say: Say,
): void {
  const range = cidr(text);
  const grants = grantsAround(tenant.spec, text);
  if (grants.length === 0) {
    const granted = Object.values(tenant.spec.network.cidrs).map((grant) => grant.cidr);
    say('cidr', `${text} is not within the grant of tenant \`${tenant.name}\``, allOf(granted, 'granted ranges'));
    return;
  }
  const inside = protectedRanges(cluster.environment).find((closed) => contains(closed.cidr, range));
  if (inside !== undefined) say('cidr', liesWithin(text, inside));
  const opening = grants.filter(([, grant]) => exceptionAround(grant, text) === undefined);
  const excepted = grants.map(([, grant]) => exceptionAround(grant, text));
  if (opening.length === 0) say('cidr', `${text} lies within ${excepted.join(', ')}, which the grant excepts`);
  else if (grantFor(tenant.spec, text, ports) === undefined) {
    const open = new Set(opening.flatMap(([, grant]) => grant.ports));
    say('ports', `the grant of ${text} is for ports ${[...open].join(', ')}`);
  }
}
