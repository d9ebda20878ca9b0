import { z } from 'zod';
import { count, dnsLabel, dnsSubdomain, quantity, text } from './fields.js';

/** One number for requests and limits alike, or one for each. */
const compute = z.union([
  quantity,
  z.strictObject({
    requests: quantity.describe('Sum of requests.'),
    limits: quantity.describe('Sum of limits; never below requests.'),
  }),
]);

const scopedQuota = z.strictObject({
  priorityClass: dnsSubdomain.describe('The PriorityClass whose pods it counts.'),
  cpu: compute.optional().describe('CPU of those pods.'),
  memory: compute.optional().describe('Memory of those pods.'),
  pods: count.optional().describe('Number of those pods.'),
});

/** Objects that a ResourceQuota counts by a name of their own (kubernetes pkg/apis/core/helper, standardQuotaResources). */
const COUNTED: ReadonlySet<string> = new Set([
  'pods',
  'services',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
]);

export const quota = z.strictObject({
  cpu: compute.describe('CPU: one quantity for requests and limits, or both.'),
  memory: compute.describe('Memory: one quantity for requests and limits, or both.'),
  ephemeralStorage: compute.default('10Gi').describe('Ephemeral storage: one quantity, or requests and limits.'),
  storage: z
    .strictObject({
      total: quantity.default('0').describe('Sum of all claims.'),
      claims: count.default(0).describe('Number of claims.'),
      classes: z
        .record(
          dnsSubdomain,
          z.strictObject({
            storage: quantity.describe('Sum of the claims of this class.'),
            claims: count.optional().describe('Number of claims of this class.'),
          }),
        )
        .default({})
        .describe('Bounds per StorageClass; a class that is not named is closed.'),
    })
    .prefault({})
    .describe('Persistent storage. Nothing unless declared.'),
  objects: z
    .record(
      text(
        (value) => COUNTED.has(value) || /^count\/[a-z0-9-]+(\.[a-z0-9.-]+)?$/.test(value),
        `a countable resource (${[...COUNTED].join(', ')}, or count/<resource>.<group>)`,
      ),
      count,
    )
    .default({})
    .describe('Object counts, beside the defaults for pods, services, secrets, configmaps and the rest.'),
  loadBalancers: count.default(0).describe('Services of type LoadBalancer.'),
  nodePorts: count.default(0).describe('Services with node ports.'),
  devices: z.record(dnsLabel, count).default({}).describe("Devices, by their name in the Environment's inventory."),
  networks: z
    .record(dnsLabel, count)
    .default({})
    .describe("Virtual functions of additional networks, by their name in the Environment's inventory."),
  scoped: z
    .record(dnsLabel, scopedQuota)
    .default({})
    .describe('Further quotas, each for the pods of one PriorityClass, by name.'),
});

export type Quota = z.output<typeof quota>;
export type Compute = z.output<typeof compute>;
