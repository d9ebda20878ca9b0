import { capabilitiesOf } from '../../../kata/capabilities.js';
import { COLD_PLUG_BEFORE, coldPlugs } from '../../../kata/cold-plug.js';
import type { Shim } from '../../../kata/shims.js';
import { configuredValue, hypervisorKey } from '../../kata/configuration.js';
import {
  accelerated,
  KATA_ON_POOL,
  kataPool,
  kataRuntime,
  podOn,
  preparing,
  withRuntimes,
} from '../../kata/examples.js';
import type { KataHandler } from '../../kata/handlers.js';
import { type Taken, takenByPods, whatIsTaken } from '../../kata/passthrough.js';
import type { EnvironmentRule } from '../../rule.js';

const NETWORK = '{k8s.v1.cni.cncf.io/networks: fabrics/storage}';
const GPU = '{limits: {nvidia.com/pgpu: 1}}';
const FPGA = '{limits: {example.com/fpga: 1}}';

export const noPassthrough: EnvironmentRule = {
  id: 'kata/no-passthrough',
  scope: 'environment',
  severity: 'error',
  what: 'A pod takes a GPU, another device or a virtual function only on a hypervisor that can hand it over.',
  why: 'What a device plugin gives to a pod is a piece of the node, and a virtual machine has only what its hypervisor plugs into it: PCI devices, through VFIO, where it can do that. Whatever else stands in `/dev` of the node is not in the guest. The pod is scheduled and charged for the device all the same.',
  source: 'https://github.com/kata-containers/kata-containers/blob/main/docs/design/virtualization.md',
  fix: 'Run the pod on QEMU or Cloud Hypervisor (`bulkhead runtimes` shows what each can do), and declare `passthrough` of a device that its plugin binds to vfio-pci.',
  examples: {
    valid: [
      {
        title: 'Kata that plugs into Cloud Hypervisor before its guest boots, where the function is',
        declarations: preparing(
          kataPool('general', KATA_ON_POOL.replace('4.1.0', '3.28.0')),
          kataPool('fast', `${KATA_ON_POOL.replace('4.1.0', '3.29.0')}\n      networks: {storage: 4}`),
        ),
        manifests: podOn('kata-clh', { annotations: NETWORK }),
      },
      {
        title: 'a device that older Kata plugs into the running machine',
        declarations: {
          ...preparing(kataPool('old', `${KATA_ON_POOL.replace('4.1.0', '3.28.0')}\n      devices: {gpu: 1}`)),
          ...withRuntimes(kataRuntime('kata-clh', 'configuration: {hypervisor: {hot_plug_vfio: root-port}}')),
        },
        manifests: podOn('kata-clh', { resources: GPU }),
      },
      {
        title: 'hypervisors that can, whether or not they are configured for it',
        declarations: accelerated(kataRuntime('kata-clh'), kataRuntime('kata-qemu')),
        manifests:
          podOn('kata-clh', { annotations: NETWORK, resources: GPU }) +
          podOn('kata-qemu', { annotations: NETWORK, resources: GPU }),
      },
      {
        title: 'a GPU that nobody declares, on a hypervisor that has VFIO',
        manifests: podOn('kata-clh', { resources: '{limits: {nvidia.com/gpu: 1}}' }),
      },
      {
        title: 'a device of another name, and none',
        declarations: accelerated(kataRuntime('kata-fc')),
        manifests: podOn('kata-fc', { resources: '{limits: {nvidia.com/pgpu: 0, example.com/licence: 1}}' }),
      },
      {
        title: 'no virtual machine',
        declarations: accelerated(),
        manifests: podOn('runc', { annotations: NETWORK, resources: FPGA }),
      },
    ],
    invalid: [
      {
        title: 'Firecracker',
        declarations: accelerated(kataRuntime('kata-fc')),
        manifests: podOn('kata-fc', { annotations: NETWORK, resources: GPU }),
        finds: [
          'pod "web" joins network "storage" (fabrics/storage, example.com/vf), and handler "kata-fc" runs Firecracker, which has no VFIO; on the node: the pod does not start',
          'container "web" of pod "web" takes device "gpu" (nvidia.com/pgpu), and handler "kata-fc" runs Firecracker, which has no VFIO; on the node: the pod does not start',
        ],
      },
      {
        title: 'GPUs that nobody declares, by the names of their vendors',
        declarations: withRuntimes(kataRuntime('kata-fc')),
        manifests:
          podOn('kata-fc', { resources: '{limits: {nvidia.com/gpu: 1}}' }) +
          podOn('kata-fc', { resources: '{limits: {amd.com/gpu: 1}}' }),
        finds: [
          'container "web" of pod "web" takes device "nvidia.com/gpu", and handler "kata-fc" runs Firecracker, which has no VFIO; on the node: the pod does not start',
          'container "web" of pod "web" takes device "amd.com/gpu", and handler "kata-fc" runs Firecracker, which has no VFIO; on the node: the pod does not start',
        ],
      },
      {
        // add_device of src/runtime-rs/crates/hypervisor/src/ch/inner_device.rs
        title: 'a virtual function on Cloud Hypervisor in runtime-rs',
        declarations: accelerated(kataRuntime('kata-clh-runtime-rs')),
        manifests: podOn('kata-clh-runtime-rs', { annotations: NETWORK, resources: GPU }),
        finds: [
          'pod "web" joins network "storage" (fabrics/storage, example.com/vf), and handler "kata-clh-runtime-rs" takes it from its driver and plugs in nothing before the guest boots; on the node: ignoring early add device request for device',
        ],
      },
      {
        title: 'Cloud Hypervisor in Kata before 3.29',
        declarations: preparing(
          kataPool(
            'old',
            `${KATA_ON_POOL.replace('4.1.0', '3.28.0')}\n      devices: {gpu: 1}\n      networks: {storage: 4}`,
          ),
        ),
        manifests: podOn('kata-clh', { annotations: NETWORK, resources: GPU }),
        finds: [
          'pod "web" joins network "storage" (fabrics/storage, example.com/vf), and pool "old" has Kata 3.28.0, which plugs nothing into Cloud Hypervisor before the guest boots: Kata does since 3.29; on the node: the pod does not start',
          'container "web" of pod "web" takes device "gpu" (nvidia.com/pgpu), and pool "old" has Kata 3.28.0, which plugs nothing into Cloud Hypervisor before the guest boots: Kata does since 3.29; on the node: the pod does not start',
        ],
      },
      {
        title: 'a virtual machine somewhere else',
        declarations: accelerated(kataRuntime('kata-remote')),
        manifests: podOn('kata-remote', { resources: GPU }),
        finds: [
          'container "web" of pod "web" takes device "gpu" (nvidia.com/pgpu), and handler "kata-remote" runs the virtual machine somewhere else, where no device of the node is; on the node: the pod does not start',
        ],
      },
      {
        title: 'a hypervisor without the rights',
        declarations: accelerated(kataRuntime('kata-qemu', 'configuration: {hypervisor: {rootless: true}}')),
        manifests: podOn('kata-qemu', { resources: GPU }),
        finds: [
          'container "web" of pod "web" takes device "gpu" (nvidia.com/pgpu), and handler "kata-qemu" has [hypervisor.qemu] rootless = true, and a hypervisor without the rights of root opens no VFIO device; on the node: the pod does not start',
        ],
      },
      {
        title: 'a device that is not bound to vfio-pci',
        declarations: accelerated(kataRuntime('kata-qemu')),
        manifests: podOn('kata-qemu', { resources: FPGA }),
        finds: [
          'container "web" of pod "web" takes device "fpga" (example.com/fpga), which is not declared as passthrough, and handler "kata-qemu" runs a guest, where no device node of the node leads anywhere; on the node: the container finds nothing behind it',
        ],
      },
    ],
  },
  *check(context) {
    for (const { pod, handler, name, taken } of takenByPods(context)) {
      const reason = handler.shim && reasonAgainst(handler, handler.shim, taken);
      if (reason === undefined) continue;
      yield {
        message: `${whatIsTaken(name, taken)}${reason}`,
        object: pod.owner,
        path: taken.path,
        ...(taken.container === undefined ? {} : { container: taken.container }),
        ...(taken.declared === undefined ? {} : { declared: taken.declared }),
      };
    }
  },
};

const FAILS = 'on the node: the pod does not start';

/** What those do that cannot. */
const INSTEAD: Readonly<Partial<Record<Shim['hypervisor'], string>>> = {
  firecracker: `runs Firecracker, which has no VFIO; ${FAILS}`,
  stratovirt: `runs StratoVirt, which plugs in disks only; ${FAILS}`,
  remote: `runs the virtual machine somewhere else, where no device of the node is; ${FAILS}`,
  // Of it virtual functions alone, and in runtime-rs.
  clh: 'takes it from its driver and plugs in nothing before the guest boots; on the node: ignoring early add device request for device',
};

function reasonAgainst(handler: KataHandler, shim: Shim, taken: Taken): string | undefined {
  const { vfio, virtualFunctions } = capabilitiesOf(shim);
  const can = taken.kind === 'device' ? vfio : virtualFunctions;
  // Upstream says nothing of some, and those are not judged.
  if (can?.value === false)
    return `, and handler "${handler.name}" ${INSTEAD[shim.hypervisor] ?? `runs a hypervisor that has none; ${FAILS}`}`;
  if (taken.kind === 'device' && taken.passthrough === false)
    return `, which is not declared as passthrough, and handler "${handler.name}" runs a guest, where no device node of the node leads anywhere; on the node: the container finds nothing behind it`;
  if (configuredValue(handler, 'hypervisor', 'rootless') === true)
    return `, and handler "${handler.name}" has ${hypervisorKey(handler, 'rootless')} = true, and a hypervisor without the rights of root opens no VFIO device; ${FAILS}`;
  const old = poolBeforeColdPlug(handler, shim, taken);
  if (old !== undefined) return `, and pool "${old.name}" has Kata ${old.version}, which ${COLD_PLUG_BEFORE}; ${FAILS}`;
  return undefined;
}

/** What is plugged into the running machine was possible before. */
function poolBeforeColdPlug(
  handler: KataHandler,
  shim: Shim,
  taken: Taken,
): { name: string; version: string } | undefined {
  const isHotPlugged = (configuredValue(handler, 'hypervisor', 'hot_plug_vfio') ?? 'no-port') !== 'no-port';
  if (taken.kind === 'device' && isHotPlugged) return undefined;
  for (const { name, pool } of handler.pools) {
    const offered = taken.kind === 'device' ? pool.devices : pool.networks;
    const version = pool.kata?.version ?? '';
    if ((offered[taken.name ?? ''] ?? 0) > 0 && !coldPlugs(shim, version)) return { name, version };
  }
  return undefined;
}
