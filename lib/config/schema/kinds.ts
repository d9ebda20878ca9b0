import type { z } from 'zod';
import { environmentSpec } from './environment.js';
import { policyExceptionSpec } from './policy-exception.js';
import { runtimeSpec } from './runtime.js';
import { tenantSpec } from './tenant.js';
import { workloadSpec } from './workload.js';

export const API_VERSION = 'bulkhead.dev/v1alpha1';

/** Who writes a kind, which is also the folder it is written in. */
export type Room = 'platform' | 'tenants' | 'exceptions';

export interface KindRule {
  readonly spec: z.ZodType;
  readonly room: Room;
  readonly description: string;
}

/** Every kind of declaration; the JSON Schemas and the law of the path are read off this table. */
export const KINDS = {
  Environment: { spec: environmentSpec, room: 'platform', description: 'A cluster and what is true of it.' },
  Runtime: { spec: runtimeSpec, room: 'platform', description: 'A RuntimeClass and what stands behind it.' },
  Tenant: { spec: tenantSpec, room: 'platform', description: 'What the platform grants to a tenant.' },
  Workload: { spec: workloadSpec, room: 'tenants', description: 'What a tenant runs within its grant.' },
  PolicyException: {
    spec: policyExceptionSpec,
    room: 'exceptions',
    description: 'A rule that is excused for a while.',
  },
} as const satisfies Record<string, KindRule>;

export type Kind = keyof typeof KINDS;

export const KIND_NAMES = Object.keys(KINDS) as Kind[];
