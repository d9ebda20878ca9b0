import { z } from 'zod';
import { scheduleFault } from '../../kubernetes/cron.js';
import { isPortName, PORT_NAME } from '../../kubernetes/names.js';
import { count, dnsSubdomain, mountPath, port, quantity, show, text } from './fields.js';

const portName = text(isPortName, `a port name (${PORT_NAME})`);

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // The API server knows no offsets and not its own zone (apis/batch/validation).
    return /^[A-Za-z]/.test(name) && name.toLowerCase() !== 'local';
  } catch {
    return false;
  }
}

const servicePort = z.strictObject({
  port: port.describe('Port of the Service.'),
  targetPort: port.optional().describe('Port of the container; the same unless declared.'),
  protocol: z.enum(['TCP', 'UDP', 'SCTP']).default('TCP').describe('Protocol.'),
});
const ports = z.record(portName, servicePort);

export const service = z.strictObject({
  replicas: count.default(2).describe('Number of pods.'),
  ports: ports.default({}).describe('Ports, by name. Without any, no Service is rendered.'),
});

export const job = z.strictObject({
  schedule: z
    .string()
    .superRefine((value, context) => {
      const fault = scheduleFault(value);
      if (fault !== undefined) context.addIssue({ code: 'custom', message: `${show(value)} ${fault}` });
    })
    .optional()
    .describe('Makes it a CronJob.'),
  timeZone: text(isTimeZone, 'a time zone of the IANA database, such as Europe/Berlin')
    .optional()
    .describe('Time zone of the schedule, such as Europe/Berlin.'),
  concurrency: z
    .enum(['Allow', 'Forbid', 'Replace'])
    .default('Forbid')
    .describe('What happens when a run is still going.'),
  completions: z.int().min(1).default(1).describe('Pods that must succeed.'),
  parallelism: z.int().min(1).default(1).describe('Pods that run at once.'),
  retries: count.default(3).describe('How often a failed pod is tried again.'),
  deadlineSeconds: z.int().min(1).optional().describe('After how long it is stopped.'),
  keepSeconds: count.optional().describe('How long a finished Job is kept.'),
});

export const database = z.strictObject({
  replicas: count.default(1).describe('Number of pods.'),
  ports: ports.describe('Ports, by name.'),
  storage: z
    .strictObject({
      size: quantity.describe('Size of the volume of each pod.'),
      storageClass: dnsSubdomain.optional().describe('StorageClass; the default one unless declared.'),
      mountPath: mountPath.describe('Where it is mounted.'),
    })
    .describe('The volume that each pod keeps.'),
});

export const sandbox = z.strictObject({
  replicas: count.default(1).describe('Number of pods.'),
  ports: ports.default({}).describe('Ports, by name. Nobody reaches them but by a declared rule.'),
});

export type ServicePort = z.output<typeof servicePort>;
