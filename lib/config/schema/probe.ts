import { z } from 'zod';
import { count, port } from './fields.js';

export const probe = z
  .strictObject({
    http: z
      .strictObject({ path: z.string().startsWith('/').default('/').describe('Path.'), port: port.describe('Port.') })
      .optional()
      .describe('GET over HTTP.'),
    tcp: z
      .strictObject({ port: port.describe('Port.') })
      .optional()
      .describe('A TCP connection.'),
    exec: z.array(z.string()).min(1).optional().describe('A command in the container.'),
    periodSeconds: z.int().min(1).default(10).describe('How often.'),
    initialDelaySeconds: count.default(0).describe('When first.'),
    timeoutSeconds: z.int().min(1).default(1).describe('How long an answer may take.'),
    failureThreshold: z.int().min(1).default(3).describe('How many failures in a row count.'),
  })
  .refine((value) => [value.http, value.tcp, value.exec].filter((kind) => kind !== undefined).length === 1, {
    error: 'needs exactly one of http, tcp and exec',
  });

export type Probe = z.output<typeof probe>;
