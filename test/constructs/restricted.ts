import { isObject, type Json, type JsonObject } from '../../lib/kubernetes/json.js';

/** Volume types that Pod Security "restricted" knows; anything else is refused (Pod Security Standards, "Volume Types"). */
const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/**
 * What Pod Security "restricted" (kubernetes.io/docs/concepts/security/pod-security-standards, 1.34) has against a pod, read
 * as strictly as the standard can be: where a pod could do without a field, the field must not be there.
 */
export function restrictedFaults(pod: JsonObject): string[] {
  const faults: string[] = [];
  const refuse = (found: boolean, what: string) => {
    if (found) faults.push(what);
  };
  const context = mapOf(pod.securityContext);
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) refuse(pod[field] !== undefined, field);
  refuse(context.runAsNonRoot !== true, 'pod may run as root');
  refuse(context.runAsUser === 0, 'pod runs as root');
  refuse(mapOf(context.seccompProfile).type !== 'RuntimeDefault', 'seccomp profile');
  for (const field of ['sysctls', 'seLinuxOptions', 'appArmorProfile', 'windowsOptions', 'procMount'])
    refuse(context[field] !== undefined, field);
  for (const volume of listOf(pod.volumes)) {
    const types = Object.keys(volume).filter((key) => key !== 'name');
    refuse(types.length !== 1 || !VOLUMES.includes(types[0] ?? ''), `volume ${String(volume.name)}`);
  }
  const containers = ['containers', 'initContainers', 'ephemeralContainers'].flatMap((field) => listOf(pod[field]));
  refuse(containers.length === 0, 'no container');
  for (const container of containers) faults.push(...containerFaults(container));
  return faults;
}

function containerFaults(container: JsonObject): string[] {
  const context = mapOf(container.securityContext);
  const capabilities = mapOf(context.capabilities);
  const rules: Record<string, boolean> = {
    'may escalate': context.allowPrivilegeEscalation === false,
    'is privileged': context.privileged === undefined || context.privileged === false,
    'keeps capabilities': JSON.stringify(capabilities.drop) === '["ALL"]' && capabilities.add === undefined,
    'may run as root': context.runAsNonRoot === undefined || context.runAsNonRoot === true,
    'runs as root': context.runAsUser !== 0,
    'has its own seccomp profile': context.seccompProfile === undefined,
    'unmasks /proc': context.procMount === undefined,
    'takes a host port': listOf(container.ports).every(
      (port) => port.hostPort === undefined && port.hostIP === undefined,
    ),
    'probes another host': ['livenessProbe', 'readinessProbe', 'startupProbe'].every((probe) =>
      ['httpGet', 'tcpSocket'].every((action) => mapOf(mapOf(container[probe])[action]).host === undefined),
    ),
  };
  return Object.entries(rules).flatMap(([rule, holds]) => (holds ? [] : [`${String(container.name)} ${rule}`]));
}

function mapOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function listOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
