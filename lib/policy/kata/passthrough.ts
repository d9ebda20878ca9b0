import { isObject, type JsonObject, type Path } from '../../kubernetes/json.js';
import type { Context } from '../context.js';
import { objectAt, textAt } from '../fields.js';
import { namespaceOf } from '../judged-object.js';
import { CONTAINER_LISTS, containersOf, type JudgedPod } from '../pods.js';
import type { Declared } from '../rule.js';
import { attachmentsIn, DEFAULT_NETWORK, NETWORKS } from './network-annotation.js';
import { type KataPod, kataPods } from './pods.js';

/** Hardware of the node that a pod asks to have for its own. */
export type Taken = {
  /** By which the environment declares it. */
  readonly name: string | undefined;
  readonly path: Path;
  readonly container?: string;
  readonly declared?: Declared;
} & (
  | { readonly kind: 'virtual-function'; readonly network: string; readonly interface: string }
  /** Undefined where nobody knows whether it is bound to vfio-pci. */
  | { readonly kind: 'device'; readonly device: string; readonly passthrough: boolean | undefined }
);

/** CNI plugins that move a physical interface into the pod, which Kata finds there as a PhysicalEndpoint. */
const MOVES_HARDWARE: ReadonlySet<string> = new Set([
  'sriov',
  'ib-sriov',
  'ib-sriov-cni',
  'accelerated-bridge',
  'host-device',
]);

/** What a pod under Kata takes. */
export interface Takes extends KataPod {
  readonly taken: Taken;
}

/**
 * GPUs by the names that their vendors' device plugins give them. Those of nvidia.com/pgpu are bound to vfio-pci
 * (sandbox-device-plugin); that of others may be configured to do so.
 */
const GPUS: readonly (readonly [resourceName: string, passthrough: boolean | undefined])[] = [
  ['nvidia.com/pgpu', true],
  ['nvidia.com/gpu', undefined],
  ['amd.com/gpu', undefined],
  ['gpu.intel.com/i915', undefined],
  ['gpu.intel.com/xe', undefined],
];

/**
 * What pods under Kata take through VFIO, or would have to. Devices are known by the names that the environment declares, or
 * as GPUs; networks also by the NetworkAttachmentDefinitions among the objects.
 */
export function takenByPods(context: Context): readonly Takes[] {
  return context.recall(found);
}

function found(context: Context): readonly Takes[] {
  const networks = hardwareNetworks(context);
  const devices = knownDevices(context);
  return kataPods(context).flatMap((each) => {
    const functions = networks.size === 0 ? [] : virtualFunctionsOf(context, each.pod, networks);
    return [...functions, ...devicesOf(devices, each.pod)].map((taken) => ({ ...each, taken }));
  });
}

function virtualFunctionsOf(context: Context, pod: JudgedPod, known: ReadonlyMap<string, HardwareNetwork>): Taken[] {
  return [NETWORKS, DEFAULT_NETWORK].flatMap((annotation): Taken[] => {
    const text = textAt(pod.metadata, 'annotations', annotation);
    if (text === undefined) return [];
    const path = [...pod.path, 'metadata', 'annotations', annotation];
    return attachmentsIn(text, namespaceOf(pod.owner) ?? 'default').flatMap(({ definition, interface: own }) => {
      const network = known.get(definition);
      if (network === undefined) return [];
      const { name, shown } = network;
      const asked = annotation === NETWORKS ? askedFor(context, pod, definition) : undefined;
      const to = annotation === NETWORKS ? own : 'eth0';
      return [{ kind: 'virtual-function', name, network: shown, interface: to, path, ...asked }];
    });
  });
}

/** Where a Workload asks for a network: the annotation is rendered from what the Environment says of it. */
function askedFor({ cluster }: Context, { owner }: JudgedPod, definition: string): { declared: Declared } | undefined {
  const by = owner.origin?.declaration;
  const workload = by?.kind === 'Workload' ? cluster?.workloads.get(by.tenant ?? '')?.get(by.name) : undefined;
  const networks = cluster?.environment.spec.networks ?? {};
  const index = workload?.spec.networks.findIndex((name) => networks[name]?.attachment === definition) ?? -1;
  if (workload === undefined || index < 0) return undefined;
  return { declared: { declaration: workload, path: ['spec', 'networks', index] } };
}

interface HardwareNetwork {
  readonly name: string | undefined;
  /** In a sentence. */
  readonly shown: string;
}

/** By `namespace/name` of the NetworkAttachmentDefinition. */
function hardwareNetworks({ cluster, objects }: Context): ReadonlyMap<string, HardwareNetwork> {
  const found = new Map<string, HardwareNetwork>();
  for (const judged of objects.ofKind('k8s.cni.cncf.io/NetworkAttachmentDefinition')) {
    const definition = `${namespaceOf(judged) ?? 'default'}/${judged.object.metadata.name}`;
    if (movesHardware(textAt(judged.object, 'spec', 'config')))
      found.set(definition, { name: undefined, shown: `"${definition}"` });
  }
  for (const [name, { attachment, resourceName }] of Object.entries(cluster?.environment.spec.networks ?? {}))
    if (resourceName !== undefined)
      found.set(attachment, { name, shown: `"${name}" (${attachment}, ${resourceName})` });
  return found;
}

/** Whether the configuration of a CNI plugin, or of a chain of them, is of such a plugin. */
function movesHardware(config: string | undefined): boolean {
  if (config === undefined) return false;
  let parsed: unknown;
  try {
    parsed = JSON.parse(config);
  } catch {
    return false;
  }
  if (!isObject(parsed)) return false;
  const plugins: readonly unknown[] = Array.isArray(parsed.plugins) ? parsed.plugins : [parsed];
  return plugins.some((plugin) => MOVES_HARDWARE.has(textAt(plugin, 'type') ?? ''));
}

interface KnownDevice {
  readonly name: string | undefined;
  /** In a sentence. */
  readonly shown: string;
  readonly resourceName: string;
  readonly passthrough: boolean | undefined;
}

function knownDevices({ cluster }: Context): KnownDevice[] {
  const declared = Object.entries(cluster?.environment.spec.devices ?? {}).map(([name, device]) => ({
    ...device,
    name,
    shown: `"${name}" (${device.resourceName})`,
  }));
  const others = GPUS.filter(([gpu]) => declared.every(({ resourceName }) => resourceName !== gpu));
  return [
    ...declared,
    ...others.map(([resourceName, passthrough]) => ({
      name: undefined,
      shown: `"${resourceName}"`,
      resourceName,
      passthrough,
    })),
  ];
}

function devicesOf(devices: readonly KnownDevice[], pod: JudgedPod): Taken[] {
  return containersOf(pod).flatMap(({ name, list, path, container }) => {
    // Ephemeral containers have no resources.
    if (list === CONTAINER_LISTS[2]) return [];
    const limits = objectAt(container, 'resources', 'limits') ?? {};
    return devices.flatMap(({ name: device, shown, resourceName, passthrough }) =>
      isAsked(limits, resourceName)
        ? [
            {
              kind: 'device' as const,
              name: device,
              device: shown,
              passthrough,
              path: [...path, 'resources', 'limits', resourceName],
              container: name,
            },
          ]
        : [],
    );
  });
}

function isAsked(limits: JsonObject, resource: string): boolean {
  return Object.hasOwn(limits, resource) && limits[resource] !== 0 && limits[resource] !== '0';
}

/** The beginning of a sentence about it. */
export function whatIsTaken(pod: string, taken: Taken): string {
  if (taken.kind === 'virtual-function') return `${pod} joins network ${taken.network}`;
  return `container "${taken.container ?? ''}" of ${pod} takes device ${taken.device}`;
}
