import { isAmong } from '../network-grant.js';
import { amongst, type Check, type CheckContext } from './check.js';
import { type NetworkRule, networkRules } from './network-rule.js';

/** Workloads use the platform services that their tenant is granted, the way these are used; so with the internet. */
export const networkServices: Check = (context) => {
  for (const declared of networkRules(context)) {
    for (const question of context.doubt.each([checkService, checkPorts, checkInternet])) question(context, declared);
  }
};

function checkService({ cluster }: CheckContext, { tenant, direction, rule, say }: NetworkRule): void {
  const name = rule.platformService;
  if (name === undefined) return;
  const granted = tenant.spec.network.platformServices;
  if (!granted.includes(name)) {
    const message = `\`${name}\` is not granted to tenant \`${tenant.name}\``;
    say('platformService', message, amongst(name, granted, 'granted platform services'));
    return;
  }
  const services = cluster.environment.spec.platformServices;
  const service = Object.hasOwn(services, name) ? services[name] : undefined;
  if (service !== undefined && service.direction !== direction)
    say('platformService', `\`${name}\` is for ${service.direction}, not for ${direction}`);
}

function checkPorts({ cluster }: CheckContext, { rule, say }: NetworkRule): void {
  const name = rule.platformService;
  if (name === undefined) return;
  const services = cluster.environment.spec.platformServices;
  const open = Object.hasOwn(services, name) ? services[name]?.ports : undefined;
  const closed = rule.ports.filter((port) => open !== undefined && !isAmong(port, open));
  if (closed.length > 0)
    say('ports', `\`${name}\` is not open on ${closed.join(', ')}`, `its ports: ${open?.join(', ')}`);
}

function checkInternet(_: CheckContext, { tenant, rule, say }: NetworkRule): void {
  if ('internet' in rule && rule.internet && !tenant.spec.network.internet)
    say(
      'internet',
      `tenant \`${tenant.name}\` has no internet`,
      'the platform grants it in the Tenant: spec.network.internet',
    );
}
