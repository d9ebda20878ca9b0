import { z } from 'zod';
import { KATA_PRESET_NAMES, PRESET_NAMES } from '../../kata/presets.js';
import { dnsLabel, labelKey, labels, labelValue, quantity } from './fields.js';
import { runtimeConfiguration } from './runtime-configuration.js';

const toleration = z.strictObject({
  value: labelValue.optional().describe('Value of the taint; none tolerates every value.'),
  effect: z
    .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
    .optional()
    .describe('Effect; none tolerates every effect.'),
});

export const runtimeSpec = z
  .strictObject({
    preset: z
      .enum(PRESET_NAMES)
      .optional()
      .describe("Upstream's handler, overhead and node selector. Declare the rest only where it differs."),
    handler: dnsLabel
      .optional()
      .describe('Handler in the configuration of containerd or CRI-O. Required without a preset.'),
    isolation: z
      .enum(['virtual-machine', 'user-space-kernel', 'none'])
      .optional()
      .describe("What stands between a workload and the node's kernel. Required without a preset."),
    overhead: z
      .strictObject({
        cpu: quantity.describe('CPU of the sandbox itself.'),
        memory: quantity.describe('Memory of the sandbox itself.'),
      })
      .optional()
      .describe('What a pod costs beyond its containers (RuntimeClass overhead.podFixed).'),
    nodeSelector: labels.optional().describe('Labels of the nodes that carry the handler.'),
    tolerations: z
      .record(labelKey, toleration)
      .default({})
      .describe('Taints that pods of this runtime tolerate, by key.'),
    podAnnotations: z
      .array(labelKey)
      .default([])
      .describe('Pod annotations that tenants may set, such as io.katacontainers.config.hypervisor.default_vcpus.'),
    configuration: runtimeConfiguration
      .optional()
      .describe("Of Kata's presets: what differs from upstream's configuration-<shim>.toml, keys spelt as there."),
  })
  .superRefine((spec, context) => {
    if (spec.configuration !== undefined && !KATA_PRESET_NAMES.includes(spec.preset ?? ''))
      context.addIssue({
        code: 'custom',
        path: ['configuration'],
        params: { fields: ['preset', 'configuration'] },
        message: `only a preset of Kata has one (presets: ${KATA_PRESET_NAMES.join(', ')})`,
      });
    if (spec.preset !== undefined) return;
    for (const field of ['handler', 'isolation'] as const) {
      if (spec[field] === undefined)
        context.addIssue({
          code: 'custom',
          path: [field],
          params: { fields: ['preset', field] },
          message: `required where no preset is named (presets: ${PRESET_NAMES.join(', ')})`,
        });
    }
  });

export type RuntimeSpec = z.output<typeof runtimeSpec>;
