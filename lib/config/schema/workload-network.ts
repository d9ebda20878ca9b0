import { z } from 'zod';
import { cidr, dnsLabel, portAndProtocol } from './fields.js';

const peer = {
  workload: dnsLabel.optional().describe('A workload, of this tenant unless tenant says otherwise.'),
  tenant: dnsLabel.optional().describe('The other tenant; its workload must declare the path too.'),
  platformService: dnsLabel.optional().describe('A platform service granted to the tenant.'),
  ports: z
    .array(portAndProtocol)
    .default([])
    .describe('Ports of the receiving pods: 8080 or 53/UDP; none means every port.'),
};

const ingressRule = z
  .strictObject(peer)
  .refine((rule) => (rule.workload !== undefined) !== (rule.platformService !== undefined), {
    error: 'needs exactly one of workload (with or without tenant) and platformService',
  });

const egressRule = z
  .strictObject({
    ...peer,
    cidr: cidr.optional().describe("Addresses within the tenant's grant."),
    internet: z.literal(true).optional().describe('The public internet, when the tenant has it.'),
  })
  .refine(
    (rule) =>
      [rule.workload, rule.platformService, rule.cidr, rule.internet].filter((to) => to !== undefined).length === 1,
    {
      error: 'needs exactly one of workload (with or without tenant), platformService, cidr and internet',
    },
  );

/** A workload's own network rules. */
export const workloadNetwork = z.strictObject({
  dns: z.boolean().optional().describe('Whether pods may ask the cluster DNS; yes, but for sandboxes.'),
  ingress: z.record(dnsLabel, ingressRule).default({}).describe('Who may come in, by name.'),
  egress: z.record(dnsLabel, egressRule).default({}).describe('Where it may go, by name.'),
});

export type IngressRule = z.output<typeof ingressRule>;
export type EgressRule = z.output<typeof egressRule>;
