import { deviceResources } from '../../config/device-resources.js';
import { derive } from '../../config/provenance.js';
import type { Probe } from '../../config/schema/probe.js';
import type { Container, EnvVar, Probe as KubernetesProbe, ResourceRequirements } from '../k8s.js';

import { toQuantities } from '../quantities.js';
import type { WorkloadProps } from './props.js';
import { mountsOf } from './volumes.js';

/** The one container of a workload, hardened as Pod Security "restricted" demands, with a read-only root unless declared. */
export function containerOf(props: WorkloadProps): Container {
  const { declared, spec } = props.workload;
  const mounts = mountsOf(props.workload);
  const env = environmentOf(props);
  const ports = portsOf(props);
  return {
    name: props.workload.name,
    image: declared.image,
    // Without a digest the tag may move, and an image that another tenant pulled must not be used without the right to it.
    imagePullPolicy: derive(declared.image, (image) => (image.includes('@') ? 'IfNotPresent' : 'Always')),
    ...(declared.command === undefined ? {} : { command: [...declared.command] }),
    ...(declared.args === undefined ? {} : { args: [...declared.args] }),
    ...(env.length === 0 ? {} : { env }),
    ...(ports.length === 0 ? {} : { ports }),
    ...(mounts.length === 0 ? {} : { volumeMounts: mounts }),
    resources: resourcesOf(props),
    ...(declared.readiness === undefined ? {} : { readinessProbe: probeOf(declared.readiness) }),
    ...(declared.liveness === undefined ? {} : { livenessProbe: probeOf(declared.liveness) }),
    ...(declared.startup === undefined ? {} : { startupProbe: probeOf(declared.startup) }),
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      // Untrusted code never writes to its root, whatever was declared.
      readOnlyRootFilesystem: spec.sandbox === undefined ? declared.readOnlyRootFilesystem : true,
      runAsNonRoot: true,
    },
  };
}

function environmentOf({ workload: { declared } }: WorkloadProps): EnvVar[] {
  const plain = Object.entries(declared.env).map(([name, value]): EnvVar => ({ name, value }));
  const secret = Object.entries(declared.secretEnv).map(
    ([name, { secret, key }]): EnvVar => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } }),
  );
  return [...plain, ...secret].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Each container port once, by the name of the first Service port that leads to it: apply refuses a second (SSA map keys). */
function portsOf({ workload: { declared, spec } }: WorkloadProps) {
  const type = spec.service !== undefined ? 'service' : spec.database !== undefined ? 'database' : 'sandbox';
  const seen = new Set<string>();
  return Object.entries(spec[type]?.ports ?? {}).flatMap(([name, { port, targetPort = port, protocol }]) => {
    const placed = declared[type]?.ports[name];
    if (placed === undefined || seen.has(`${targetPort}/${protocol}`)) return [];
    seen.add(`${targetPort}/${protocol}`);
    return [{ name, containerPort: placed.targetPort ?? placed.port, protocol: placed.protocol }];
  });
}

/** Requests equal limits unless declared: a Kata virtual machine is sized by limits, and what is not requested is not there. */
function resourcesOf({ cluster, workload: { declared, spec } }: WorkloadProps): ResourceRequirements {
  const { requests, ...limits } = declared.resources;
  const devices = deviceResources(cluster.environment.spec, spec, declared);
  const all = { ...limits, ...devices };
  return { limits: toQuantities(all), requests: toQuantities({ ...all, ...requests }) };
}

function probeOf({ http, tcp, exec, ...timing }: Probe): KubernetesProbe {
  return {
    ...(http === undefined ? {} : { httpGet: { path: http.path, port: http.port, scheme: 'HTTP' } }),
    ...(tcp === undefined ? {} : { tcpSocket: { port: tcp.port } }),
    ...(exec === undefined ? {} : { exec: { command: [...exec] } }),
    ...timing,
  };
}
