import { z } from 'zod';
import { isDnsSubdomain } from '../../kubernetes/names.js';
import { environmentImages } from './environment-images.js';
import {
  cidr,
  dnsLabel,
  dnsSubdomain,
  labelKey,
  labels,
  port,
  portAndProtocol,
  registry,
  repoURL,
  text,
} from './fields.js';
import { nodePool } from './node-pool.js';
import { nodePreparation } from './node-preparation.js';

const version = text((value) => /^1\.[0-9]{1,3}$/.test(value), 'a Kubernetes minor version in quotes, such as "1.34"');

const platformService = z
  .strictObject({
    direction: z.enum(['egress', 'ingress']).describe('egress: tenants reach it. ingress: it reaches the tenants.'),
    namespace: dnsLabel.optional().describe('Namespace of its pods.'),
    podLabels: labels.default({}).describe('Labels that select its pods in that namespace.'),
    cidrs: z.array(cidr).default([]).describe('Addresses, when it does not run in pods.'),
    ports: z.array(portAndProtocol).default([]).describe('Ports that are opened; none means every port.'),
  })
  .describe('Something of the platform that tenants may reach, or that may reach them.');

export const environmentSpec = z.strictObject({
  extends: z.array(dnsLabel).default([]).describe('Layers that this environment builds on, applied left to right.'),
  cluster: z
    .strictObject({
      name: dnsLabel.describe('Name of the cluster.'),
      apiServer: z
        .strictObject({
          url: z.url({ protocol: /^https$/ }).describe('Address of the API server, https://….'),
          cidrs: z.array(cidr).default([]).describe('Addresses of the API server as pods see them.'),
          port: port.default(6443).describe('Port of the API server as pods see it.'),
        })
        .describe('The API server.'),
    })
    .describe('The cluster that this environment is.'),
  kubernetesVersion: version.describe('Minor version of the API server, in quotes: "1.34".'),
  platform: z.enum(['kubernetes', 'harvester']).default('kubernetes').describe('What the cluster is built on.'),
  kubevirtVersion: z.string().optional().describe('KubeVirt version, in quotes, where virtual machines run.'),
  harvesterVersion: z.string().optional().describe('Harvester version, in quotes, where platform is harvester.'),
  network: z
    .strictObject({
      pods: z.array(cidr).min(1).describe('Pod CIDRs. Never open through "internet".'),
      services: z.array(cidr).min(1).describe('Service CIDRs. Never open through "internet".'),
      nodes: z.array(cidr).min(1).describe('Node CIDRs. Never open through "internet".'),
      dns: z
        .strictObject({
          namespace: dnsLabel.default('kube-system').describe('Namespace of the cluster DNS.'),
          podLabels: labels.default({ 'k8s-app': 'kube-dns' }).describe('Labels of its pods.'),
          cidrs: z
            .array(cidr)
            .default([])
            .describe('Addresses beside its pods, such as 169.254.20.10/32 of NodeLocal DNSCache.'),
          port: port.default(53).describe('Port of its pods: that is where a NetworkPolicy sees the traffic.'),
        })
        .prefault({})
        .describe('Where pods find DNS.'),
    })
    .describe('Address ranges of the cluster.'),
  nodePools: z.record(dnsLabel, nodePool).describe('Groups of equal nodes, by name.'),
  nodePreparation: nodePreparation
    .optional()
    .describe('Prepares the nodes of all pools that declare kata. Without it somebody else does.'),
  devices: z
    .record(
      dnsLabel,
      z.strictObject({
        resourceName: labelKey.describe('Extended resource, such as nvidia.com/gpu.'),
        passthrough: z.boolean().default(false).describe('Whether the device reaches the guest through VFIO.'),
      }),
    )
    .default({})
    .describe('Devices that workloads may ask for, by name.'),
  networks: z
    .record(
      dnsLabel,
      z.strictObject({
        attachment: text(
          (value) => /^[a-z0-9-]{1,63}\/[a-z0-9.-]{1,253}$/.test(value),
          'namespace/name of a NetworkAttachmentDefinition',
        ).describe('NetworkAttachmentDefinition, as namespace/name.'),
        resourceName: labelKey.optional().describe('Extended resource of its virtual functions, such as intel.com/vf.'),
      }),
    )
    .default({})
    .describe('Additional networks that workloads may join, by name.'),
  storageClasses: z
    .record(
      dnsSubdomain,
      z.strictObject({
        default: z.boolean().default(false).describe('Whether claims without a class get this one.'),
      }),
    )
    .default({})
    .describe('StorageClasses of the cluster, by name.'),
  priorityClasses: z
    .record(
      text(
        (name) => isDnsSubdomain(name) && !name.startsWith('system-'),
        'a DNS subdomain that does not start with "system-", which is Kubernetes’ own',
      ),
      z.strictObject({
        value: z.int().min(-2147483648).max(1_000_000_000).describe('Priority; user classes end at 1000000000.'),
        description: z.string().optional().describe('What it is for.'),
        preemption: z.boolean().default(true).describe('Whether its pods may push others out.'),
      }),
    )
    .default({})
    .describe('PriorityClasses that the platform renders, by name.'),
  platformServices: z
    .record(dnsLabel, platformService)
    .default({})
    .describe('What tenants may be granted to reach, by name.'),
  defaultRuntime: dnsSubdomain.optional().describe('Runtime of workloads whose tenant names none.'),
  podSecurity: z
    .enum(['baseline', 'restricted'])
    .default('restricted')
    .describe('Pod Security level of tenants that declare none.'),
  registries: z.array(registry).default([]).describe('Image registries allowed to every tenant, as host or host/path.'),
  images: environmentImages.prefault({}).describe('What must be true of the images that tenants run.'),
  overcommit: z
    .strictObject({
      cpu: z
        .number()
        .positive()
        .default(1)
        .describe(
          'Limits of a container over its requests, at most, where its tenant declares nothing else; sum of CPU quotas over allocatable CPU that is accepted.',
        ),
      memory: z.number().positive().default(1).describe('The same for memory.'),
    })
    .prefault({})
    .describe('How far nodes may be overcommitted.'),
  argocd: z
    .strictObject({
      namespace: dnsLabel.default('argocd').describe('Namespace that Argo CD runs in.'),
      repoURL: repoURL.describe('Repository that holds dist.'),
      targetRevision: z.string().default('main').describe('Branch, tag or commit that is synced.'),
      path: text(
        (value) => /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(value) && !value.split('/').includes('..'),
        'a relative path',
      )
        .default('dist')
        .describe('Folder of dist in that repository.'),
      destination: z
        .strictObject({
          server: z
            .url({ protocol: /^https$/ })
            .optional()
            .describe('API server that Argo CD deploys to.'),
          name: z.string().optional().describe('Or the name of the cluster in Argo CD.'),
        })
        .default({ server: 'https://kubernetes.default.svc' })
        .describe('The cluster as Argo CD knows it: server or name.'),
    })
    .describe('Argo CD, which delivers dist.'),
});

export type EnvironmentSpec = z.output<typeof environmentSpec>;
