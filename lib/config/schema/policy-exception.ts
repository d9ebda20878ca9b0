import { z } from 'zod';
import { dnsLabel, dnsSubdomain, text } from './fields.js';

const day = text((value) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}, 'a day as YYYY-MM-DD');

export const policyExceptionSpec = z.strictObject({
  rule: text((value) => /^[a-z0-9-]+\/[a-z0-9-]+$/.test(value), 'a rule as category/name').describe(
    'The rule that is excused.',
  ),
  scope: z
    .strictObject({
      tenant: dnsLabel.optional().describe('Tenant.'),
      namespace: dnsLabel.optional().describe('Namespace.'),
      kind: z.string().optional().describe('Kind of the object.'),
      name: dnsSubdomain.optional().describe('Name of the object.'),
      container: dnsLabel.optional().describe('Container.'),
      field: z.string().optional().describe('Field path.'),
    })
    .refine((scope) => Object.values(scope).some((part) => part !== undefined), {
      error: 'names nothing: an exception needs a scope',
    })
    .describe('What it covers; every part that is named must match.'),
  reason: z.string().min(10).describe('Why, for the next reviewer.'),
  owner: z.string().min(1).describe('Who answers for it.'),
  expires: day.describe('Last day it counts, YYYY-MM-DD.'),
});

export type PolicyExceptionSpec = z.output<typeof policyExceptionSpec>;
