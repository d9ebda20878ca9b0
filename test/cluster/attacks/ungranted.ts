import type { JsonObject } from '../../../lib/kubernetes/json.js';
import { type Change, part } from './attack.js';
import { container, type Target } from './target.js';

const spec = (pod: JsonObject) => part(pod, 'spec');
const main = (pod: JsonObject) => part(pod, 'spec', 'containers', 0);

const image = (reference: string, name = `image ${reference}`): Change => ({
  name,
  change: (pod) => {
    main(pod).image = reference;
  },
  refused: `image ${reference} is from no registry that the tenant was granted`,
});

const annotation = (key: string, value = 'x'): Change => ({
  name: `annotation ${key}`,
  change: (pod) => {
    part(pod, 'metadata', 'annotations')[key] = value;
  },
  refused: `annotation ${key} is not granted`,
});

const label = (key: string, value: string): Change => ({
  name: `label ${key}=${value}`,
  change: (pod) => {
    part(pod, 'metadata', 'labels')[key] = value;
  },
  refused: `label ${key} is not for pods to choose`,
});

const toleration = (written: string, toleration: JsonObject): Change => ({
  name: `toleration ${written}`,
  change: (pod) => {
    spec(pod).tolerations = [toleration];
  },
  refused: `toleration ${written} is not granted`,
});

export const field = (name: string, value: JsonObject, refused: string): Change => ({
  name,
  change: (pod) => {
    Object.assign(spec(pod), structuredClone(value));
  },
  refused,
});

export const volume = (name: string, source: JsonObject, refused: string): Change =>
  field(name, { volumes: [{ name: 'v', ...source }] }, refused);

/** Pods and templates of pods that the admission policies refuse; where the API server fills in defaults, some are none. */
export function ungranted({ cluster, tenant }: Target): Change[] {
  const { priorityClasses } = tenant.spec;
  const other = [...cluster.tenants.keys()].find((name) => name !== tenant.name) ?? '';
  const pools = Object.entries(cluster.environment.spec.nodePools).flatMap(([pool, { taints }]) =>
    tenant.spec.nodePools.includes(pool) ? [] : Object.keys(taints),
  );
  return [
    field('runtime of the platform', { runtimeClassName: 'runc' }, 'runtimeClassName runc is not granted; granted: '),
    ...['system-node-critical', 'system-cluster-critical', ...Object.keys(cluster.environment.spec.priorityClasses)]
      .filter((name) => !priorityClasses.includes(name))
      .map((name) =>
        field(`priority ${name}`, { priorityClassName: name }, `priorityClassName ${name} is not granted`),
      ),
    field('names its node', { nodeName: 'general-1' }, 'nodeName must not be set'),
    field('another scheduler', { schedulerName: 'mine' }, 'schedulerName must be default-scheduler'),
    field(
      'automounts a token',
      { automountServiceAccountToken: true },
      'automountServiceAccountToken must not be true',
    ),
    volume(
      'projects a token',
      { projected: { sources: [{ serviceAccountToken: { path: 'token', audience: 'vault' } }] } },
      'a projected volume has a source that is not open to tenants',
    ),
    volume(
      'a CSI driver by name',
      { csi: { driver: 'nfs.csi.k8s.io' } },
      'a volume is of a type that is not open to tenants',
    ),
    field(
      'claims a device',
      { resourceClaims: [{ name: 'd', resourceClaimName: 'd' }] },
      'resourceClaims are not granted',
    ),
    {
      name: 'a device that nobody declared',
      change: (pod) => {
        for (const kind of ['limits', 'requests'])
          part(pod, 'spec', 'containers', 0, 'resources', kind)['example.com/fpga'] = '1';
      },
      refused: 'a container asks for a resource that is not granted; granted: cpu, ephemeral-storage, memory',
    },
    {
      name: 'huge pages, for an init container',
      change: (pod) => {
        const amounts = { cpu: '100m', memory: '128Mi', 'hugepages-2Mi': '2Mi' };
        spec(pod).initContainers = [{ ...container(amounts), name: 'init' }];
      },
      refused: 'a container asks for a resource that is not granted',
    },
    toleration(':', { operator: 'Exists' }),
    toleration('node-role.kubernetes.io/control-plane:NoSchedule', {
      key: 'node-role.kubernetes.io/control-plane',
      operator: 'Exists',
      effect: 'NoSchedule',
    }),
    // What a granted toleration says of one effect or runtime, it does not say of others.
    ...pools.map((key) => toleration(`${key}:NoSchedule`, { key, operator: 'Exists', effect: 'NoSchedule' })),
    toleration('nodes.example.com/payments:', { key: 'nodes.example.com/payments', operator: 'Exists' }),
    image('nginx', 'image of Docker Hub, by its short name'),
    image('docker.io/nginx'),
    image('evil/registry.example.com/app:1'),
    image('registry.example.com.evil.io/app:1'),
    image('registry.example.com:5000/app:1'),
    image('registry.example.community/app:1'),
    image('docker.io/library/postgres-evil:1'),
    image('postgres-evil'),
    image('docker.io/nginxinc-evil/nginx'),
    image('index.docker.io/library/nginx'),
    image('localhost/registry.example.com/app'),
    image(`evil.io/app@sha256:${'0'.repeat(64)}`),
    {
      name: 'image of an init container',
      change: (pod) => {
        spec(pod).initContainers = [{ ...container(), name: 'init', image: 'evil.io/init:1' }];
      },
      refused: 'image evil.io/init:1 is from no registry',
    },
    annotation('io.katacontainers.config.hypervisor.kernel_params'),
    annotation('io.katacontainers.config.hypervisor.default_memory', '65536'),
    annotation('io.katacontainers.config.runtime.disable_guest_seccomp', 'true'),
    annotation('dev.gvisor.flag.network', 'host'),
    annotation('io.kubernetes.cri.untrusted-workload', 'true'),
    annotation('io.kubernetes.cri-o.Devices'),
    annotation('io.containerd.cri.runtime-handler'),
    annotation('cpu-quota.crio.io'),
    annotation('run.oci.handler'),
    annotation('cdi.k8s.io/gpu', 'nvidia.com/pgpu=0'),
    annotation('devices.nri.io/pod'),
    annotation('k8s.v1.cni.cncf.io/networks', 'kube-system/host'),
    annotation(
      'k8s.v1.cni.cncf.io/networks',
      '[{"name": "storage-fabric", "namespace": "sriov-networks", "ips": ["10.0.0.1"]}]',
    ),
    annotation('v1.multus-cni.io/default-network', 'kube-system/host'),
    annotation('cni.projectcalico.org/ipAddrs', '["10.0.0.1"]'),
    annotation('cni.cilium.io/mac-address'),
    annotation('fabric.sriov.ovn.kubernetes.io/ip_address'),
    label('bulkhead.dev/tenant', other),
    label('bulkhead.dev/network', 'open'),
    label('bulkhead.dev/internet', 'true'),
  ];
}
