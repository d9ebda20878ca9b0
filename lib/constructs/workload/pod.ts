import { FILES, NETWORK, TENANT, WORKLOAD } from '../../config/labels.js';
import { reachOf } from '../../config/network-path.js';
import { derive } from '../../config/provenance.js';
import { runtimeNameOf, runtimeOf } from '../../config/workload.js';
import { DEFAULT_MEMORY, DEFAULT_VCPUS } from '../../kata/annotations.js';
import { parseQuantity } from '../../kubernetes/quantity.js';
import type { ObjectMeta, PodSpec, PodTemplateSpec } from '../k8s.js';
import { WORKLOAD_SERVICE_ACCOUNT } from '../tenant/access.js';
import { containerOf } from './container.js';
import { digestOf } from './digest.js';
import { placementOf } from './placement.js';
import type { WorkloadProps } from './props.js';
import { volumesOf } from './volumes.js';

/**
 * The pods of a workload: one hardened container behind the tenant's runtime, without a token, without the environment
 * variables of other Services, and with nothing of the node.
 */
export function podTemplateOf(props: WorkloadProps, restartPolicy: 'Always' | 'Never'): PodTemplateSpec {
  return { metadata: metadataOf(props), spec: podSpecOf(props, restartPolicy) };
}

/** Labels of everything that belongs to a workload. */
export function labelsOf({ tenant, workload }: WorkloadProps): Record<string, string> {
  return { [WORKLOAD]: workload.name, [TENANT]: tenant.name };
}

function metadataOf(props: WorkloadProps): ObjectMeta {
  const { cluster, workload, paths } = props;
  const { declared } = workload;
  const reach = reachOf(workload, paths);
  const annotations: Record<string, string> = {};
  if (declared.vm?.vcpus !== undefined) annotations[DEFAULT_VCPUS] = derive(declared.vm.vcpus, String);
  if (declared.vm?.memory !== undefined) annotations[DEFAULT_MEMORY] = derive(declared.vm.memory, mebibytes);
  if (workload.spec.networks.length > 0) {
    const attachments = workload.spec.networks.map((name) => cluster.environment.declared.networks[name]?.attachment);
    annotations['k8s.v1.cni.cncf.io/networks'] = attachments.join(',');
  }
  if (Object.keys(workload.spec.files).length > 0)
    annotations[FILES] = derive(declared.files, () => digestOf(workload.spec.files, 16));
  return {
    labels: {
      ...labelsOf(props),
      ...(reach === 'namespace' ? {} : { [NETWORK]: derive(narrowedBy(props), () => reach) }),
    },
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
}

/** What closes the rest of the tenant's reach to a workload: its own rules, being a sandbox, or another's path with it. */
function narrowedBy({ workload, paths }: WorkloadProps) {
  const { network, sandbox } = workload.declared;
  const [path] = paths.get(workload) ?? [];
  return network ?? sandbox ?? path?.declaredBy.declared.network?.[path.rule.direction][path.rule.name];
}

function podSpecOf(props: WorkloadProps, restartPolicy: 'Always' | 'Never'): PodSpec {
  const { cluster, tenant, workload } = props;
  const { declared } = workload;
  const runtime = runtimeOf(cluster, tenant, workload);
  if (runtime === undefined) throw new Error(`workload ${workload.identity} has no runtime in ${cluster.name}`);
  const name = declared.runtime ?? tenant.declared.runtimes.default ?? cluster.environment.declared.defaultRuntime;
  const volumes = volumesOf(workload);
  const { uid, gid } = declared.user ?? {};
  return {
    automountServiceAccountToken: false,
    serviceAccountName: WORKLOAD_SERVICE_ACCOUNT,
    enableServiceLinks: false,
    runtimeClassName: name ?? runtimeNameOf(cluster, tenant, workload) ?? runtime.name,
    restartPolicy,
    ...(declared.priorityClass === undefined ? {} : { priorityClassName: declared.priorityClass }),
    ...(declared.imagePullSecrets.length === 0
      ? {}
      : { imagePullSecrets: declared.imagePullSecrets.map((secret) => ({ name: secret })) }),
    ...(declared.terminationGracePeriodSeconds === undefined
      ? {}
      : { terminationGracePeriodSeconds: declared.terminationGracePeriodSeconds }),
    securityContext: {
      runAsNonRoot: true,
      ...(uid === undefined ? {} : { runAsUser: uid }),
      ...(gid === undefined ? {} : { runAsGroup: gid, fsGroup: gid, fsGroupChangePolicy: 'OnRootMismatch' }),
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [containerOf(props)],
    ...(volumes.length === 0 ? {} : { volumes }),
    ...placementOf(props),
  };
}

const MIB = 1024n * 1024n * 1_000_000_000n;

/** Kata takes memory as a number of MiB; whole ones only, which the declarations' checks have seen to. */
function mebibytes(memory: string | number): string {
  return String((parseQuantity(memory)?.nanos ?? 0n) / MIB);
}
