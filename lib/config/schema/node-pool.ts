import { z } from 'zod';
import {
  archiveUrl,
  cidr,
  count,
  digestImage,
  dnsLabel,
  kernelModule,
  labelKey,
  labels,
  labelValue,
  pciAddress,
  quantity,
  softwareVersion,
  sysctlName,
  sysctlValue,
  text,
} from './fields.js';

const taint = z.strictObject({
  value: labelValue.optional().describe('Value of the taint.'),
  effect: z
    .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
    .describe('What the taint does to pods without a toleration.'),
});

/** Each becomes a file that a node reads: far more than anybody declares, and far less than a ConfigMap holds. */
const MOST = 500;

const artifact = z.strictObject({
  image: digestImage
    .optional()
    .describe('Image that carries the artifacts: quay.io/kata-containers/kata-deploy@sha256:….'),
  url: archiveUrl.optional().describe('Or the address of their archive, kata-static-….tar.zst, such as on a mirror.'),
  sha256: text((value) => /^[0-9a-f]{64}$/.test(value), 'a SHA-256 as 64 lower-case hexadecimal digits')
    .optional()
    .describe('SHA-256 of that archive.'),
  cidrs: z.array(cidr).default([]).describe('Addresses of the host of the URL, for the NetworkPolicy.'),
});

export const nodePool = z.strictObject({
  count: count.describe('Number of nodes.'),
  labels: labels.default({}).describe('Labels of every node of the pool, beside the well-known ones.'),
  taints: z.record(labelKey, taint).default({}).describe('Taints of every node of the pool, by key.'),
  allocatable: z
    .strictObject({
      cpu: quantity.describe('CPU that pods may use on one node.'),
      memory: quantity.describe('Memory that pods may use on one node.'),
      pods: count.default(110).describe('Pods on one node.'),
    })
    .describe('What one node has left for pods (status.allocatable).'),
  architecture: z.enum(['amd64', 'arm64', 's390x', 'ppc64le']).default('amd64').describe('CPU architecture.'),
  containerRuntime: z
    .strictObject({
      name: z.enum(['containerd', 'cri-o']).default('containerd').describe('The CRI implementation.'),
      version: softwareVersion.describe('Its version, in quotes: "2.1.4".'),
      distribution: z
        .enum(['kubernetes', 'k3s', 'rke2', 'k0s'])
        .default('kubernetes')
        .describe('What installs and configures it: the distribution of Kubernetes, or nobody in particular.'),
    })
    .optional()
    .describe('The container runtime on the nodes.'),
  kernel: softwareVersion.optional().describe('Kernel version, in quotes: "6.8".'),
  kvm: z.boolean().default(false).describe('Whether /dev/kvm is usable: Kata needs it.'),
  devices: z.record(dnsLabel, count).default({}).describe('Devices per node, by their name in spec.devices.'),
  networks: z
    .record(dnsLabel, count)
    .default({})
    .describe('Virtual functions per node, by their name in spec.networks.'),
  kata: z
    .strictObject({
      version: softwareVersion.describe('Kata Containers version, in quotes: "4.1.0".'),
      artifact: artifact.optional().describe('What carries the artifacts: an image, or an archive at a URL.'),
    })
    .optional()
    .describe('Kata Containers on the nodes; upgraded pool by pool.'),
  sysctls: z
    .record(sysctlName, sysctlValue)
    .refine((all) => Object.keys(all).length <= MOST, `has more than ${MOST} of them`)
    .default({})
    .describe('Kernel parameters that node preparation sets on the nodes, now and at boot, by name.'),
  modules: z
    .array(kernelModule)
    .max(MOST)
    .default([])
    .describe('Kernel modules that node preparation loads beside those of Kata, now and at boot.'),
  vfio: z
    .array(pciAddress)
    .max(MOST)
    .default([])
    .describe('PCI addresses of the devices of each node that node preparation binds to vfio-pci.'),
});
