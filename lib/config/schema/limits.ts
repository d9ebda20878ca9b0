import { z } from 'zod';
import { quantity } from './fields.js';

const amounts = z.strictObject({
  cpu: quantity.optional().describe('CPU.'),
  memory: quantity.optional().describe('Memory.'),
  'ephemeral-storage': quantity.optional().describe('Ephemeral storage.'),
});

export const limits = z.strictObject({
  container: z
    .strictObject({
      default: z
        .strictObject({
          cpu: quantity.default('500m').describe('CPU.'),
          memory: quantity.default('512Mi').describe('Memory.'),
          'ephemeral-storage': quantity.default('1Gi').describe('Ephemeral storage.'),
        })
        .prefault({})
        .describe('Limits of containers that name none.'),
      defaultRequest: amounts
        .optional()
        .describe('Requests of containers that name none; the default limits unless declared.'),
      min: amounts.optional().describe('Least request.'),
      max: amounts.optional().describe('Greatest limit.'),
      maxLimitRequestRatio: z
        .strictObject({
          cpu: quantity.optional().describe('CPU limit over CPU request.'),
          memory: quantity.optional().describe('Memory limit over memory request.'),
        })
        .optional()
        .describe(
          "How far limits may exceed requests; the Environment's overcommit unless declared. 1 for Kata, whose virtual machines are sized by limits.",
        ),
    })
    .prefault({})
    .describe('For each container.'),
  pod: z
    .strictObject({ max: amounts.optional().describe('Greatest sum of a pod.') })
    .optional()
    .describe('For each pod.'),
  claim: z
    .strictObject({
      min: quantity.optional().describe('Least size.'),
      max: quantity.optional().describe('Greatest size.'),
    })
    .optional()
    .describe('For each PersistentVolumeClaim.'),
});

export type Limits = z.output<typeof limits>;
