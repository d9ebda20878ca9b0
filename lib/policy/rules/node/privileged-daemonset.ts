import { isObject, type JsonObject, type Path } from '../../../kubernetes/json.js';
import { isOfNodePreparation } from '../../node-preparation.js';
import { containersOf, type JudgedPod } from '../../pods.js';
import type { EnvironmentRule } from '../../rule.js';
import { sampleEnvironment } from '../../sample-environment.js';
import { isOfPlatform } from '../../walled.js';

const daemonSet = (spec: string, container = '') => `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: monitoring}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      ${spec}
      containers: [{name: agent, image: registry.example.com/agent:1${container}}]
`;

/** What prepares the nodes of the sample, once it is declared. */
const prepared = sampleEnvironment({
  nodePools: `    general:
      count: 3
      labels: {katacontainers.io/kata-runtime: 'true', example.com/pool: general}
      allocatable: {cpu: 16, memory: 64Gi}
      kvm: true
      containerRuntime: {version: '2.1.4'}
      kata:
        version: '4.1.0'
        artifact:
          url: https://192.0.2.20/kata-static-4.1.0-amd64.tar.zst
          sha256: ${'4a'.repeat(32)}`,
  more: `nodePreparation: {image: 'registry.example.com/tools@sha256:${'4b'.repeat(32)}'}`,
});

const agent = (namespace: string, name: string) =>
  daemonSet('hostPID: true').replace('name: agent, namespace: monitoring', `name: ${name}, namespace: ${namespace}`);

export const privilegedDaemonset: EnvironmentRule = {
  id: 'node/privileged-daemonset',
  scope: 'environment',
  severity: 'error',
  what: 'No DaemonSet beside those that the platform declares is privileged, or shares the namespaces, the files or the devices of its nodes.',
  why: 'A DaemonSet runs on every node, those of every tenant included. One that may do what root may on the node is behind all walls at once: whoever takes it over has everybody.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#privileged',
  fix: 'Take the access away, or have the platform declare it: what an Environment or a Runtime renders is let through.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { manifests: daemonSet('hostNetwork: false', ', securityContext: {privileged: false}') },
      {
        title: 'a Deployment is for the rules of Pod Security',
        manifests: daemonSet('hostPID: true').replace('DaemonSet', 'Deployment'),
      },
      {
        title: 'what prepares nodes, read back from `dist`',
        declarations: prepared,
        manifests: agent('node-preparation', 'node-preparation-general'),
      },
    ],
    invalid: [
      {
        manifests: daemonSet('hostPID: true', ', securityContext: {privileged: true}'),
        finds: [
          'DaemonSet agent has hostPID of every node',
          'container "agent" of DaemonSet agent is privileged on every node',
        ],
      },
      {
        manifests: daemonSet('volumes: [{name: root, hostPath: {path: /}}, {name: run, emptyDir: {}}]'),
        finds: ['volume "root" of DaemonSet agent is "/" of every node'],
      },
      {
        manifests: daemonSet('hostNetwork: true', ', securityContext: {capabilities: {add: [CHOWN, SYS_ADMIN]}}'),
        finds: [
          'DaemonSet agent has hostNetwork of every node',
          'container "agent" of DaemonSet agent has SYS_ADMIN on every node',
        ],
      },
      {
        title: 'another one in the namespace of what prepares nodes, and one of its name elsewhere',
        declarations: prepared,
        manifests: `${agent('node-preparation', 'node-preparation-other')}---${agent('monitoring', 'node-preparation-general')}`,
        finds: [
          'DaemonSet node-preparation-other has hostPID of every node',
          'DaemonSet node-preparation-general has hostPID of every node',
        ],
      },
      {
        title: 'Windows',
        manifests: daemonSet('securityContext: {windowsOptions: {hostProcess: true}}'),
        finds: ['DaemonSet agent runs as a process of every node'],
      },
    ],
  },
  *check(context) {
    const daemonSets = context.pods.filter(
      ({ owner }) => owner.object.kind === 'DaemonSet' && !isOfPlatform(owner) && !isOfNodePreparation(context, owner),
    );
    for (const pod of daemonSets)
      for (const { message, path, container } of accessOf(pod))
        yield {
          message,
          object: pod.owner,
          path: [...pod.path, 'spec', ...path],
          ...(container === undefined ? {} : { container }),
        };
  },
};

interface Access {
  readonly message: string;
  /** Within the pod spec. */
  readonly path: Path;
  readonly container?: string;
}

/** With one of these a container is as good as privileged (capabilities(7)). */
const ROOT = new Set([
  'ALL',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'DAC_READ_SEARCH',
  'BPF',
  'NET_ADMIN',
]);

function* accessOf(pod: JudgedPod): Generator<Access> {
  const { spec, owner } = pod;
  const who = `DaemonSet ${owner.object.metadata.name}`;
  for (const field of ['hostPID', 'hostIPC', 'hostNetwork'])
    if (spec[field] === true) yield { message: `${who} has ${field} of every node`, path: [field] };
  if (isHostProcess(spec)) yield { message: `${who} runs as a process of every node`, path: HOST_PROCESS };
  for (const [index, volume] of (Array.isArray(spec.volumes) ? spec.volumes : []).entries())
    if (isObject(volume) && isObject(volume.hostPath))
      yield {
        message: `volume "${String(volume.name)}" of ${who} is ${JSON.stringify(volume.hostPath.path)} of every node`,
        path: ['volumes', index, 'hostPath'],
      };
  for (const { name, path, container } of containersOf(pod)) {
    const whose = `container "${name}" of ${who}`;
    const at = path.slice(pod.path.length + 1);
    const security = container.securityContext;
    if (isObject(security) && security.privileged === true)
      yield {
        message: `${whose} is privileged on every node`,
        path: [...at, 'securityContext', 'privileged'],
        container: name,
      };
    if (isHostProcess(container))
      yield { message: `${whose} runs as a process of every node`, path: [...at, ...HOST_PROCESS], container: name };
    const added = isObject(security) && isObject(security.capabilities) ? security.capabilities.add : undefined;
    for (const [index, capability] of (Array.isArray(added) ? added : []).entries())
      if (typeof capability === 'string' && ROOT.has(capability.replace(/^CAP_/, '')))
        yield {
          message: `${whose} has ${capability} on every node`,
          path: [...at, 'securityContext', 'capabilities', 'add', index],
          container: name,
        };
  }
}

const HOST_PROCESS = ['securityContext', 'windowsOptions', 'hostProcess'];

function isHostProcess({ securityContext }: JsonObject): boolean {
  if (!isObject(securityContext) || !isObject(securityContext.windowsOptions)) return false;
  return securityContext.windowsOptions.hostProcess === true;
}
