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
        value: `${memory} of overhead; the guest is sized by the memory limits`,
        note: 'without a memory limit it is far too small, or 2048 MiB where there is no limit at all',
        source: SOURCES.sizingOfRuntimeRs,
      },
      resize: { value: false, note: 'static_sandbox_resource_mgmt, as shipped', source: SOURCES.sizingOfRuntimeRs },
      ...(hypervisor === 'qemu' && {
        virtualFunctions: { value: true, note: COLD_PLUG, source: SOURCES.endpointsOfRuntimeRs },
      }),
    };
  const plugs = hypervisor === 'qemu' || hypervisor === 'clh';
  return {
    maturity: { value: 'deprecated', note: 'no new features since Kata 4.0', source: SOURCES.deprecation },
    memory: {
      value: `${memory} of overhead; the guest has 2048 MiB and the memory limits on top`,
      source: SOURCES.sizingOfGo,
    },
    ...(plugs && {
      virtualFunctions: { value: true, note: COLD_PLUG, source: SOURCES.endpointsOfGo },
      resize: { value: true, note: 'amd64; limits are plugged in', source: virtualization },
    }),
  };
}

const COLD_PLUG = 'once cold_plug_vfio is set';

/** The shims whose guest image NVIDIA's driver is in. */
export function nvidiaGuest(shim: Shim): Part {
  if (!baseName(shim).startsWith('qemu-nvidia-gpu')) return {};
  return {
    vfio: { value: true, note: 'cold_plug_vfio is set as shipped', source: SOURCES.nvidia },
    gpu: { value: 'guest-driver', note: 'of NVIDIA', source: SOURCES.nvidia },
    ...sizedOnce(shim),
  };
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
  return { resize: { value: false, note: 'static_sandbox_resource_mgmt, as shipped', source } };
}
