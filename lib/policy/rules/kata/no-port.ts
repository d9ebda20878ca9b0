import { HYPERVISOR_PREFIX } from '../../../kata/annotations.js';
import type { Context } from '../../context.js';
import { textAt } from '../../fields.js';
import { isEnabled } from '../../kata/annotations.js';
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
import { isHandedOn } from '../../kata/handed-on.js';
import type { KataHandler } from '../../kata/handlers.js';
import { type Taken, type Takes, takenByPods, whatIsTaken } from '../../kata/passthrough.js';
import type { EnvironmentRule } from '../../rule.js';

const NETWORK = '{k8s.v1.cni.cncf.io/networks: fabrics/storage}';
const GPU = '{limits: {cpu: 1, memory: 2Gi, nvidia.com/pgpu: 1}}';
const ROOT_PORT = 'configuration: {hypervisor: {cold_plug_vfio: root-port}}';
const HOT_PLUG = 'configuration: {hypervisor: {hot_plug_vfio: root-port}}';

export const noPort: EnvironmentRule = {
  id: 'kata/no-port',
  scope: 'environment',
  severity: 'error',
  what: 'Where a pod takes a virtual function or a VFIO device, the configuration of its handler has a port to plug it into: `cold_plug_vfio` is not `no-port`.',
  why: "Both are pieces of hardware that the hypervisor plugs into the virtual machine. `no-port` is upstream's default and means none: the pod is admitted, scheduled and given its device, and its sandbox fails on the node. The Go runtime says so since Kata 3.9; runtime-rs has no such guard, takes the virtual function from its driver, and fails after that. A device may also be plugged into the running machine (`hot_plug_vfio`, in the Go runtime); a virtual function of a network may not.",
  source: 'https://github.com/kata-containers/kata-containers/pull/10210',
  fix: 'Declare `cold_plug_vfio: root-port` in `spec.configuration.hypervisor` of the Runtime. Where other pods should not have it, declare it in a Runtime of its own: the same `preset` with another `handler`.',
  examples: {
    valid: [
      {
        title: 'a port, in both runtimes',
        declarations: accelerated(kataRuntime('kata-clh', ROOT_PORT), kataRuntime('kata-qemu-runtime-rs', ROOT_PORT)),
        manifests:
          podOn('kata-clh', { annotations: NETWORK, resources: GPU }) +
          podOn('kata-qemu-runtime-rs', { annotations: NETWORK, resources: GPU }),
      },
      {
        title: 'upstream has set it for GPUs',
        declarations: accelerated(kataRuntime('kata-qemu-nvidia-gpu')),
        manifests: podOn('kata-qemu-nvidia-gpu', { annotations: NETWORK, resources: GPU }),
      },
      {
        title: 'nodes that are prepared here have a port where they have what is plugged in',
        declarations: preparing(
          kataPool('general', KATA_ON_POOL),
          kataPool('fast', `${KATA_ON_POOL}\n      networks: {storage: 4}`),
        ),
        manifests: podOn('kata-clh', { annotations: NETWORK }),
      },
      {
        title: 'a device that is plugged into the running machine',
        declarations: accelerated(kataRuntime('kata-qemu', HOT_PLUG)),
        manifests: podOn('kata-qemu', { resources: GPU }),
      },
      {
        title: 'a port that an annotation sets, where the configuration lets it',
        declarations: accelerated(
          kataRuntime('kata-qemu', "configuration: {hypervisor: {enable_annotations: ['^cold_plug_vfio$']}}"),
        ),
        manifests: podOn('kata-qemu', {
          annotations:
            '{k8s.v1.cni.cncf.io/networks: fabrics/storage, io.katacontainers.config.hypervisor.cold_plug_vfio: root-port}',
        }),
      },
      {
        title: 'a network without hardware, and none of a device',
        declarations: accelerated(kataRuntime('kata-clh')),
        manifests: podOn('kata-clh', {
          annotations: '{k8s.v1.cni.cncf.io/networks: fabrics/overlay}',
          resources: '{limits: {nvidia.com/pgpu: 0}}',
        }),
      },
      {
        title: 'Cloud Hypervisor in runtime-rs, which plugs devices in as they come',
        declarations: accelerated(kataRuntime('kata-clh-runtime-rs')),
        manifests: podOn('kata-clh-runtime-rs', { resources: GPU }),
      },
      {
        title: 'no virtual machine',
        declarations: accelerated(),
        manifests: podOn('runc', { annotations: NETWORK, resources: GPU }),
      },
    ],
    invalid: [
      {
        title: 'a virtual function in the Go runtime, which hot-plugging does not help',
        declarations: accelerated(kataRuntime('kata-qemu', HOT_PLUG)),
        manifests: podOn('kata-qemu', { annotations: NETWORK }),
        finds: [
          'pod "web" joins network "storage" (fabrics/storage, example.com/vf), and handler "kata-qemu" has [hypervisor.qemu] cold_plug_vfio = "no-port"; on the node: unable to add PhysicalEndpoint net1 because cold_plug_vfio is disabled',
        ],
      },
      {
        title: 'nodes that are prepared without a port all the same',
        declarations: {
          ...preparing(kataPool('general', `${KATA_ON_POOL}\n      networks: {storage: 4}`)),
          ...withRuntimes(kataRuntime('kata-clh', 'configuration: {hypervisor: {cold_plug_vfio: no-port}}')),
        },
        manifests: podOn('kata-clh', { annotations: NETWORK }),
        finds: [
          'pod "web" joins network "storage" (fabrics/storage, example.com/vf), and handler "kata-clh" has [hypervisor.clh] cold_plug_vfio = "no-port"; on the node: unable to add PhysicalEndpoint net1 because cold_plug_vfio is disabled',
        ],
      },
      {
        title: 'in runtime-rs',
        declarations: accelerated(kataRuntime('kata-qemu-runtime-rs')),
        manifests: podOn('kata-qemu-runtime-rs', {
          annotations: `{k8s.v1.cni.cncf.io/networks: 'default/other, fabrics/storage@fast0'}`,
        }),
        finds: [
          'pod "web" joins network "storage" (fabrics/storage, example.com/vf), and handler "kata-qemu-runtime-rs" has [hypervisor.qemu] cold_plug_vfio = "no-port"; on the node: runtime-rs takes fast0 from its driver and binds it to vfio-pci all the same, and the sandbox fails after that',
        ],
      },
      {
        title: 'a port that an annotation closes',
        declarations: accelerated(
          kataRuntime(
            'kata-qemu',
            "configuration: {hypervisor: {cold_plug_vfio: root-port, enable_annotations: ['^hot_plug_vfio$']}}",
          ),
        ),
        manifests: podOn('kata-qemu', {
          annotations:
            '{k8s.v1.cni.cncf.io/networks: fabrics/storage, io.katacontainers.config.hypervisor.hot_plug_vfio: root-port}',
        }),
        finds: [
          'pod "web" joins network "storage" (fabrics/storage, example.com/vf), and handler "kata-qemu" has [hypervisor.qemu] cold_plug_vfio = "no-port"; on the node: unable to add PhysicalEndpoint net1 because cold_plug_vfio is disabled',
        ],
      },
      {
        title: 'a device in the Go runtime',
        declarations: accelerated(kataRuntime('kata-clh')),
        manifests: podOn('kata-clh', { resources: GPU }),
        finds: [
          'container "web" of pod "web" takes device "gpu" (nvidia.com/pgpu), and handler "kata-clh" has [hypervisor.clh] cold_plug_vfio = "no-port"; on the node: cold_plug_vfio= or hot_plug_vfio= port is not set for device',
        ],
      },
      {
        title: 'a GPU that nobody declares, as NVIDIA names those for virtual machines',
        manifests: podOn('kata-clh', { resources: GPU }),
        finds: [
          'container "web" of pod "web" takes device "nvidia.com/pgpu", and handler "kata-clh" has [hypervisor.clh] cold_plug_vfio = "no-port"; on the node: cold_plug_vfio= or hot_plug_vfio= port is not set for device',
        ],
      },
      {
        title: 'in runtime-rs, which has no hot-plugging',
        declarations: accelerated(kataRuntime('kata-qemu-runtime-rs')),
        manifests: podOn('kata-qemu-runtime-rs', { resources: GPU }),
        finds: [
          'container "web" of pod "web" takes device "gpu" (nvidia.com/pgpu), and handler "kata-qemu-runtime-rs" has [hypervisor.qemu] cold_plug_vfio = "no-port"; on the node: the sandbox fails when the device is attached (do handle device failed)',
        ],
      },
    ],
  },
  *check(context) {
    for (const takes of takenByPods(context)) {
      const { pod, handler, name, taken } = takes;
      // Those that heed no such key plug devices in as they come, or cannot: the latter is another rule's.
      if (configuredValue(handler, 'hypervisor', 'cold_plug_vfio') === undefined) continue;
      if (!lacksPort(context, takes)) continue;
      yield {
        message: `${whatIsTaken(name, taken)}, and handler "${handler.name}" has ${hypervisorKey(handler, 'cold_plug_vfio')} = "no-port"; on the node: ${onTheNode(handler, taken)}`,
        object: pod.owner,
        path: taken.path,
        ...(taken.container === undefined ? {} : { container: taken.container }),
        ...(taken.declared === undefined ? {} : { declared: taken.declared }),
      };
    }
  },
};

function lacksPort(context: Context, { pod, handler, taken }: Takes): boolean {
  if (taken.kind === 'device' && !taken.passthrough) return false;
  const annotated = (key: string) => {
    const annotation = `${HYPERVISOR_PREFIX}${key}`;
    const port = textAt(pod.metadata, 'annotations', annotation);
    return isEnabled(handler, annotation) && isHandedOn(context, handler, annotation) ? port : undefined;
  };
  const [cold, hot] = [annotated('cold_plug_vfio'), annotated('hot_plug_vfio')];
  const isClosed = (key: string) => (configuredValue(handler, 'hypervisor', key) ?? CLOSED) === CLOSED;
  // An annotation that sets one closes the other (addHypervisorHotColdPlugVfioOverrides of src/runtime/pkg/oci/utils.go).
  if (cold !== undefined) return cold === CLOSED;
  if (hot === undefined && !isClosed('cold_plug_vfio')) return false;
  const hotPlugs = hot === undefined ? !isClosed('hot_plug_vfio') : hot !== CLOSED;
  return taken.kind === 'virtual-function' || handler.shim?.runtime !== 'go' || !hotPlugs;
}

const CLOSED = 'no-port';

function onTheNode({ shim }: KataHandler, taken: Taken): string {
  const isGo = shim?.runtime === 'go';
  if (taken.kind === 'device')
    return isGo
      ? 'cold_plug_vfio= or hot_plug_vfio= port is not set for device'
      : 'the sandbox fails when the device is attached (do handle device failed)';
  return isGo
    ? `unable to add PhysicalEndpoint ${taken.interface} because cold_plug_vfio is disabled`
    : `runtime-rs takes ${taken.interface} from its driver and binds it to vfio-pci all the same, and the sandbox fails after that`;
}
