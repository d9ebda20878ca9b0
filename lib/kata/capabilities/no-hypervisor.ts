import type { Capabilities } from '../capabilities.js';
import { SOURCES } from './sources.js';

const noOverhead = 'no overhead that upstream names';

export const GVISOR: Capabilities = {
  isolation: { value: 'user-space-kernel', note: 'not a virtual machine', source: SOURCES.gvisorSecurity },
  startUp: { value: 'starts a process; no guest boots', source: SOURCES.gvisorResources },
  memory: { value: noOverhead, source: SOURCES.gvisorResources },
  gpu: { value: 'node-driver', note: "NVIDIA's, with nvproxy", source: SOURCES.gvisorGpu },
  filesystemVolumes: { value: true, source: SOURCES.gvisor },
  network: { value: 'the pod network, through a network stack of its own', source: SOURCES.gvisorNetworking },
  confidential: { value: 'none', source: SOURCES.gvisorSecurity },
  architectures: { value: ['amd64', 'arm64'], source: SOURCES.gvisorInstall },
  maturity: { value: 'current', source: SOURCES.gvisor },
  cannot: [{ value: 'every system call of Linux', source: SOURCES.gvisorCompatibility }],
};

export const RUNC: Capabilities = {
  isolation: { value: 'none', note: "namespaces and cgroups of the node's kernel", source: SOURCES.runc },
  startUp: { value: 'starts a process', source: SOURCES.runc },
  memory: { value: noOverhead, source: SOURCES.runtimeClass },
  vfio: { value: true, note: 'as /dev/vfio', source: SOURCES.devicePlugins },
  gpu: { value: 'node-driver', source: SOURCES.gpus },
  virtualFunctions: { value: true, source: SOURCES.sriov },
  filesystemVolumes: { value: true, source: SOURCES.runtimeClass },
  blockVolumes: { value: true, source: SOURCES.rawBlock },
  network: { value: "the pod network; the node's with hostNetwork", source: SOURCES.cni },
  resize: { value: true, source: SOURCES.resize },
  confidential: { value: 'none', source: SOURCES.runc },
  architectures: { value: ['amd64', 'arm64', 's390x', 'ppc64le'], source: SOURCES.runc },
  maturity: { value: 'current', source: SOURCES.runc },
  cannot: [{ value: "keep a fault of the node's kernel from the other pods", source: SOURCES.runc }],
};
