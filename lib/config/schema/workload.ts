import { z } from 'zod';
import {
  CONFIG_MAP_KEY,
  ENVIRONMENT_VARIABLE_NAME,
  isConfigMapKey,
  isEnvironmentVariableName,
} from '../../kubernetes/names.js';
import { count, dnsLabel, dnsSubdomain, image, labels, mountPath, quantity, text } from './fields.js';
import { probe } from './probe.js';
import { workloadNetwork } from './workload-network.js';
import { database, job, sandbox, service } from './workload-types.js';

const variableName = text(isEnvironmentVariableName, `an environment variable name (${ENVIRONMENT_VARIABLE_NAME})`);
const fileName = text(isConfigMapKey, `a file name (${CONFIG_MAP_KEY})`);

const resources = z.strictObject({
  cpu: quantity.optional().describe('CPU, as request and limit.'),
  memory: quantity.optional().describe('Memory, as request and limit.'),
  'ephemeral-storage': quantity.optional().describe('Ephemeral storage, as request and limit.'),
  requests: z
    .strictObject({
      cpu: quantity.optional().describe('CPU request.'),
      memory: quantity.optional().describe('Memory request.'),
    })
    .optional()
    .describe('Requests, where they are below the limits.'),
});

const TYPES = ['service', 'job', 'database', 'sandbox'] as const;

export const workloadSpec = z
  .strictObject({
    namespace: dnsLabel.describe("Namespace: one of the tenant's."),
    service: service.optional().describe('Serves requests: Deployment, Service, PodDisruptionBudget.'),
    job: job.optional().describe('Runs to its end: Job, or CronJob with a schedule.'),
    database: database.optional().describe('Keeps data: StatefulSet with volumes.'),
    sandbox: sandbox.optional().describe('Runs untrusted code: no network but what is declared, read-only root.'),
    image: image.describe('Container image.'),
    imagePullSecrets: z.array(dnsSubdomain).default([]).describe('Secrets to pull the image with.'),
    command: z.array(z.string()).optional().describe("Replaces the image's entry point."),
    args: z.array(z.string()).optional().describe("Replaces the image's arguments."),
    env: z.record(variableName, z.string()).default({}).describe('Environment variables. Never secrets.'),
    secretEnv: z
      .record(
        variableName,
        z.strictObject({ secret: dnsSubdomain.describe('Name of the Secret.'), key: fileName.describe('Key in it.') }),
      )
      .default({})
      .describe('Environment variables from Secrets.'),
    externalSecrets: z
      .record(
        dnsSubdomain,
        z.strictObject({
          store: dnsSubdomain.describe('Name of the SecretStore.'),
          clusterStore: z.boolean().default(false).describe('Whether it is a ClusterSecretStore.'),
          keys: z
            .record(
              fileName,
              z.strictObject({
                remoteKey: z.string().min(1).describe('Key in the store.'),
                property: z.string().optional().describe('Property of that key.'),
              }),
            )
            .describe('Keys of the Secret and where each comes from.'),
        }),
      )
      .default({})
      .describe('Secrets that the External Secrets Operator fills, by name.'),
    files: z
      .record(
        dnsLabel,
        z.strictObject({
          mountPath: mountPath.describe('Folder they appear in.'),
          data: z.record(fileName, z.string()).describe('Contents by file name. Never secrets.'),
        }),
      )
      .default({})
      .describe('Files from ConfigMaps, by the name of the folder.'),
    secretFiles: z
      .record(
        dnsLabel,
        z.strictObject({
          mountPath: mountPath.describe('Folder they appear in.'),
          secret: dnsSubdomain.describe('Name of the Secret.'),
        }),
      )
      .default({})
      .describe('Files from Secrets, by the name of the folder.'),
    volumes: z
      .record(
        dnsLabel,
        z.strictObject({
          mountPath: mountPath.describe('Where it is mounted.'),
          claim: dnsSubdomain.describe('Name of the PersistentVolumeClaim.'),
          readOnly: z.boolean().default(false).describe('Whether it is mounted read-only.'),
          create: z
            .strictObject({
              size: quantity.describe('Size.'),
              storageClass: dnsSubdomain.optional().describe('StorageClass; the default one unless declared.'),
              accessMode: z
                .enum(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany'])
                .default('ReadWriteOnce')
                .describe('Access mode.'),
            })
            .optional()
            .describe(
              'Renders the claim too; without it another workload creates it, or it is named in existing.claims.',
            ),
        }),
      )
      .default({})
      .describe('Volumes from claims, by name.'),
    existing: z
      .strictObject({
        secrets: z.array(dnsSubdomain).default([]).describe('Names of Secrets.'),
        claims: z.array(dnsSubdomain).default([]).describe('Names of PersistentVolumeClaims.'),
      })
      .prefault({})
      .describe('What it uses and no declaration provides: it is in the namespace, made in another way.'),
    scratch: z
      .record(
        dnsLabel,
        z.strictObject({
          mountPath: mountPath.describe('Where it is mounted.'),
          size: quantity.describe('Size; it counts as ephemeral storage.'),
        }),
      )
      .default({})
      .describe('Folders that may be written to and are lost with the pod, by name.'),
    readOnlyRootFilesystem: z.boolean().default(true).describe("Whether the container's own file system is read-only."),
    user: z
      .strictObject({
        uid: z.int().min(1).describe('User id, never 0.'),
        gid: z.int().min(1).optional().describe('Group id of volumes and files.'),
      })
      .optional()
      .describe('Numeric user; needed where the image names its user by name or not at all.'),
    resources: resources.prefault({}).describe("What each pod needs; the namespace's defaults unless declared."),
    vm: z
      .strictObject({
        vcpus: z.int().min(1).max(240).optional().describe('Virtual CPUs the virtual machine starts with.'),
        memory: quantity.optional().describe('Memory the virtual machine starts with.'),
      })
      .optional()
      .describe('Size of the Kata virtual machine, where its runtime lets tenants say so.'),
    runtime: dnsSubdomain.optional().describe("Runtime; the tenant's default unless declared."),
    priorityClass: dnsSubdomain.optional().describe('PriorityClass granted to the tenant.'),
    readiness: probe.optional().describe('When a pod may serve.'),
    liveness: probe.optional().describe('When a pod is restarted.'),
    startup: probe.optional().describe('When a slow pod has started.'),
    terminationGracePeriodSeconds: count.optional().describe('How long a pod may take to stop.'),
    networks: z
      .array(dnsLabel)
      .default([])
      .describe("Additional networks, by their name in the Environment's inventory."),
    devices: z
      .record(dnsLabel, z.int().min(1))
      .default({})
      .describe("Devices, by their name in the Environment's inventory."),
    network: workloadNetwork.optional().describe('Its own network rules: then nothing wider is rendered for it.'),
    placement: z
      .strictObject({
        spread: z
          .enum(['preferred', 'required', 'none'])
          .default('preferred')
          .describe('Over nodes: as well as possible, one pod to a node, or not at all.'),
        apartFrom: z.array(dnsLabel).default([]).describe('Workloads of the tenant that must not share its node.'),
        exclusiveNode: z
          .boolean()
          .default(false)
          .describe('A node without pods of anybody else, when the tenant has it.'),
        nodeLabels: labels.default({}).describe('Labels that its nodes must have.'),
      })
      .prefault({})
      .describe('Where pods run.'),
  })
  .refine((spec) => TYPES.filter((type) => spec[type] !== undefined).length === 1, {
    error: 'needs exactly one of service, job, database and sandbox',
    params: { fields: TYPES },
  });

export type WorkloadSpec = z.output<typeof workloadSpec>;
