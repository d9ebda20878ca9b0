import { z } from 'zod';
import { isLabelKey } from '../../kubernetes/names.js';
import { cidr, dnsLabel, dnsSubdomain, labelValue, portAndProtocol, registry, repoURL, text } from './fields.js';
import { limits } from './limits.js';
import { patchOf } from './patch.js';
import { quota } from './quota.js';

const group = text(
  (value) => value.length > 0 && value.length <= 253 && !/[\p{Cc}\p{Cf}]/u.test(value) && !value.startsWith('system:'),
  'a group of the identity provider (never one that starts with "system:")',
);
const groups = z.array(group);

/** Labels of Kubernetes and of ours decide what is admitted and reached: they are rendered, never declared. */
const freeLabelKey = text(
  (key) => isLabelKey(key) && !/^([^/]+\.)?(kubernetes\.io|k8s\.io|bulkhead\.dev)\//.test(key),
  'a label key outside kubernetes.io, k8s.io and bulkhead.dev',
);

const email = text((value) => /^[^\s@"]{1,64}@[^\s@"]{1,190}$/.test(value), 'an e-mail address');

const network = z.strictObject({
  withinNamespace: z
    .boolean()
    .default(true)
    .describe('Pods of one namespace reach each other, where no workload declares its own rules.'),
  betweenNamespaces: z.boolean().default(false).describe("The tenant's namespaces reach each other likewise."),
  tenants: z
    .record(
      dnsLabel,
      z.strictObject({
        offer: z.boolean().default(false).describe('Workloads may let that tenant in.'),
        use: z.boolean().default(false).describe('Workloads may reach that tenant.'),
      }),
    )
    .default({})
    .describe('Other tenants that workloads may declare paths with; a path needs the word of both.'),
  platformServices: z.array(dnsLabel).default([]).describe('Platform services, by their name in the Environment.'),
  cidrs: z
    .record(
      dnsLabel,
      z.strictObject({
        cidr: cidr.describe('Addresses outside the cluster.'),
        except: z.array(cidr).default([]).describe('Addresses of it that stay closed.'),
        ports: z.array(portAndProtocol).default([]).describe('Ports; none means every port.'),
      }),
    )
    .default({})
    .describe('Addresses outside the cluster, by name.'),
  internet: z
    .boolean()
    .default(false)
    .describe('The public internet: no private range, no node, pod, service or metadata address.'),
});

const namespace = z.strictObject({
  quota: patchOf(quota).optional().describe("Where this namespace differs from the tenant's quota."),
  limits: patchOf(limits).optional().describe("Where this namespace differs from the tenant's limits."),
});

export const tenantSpec = z.strictObject({
  state: z
    .enum(['active', 'retired'])
    .default('active')
    .describe('retired: keeps namespaces, walls and volumes, loses its workloads.'),
  owners: z
    .strictObject({
      admin: groups.min(1).describe('Groups that administer the namespaces.'),
      developer: groups.default([]).describe('Groups that watch, restart and read logs.'),
      viewer: groups.default([]).describe('Groups that only look.'),
    })
    .describe('Groups of the identity provider. A group belongs to one tenant.'),
  contact: email.describe('Who is asked when something is wrong.'),
  costCentre: text((value) => /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(value), 'a label value').describe(
    'Who pays.',
  ),
  namespaces: z
    .record(dnsLabel, namespace)
    .refine((namespaces) => Object.keys(namespaces).length > 0, { error: 'needs at least one namespace' })
    .describe('Namespaces, by their full name.'),
  podSecurity: z
    .enum(['baseline', 'restricted'])
    .optional()
    .describe("Pod Security level; the Environment's unless declared."),
  runtimes: z
    .strictObject({
      allowed: z.array(dnsSubdomain).min(1).describe('Runtimes that workloads may name.'),
      default: dnsSubdomain
        .optional()
        .describe("Runtime of workloads that name none; the Environment's unless declared."),
    })
    .describe('Runtimes of the workloads.'),
  quota: quota.describe('What each namespace may use.'),
  limits: limits.prefault({}).describe('What each container, pod and claim may use.'),
  priorityClasses: z.array(dnsSubdomain).default([]).describe('PriorityClasses that workloads may name.'),
  network: network.prefault({}).describe('What workloads may reach. Nothing but their own namespace unless declared.'),
  access: z
    .strictObject({
      exec: z
        .array(z.enum(['admin', 'developer']))
        .default([])
        .describe('Who may exec into pods, attach and forward ports.'),
      secrets: z
        .array(z.enum(['admin']))
        .default([])
        .describe('Who may write Secrets, but for those that hold the token of an account.'),
    })
    .prefault({})
    .describe('Rights beyond the roles.'),
  images: z
    .strictObject({
      registries: z.array(registry).default([]).describe("Registries beside the Environment's."),
      digests: z.boolean().default(false).describe('Whether images must be named by digest.'),
    })
    .prefault({})
    .describe('Images that workloads may run.'),
  devices: z
    .array(dnsLabel)
    .default([])
    .describe("Devices that workloads may ask for, by their name in the Environment's inventory."),
  networks: z
    .array(dnsLabel)
    .default([])
    .describe("Additional networks that workloads may join, by their name in the Environment's inventory."),
  clusterSecretStores: z
    .record(
      dnsSubdomain,
      z.strictObject({
        keyPrefix: z
          .string()
          .min(1)
          .describe('What every remote key begins with: the part of the store that is its own.'),
      }),
    )
    .default({})
    .describe('ClusterSecretStores that its ExternalSecrets may read from, by name.'),
  nodePools: z.array(dnsLabel).default([]).describe('Node pools of its own: its workloads run there and nowhere else.'),
  exclusiveNodes: z.boolean().default(false).describe('Whether workloads may have a node to themselves.'),
  namespaceLabels: z
    .record(freeLabelKey, labelValue)
    .default({})
    .describe("Labels that its namespaces need, such as a validator's selector."),
  source: z
    .strictObject({
      repoURL: repoURL.describe("The tenant's repository."),
      targetRevision: z.string().default('main').describe('Branch, tag or commit.'),
      path: z.string().default('.').describe('Folder of the manifests.'),
    })
    .optional()
    .describe("Where the tenant's manifests come from when it renders them itself."),
});

export type TenantSpec = z.output<typeof tenantSpec>;
