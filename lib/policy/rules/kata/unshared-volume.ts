import { capabilitiesOf } from '../../../kata/capabilities.js';
import type { JsonObject } from '../../../kubernetes/json.js';
import type { Context } from '../../context.js';
import { itemsAt, objectAt, textAt } from '../../fields.js';
import { configuredValue, hypervisorKey } from '../../kata/configuration.js';
import { kataRuntime, podOn, withRuntimes } from '../../kata/examples.js';
import type { KataHandler } from '../../kata/handlers.js';
import { kataPods } from '../../kata/pods.js';
import { containersOf, type JudgedPod } from '../../pods.js';
import type { EnvironmentRule } from '../../rule.js';

const mounting = (source: string, mounts = 'volumeMounts: [{name: data, mountPath: /data}]') => ({
  spec: `volumes: [{name: data, ${source}}]`,
  container: mounts,
});
const CLAIM = 'persistentVolumeClaim: {claimName: orders}';
const COPIED =
  'handler "kata-fc" shares no file system with the node; on the node: files are copied into the guest once, and what is written is lost';

export const unsharedVolume: EnvironmentRule = {
  id: 'kata/unshared-volume',
  scope: 'environment',
  severity: 'error',
  what: 'A pod mounts claims, folders of the node and other file systems only where its guest shares a file system with the node.',
  why: 'Such a volume is a folder of the node, which the guest reaches through virtio-fs. Firecracker has no virtio-fs, and confidential guests are configured without (`shared_fs = "none"`): Kata copies the files into the guest when the container is created. What the container writes stays in the guest and is gone with it. ConfigMaps and Secrets are copied too, which is enough for what is only read; an `emptyDir` is in the guest anyway.',
  source: 'https://github.com/kata-containers/kata-containers/blob/main/src/runtime/virtcontainers/fs_share_linux.go',
  fix: 'Ask for the claim as a disk (`volumeMode: Block`, `volumeDevices`), or run the pod on a hypervisor with virtio-fs.',
  examples: {
    valid: [
      {
        title: 'volumes that live in the guest, and what is only read',
        declarations: withRuntimes(kataRuntime('kata-fc')),
        manifests:
          podOn('kata-fc', mounting('emptyDir: {}')) +
          podOn('kata-fc', mounting('configMap: {name: settings}')) +
          podOn('kata-fc', mounting('csi: {driver: secrets-store.csi.k8s.io, readOnly: true}')) +
          podOn('kata-fc', mounting('secret: {secretName: key}')),
      },
      {
        title: 'a claim as a disk',
        declarations: withRuntimes(kataRuntime('kata-fc')),
        manifests: podOn('kata-fc', mounting(CLAIM, 'volumeDevices: [{name: data, devicePath: /dev/xda}]')),
      },
      { title: 'virtio-fs', manifests: podOn('kata-clh', mounting(CLAIM)) },
      { title: 'under runc', manifests: podOn('runc', mounting(CLAIM)) },
    ],
    invalid: [
      {
        title: 'a claim and a folder of the node under Firecracker',
        declarations: withRuntimes(kataRuntime('kata-fc')),
        manifests:
          podOn('kata-fc', mounting(CLAIM)) +
          podOn('kata-fc', mounting('hostPath: {path: /srv/data}')) +
          podOn('kata-fc', mounting('ephemeral: {volumeClaimTemplate: {spec: {}}}')),
        finds: [
          `container "web" of pod "web" mounts volume "data" (persistentVolumeClaim), and ${COPIED}`,
          `container "web" of pod "web" mounts volume "data" (hostPath), and ${COPIED}`,
          `container "web" of pod "web" mounts volume "data" (ephemeral), and ${COPIED}`,
        ],
      },
      {
        title: 'a claim of a StatefulSet',
        declarations: withRuntimes(kataRuntime('kata-fc')),
        manifests: `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop-data}
spec:
  template:
    spec:
      runtimeClassName: kata-fc
      containers: [{name: db, image: registry.example.com/db:1, volumeMounts: [{name: data, mountPath: /data}]}]
  volumeClaimTemplates: [{metadata: {name: data}, spec: {}}]
`,
        finds: [
          `container "db" of the pod of StatefulSet "db" mounts volume "data" (volumeClaimTemplates), and ${COPIED}`,
        ],
      },
      {
        title: 'a confidential guest, and one that is declared without',
        declarations: withRuntimes(
          kataRuntime('kata-qemu-snp'),
          kataRuntime('kata-qemu', 'configuration: {hypervisor: {shared_fs: none}}'),
        ),
        manifests: podOn('kata-qemu-snp', mounting(CLAIM)) + podOn('kata-qemu', mounting(CLAIM)),
        finds: [
          'container "web" of pod "web" mounts volume "data" (persistentVolumeClaim), and handler "kata-qemu-snp" has [hypervisor.qemu] shared_fs = "none"; on the node: files are copied into the guest once, and what is written is lost',
          'container "web" of pod "web" mounts volume "data" (persistentVolumeClaim), and handler "kata-qemu" has [hypervisor.qemu] shared_fs = "none"; on the node: files are copied into the guest once, and what is written is lost',
        ],
      },
    ],
  },
  *check(context: Context) {
    for (const { pod, handler, name } of kataPods(context)) {
      const reason = reasonAgainst(handler);
      if (reason === undefined) continue;
      const volumes = sharedVolumes(pod);
      for (const container of volumes.size === 0 ? [] : containersOf(pod))
        for (const { item, path } of itemsAt(container.container, 'volumeMounts')) {
          const volume = textAt(item, 'name') ?? '';
          const source = volumes.get(volume);
          if (source === undefined) continue;
          yield {
            message: `container "${container.name}" of ${name} mounts volume "${volume}" (${source}), and ${reason}; on the node: files are copied into the guest once, and what is written is lost`,
            object: pod.owner,
            path: [...container.path, ...path],
            container: container.name,
          };
        }
    }
  },
};

function reasonAgainst(handler: KataHandler): string | undefined {
  const { shim, name } = handler;
  if (shim === undefined) return undefined;
  if (capabilitiesOf(shim).filesystemVolumes?.value === false && shim.confidential === undefined)
    return `handler "${name}" shares no file system with the node`;
  if (configuredValue(handler, 'hypervisor', 'shared_fs') !== 'none') return undefined;
  return `handler "${name}" has ${hypervisorKey(handler, 'shared_fs')} = "none"`;
}

/** Sources of volumes that live in the guest, or are only read; all others are file systems. */
const IN_THE_GUEST: ReadonlySet<string> = new Set([
  'emptyDir',
  'configMap',
  'secret',
  'projected',
  'downwardAPI',
  'image',
]);

/** The volumes of a pod that are file systems of the node, with what they are. */
function sharedVolumes({ owner, spec }: JudgedPod): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { item } of itemsAt(spec, 'volumes')) {
    const source = sourceOf(item);
    // Inline CSI volumes that are only read are secrets, as a rule.
    if (source === undefined || IN_THE_GUEST.has(source) || objectAt(item, 'csi')?.readOnly === true) continue;
    found.set(textAt(item, 'name') ?? '', source);
  }
  for (const { item } of itemsAt(owner.object, 'spec', 'volumeClaimTemplates'))
    found.set(textAt(item, 'metadata', 'name') ?? '', 'volumeClaimTemplates');
  return found;
}

function sourceOf(volume: JsonObject): string | undefined {
  return Object.keys(volume).find((key) => key !== 'name');
}
