import type { Capabilities, Part } from '../capabilities.js';
import { baseName, type Shim } from '../shims.js';
import { SOURCES } from './sources.js';

const { limitations, virtualization, makefileOfGo, makefileOfRuntimeRs } = SOURCES;

const CANNOT: Capabilities['cannot'] = [
  { value: 'hostNetwork', source: `${limitations}#host-network` },
  { value: 'subPath of a volume', source: `${limitations}#kubernetes-volumemountssubpaths` },
  { value: 'checkpoint and restore', source: `${limitations}#checkpoint-and-restore` },
];

/** What holds for all of Kata's guests. */
export function everyGuest({ architectures, overhead }: Shim): Part {
  return {
    isolation: { value: 'virtual-machine', note: 'a kernel of its own, under KVM', source: virtualization },
    memory: { value: `${overhead.memory} of overhead and the guest`, source: SOURCES.chart },
    network: { value: 'the pod network, through a tap device', source: SOURCES.networking },
    confidential: { value: 'none', source: SOURCES.chart },
    architectures: { value: architectures, source: SOURCES.chart },
    cannot: CANNOT,
  };
}

/** In which runtime-rs and the deprecated Go runtime differ. */
export function byRuntime({ runtime, hypervisor, overhead: { memory } }: Shim): Part {
  if (runtime === 'runtime-rs')
    return {
      maturity: { value: 'current', source: SOURCES.deprecation },
      memory: {
        value: `${memory} of overhead; the guest is sized by the limits`,
        note: 'far too small with a CPU limit alone; 2048 MiB without any limit',
        source: SOURCES.sizingOfRuntimeRs,
      },
      resize: { value: false, note: STATIC, source: SOURCES.sizingOfRuntimeRs },
    };
  return {
    maturity: { value: 'deprecated', note: 'no new features since Kata 4.0', source: SOURCES.deprecation },
    memory: {
      value: `${memory} of overhead; the guest has 2048 MiB and the memory limits on top`,
      source: SOURCES.sizingOfGo,
    },
    ...((hypervisor === 'qemu' || hypervisor === 'clh') && {
      resize: { value: true, note: 'on amd64, where limits are plugged in', source: virtualization },
    }),
  };
}

const STATIC = 'static_sandbox_resource_mgmt, as shipped';
const COLD_PLUG = 'once cold_plug_vfio is set';

/** What reaches the guest through VFIO; of confidential guests only NVIDIA's are said to have it. */
export function passthrough(shim: Shim): Part {
  const { hypervisor, runtime, confidential } = shim;
  if (baseName(shim).startsWith('qemu-nvidia-gpu'))
    return {
      vfio: { value: true, note: 'cold_plug_vfio is set as shipped', source: SOURCES.nvidia },
      gpu: { value: 'guest-driver', note: "NVIDIA's", source: SOURCES.nvidia },
      ...(confidential === undefined && virtualFunctions(shim, 'cold_plug_vfio is set as shipped')),
      ...sizedOnce(shim),
    };
  if (confidential !== undefined) return {};
  const gpu = { value: 'driver-to-add', source: virtualization } as const;
  if (baseName(shim) === 'qemu-nvidia-cpu')
    return {
      vfio: { value: true, note: COLD_PLUG, source: virtualization },
      gpu,
      ...virtualFunctions(shim, COLD_PLUG),
      ...sizedOnce(shim),
    };
  if (hypervisor === 'qemu')
    return {
      vfio: { value: true, note: COLD_PLUG, source: virtualization },
      gpu,
      ...virtualFunctions(shim, COLD_PLUG),
    };
  if (hypervisor === 'dragonball') return { vfio: { value: true, source: virtualization }, gpu };
  if (hypervisor !== 'clh') return {};
  if (runtime === 'runtime-rs')
    return {
      vfio: { value: true, source: virtualization },
      gpu,
      virtualFunctions: {
        value: false,
        note: 'it plugs in nothing before the guest boots',
        source: SOURCES.devicesOfCloudHypervisorInRuntimeRs,
      },
    };
  const note = `${COLD_PLUG}; from Kata 3.29`;
  return {
    vfio: { value: true, note, source: SOURCES.coldPlugOfCloudHypervisor },
    gpu,
    ...virtualFunctions(shim, note),
  };
}

function virtualFunctions({ runtime }: Shim, note: string): Part {
  const source = runtime === 'go' ? SOURCES.endpointsOfGo : SOURCES.endpointsOfRuntimeRs;
  return { virtualFunctions: { value: true, note, source } };
}

export function confidentialGuest(shim: Shim): Part {
  if (shim.confidential === undefined) return {};
  const source = shim.runtime === 'go' ? makefileOfGo : makefileOfRuntimeRs;
  return {
    ...(shim.confidential === 'coco'
      ? {
          maturity: { value: 'development', note: 'to try confidential containers without the hardware', source },
          confidential: { value: 'none', note: 'to try it only', source: SOURCES.chart },
        }
      : { confidential: { value: shim.confidential, source: SOURCES.chart } }),
    filesystemVolumes: { value: false, note: 'shared_fs is "none"', source },
    ...sizedOnce(shim),
  };
}

/** Guests that get all they will have when they boot. */
function sizedOnce({ runtime }: Shim): Part {
  const source = runtime === 'go' ? makefileOfGo : makefileOfRuntimeRs;
  return { resize: { value: false, note: STATIC, source } };
}
