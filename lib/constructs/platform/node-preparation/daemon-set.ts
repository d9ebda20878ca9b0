import type { Construct } from 'constructs';
import { SYNC_WAVE } from '../../../config/labels.js';
import {
  labelsBefore,
  NODE_PREPARATION_NAME,
  nodePreparationOf,
  type PreparedPool,
} from '../../../config/node-preparation.js';
import { SCRIPT } from '../../../kata/node-preparation/scripts.js';
import type { Container, PodSpec } from '../../k8s.js';
import { KubernetesObject } from '../../kubernetes-object.js';
import { taintTolerations } from '../../tolerations.js';
import { agentLabels } from './labels.js';
import type { NodePreparationProps } from './props.js';
import { ARTIFACTS, agentVolumes, artifactsFolder } from './volumes.js';

/** After all else of the platform: nothing waits for nodes to be prepared, which may take as long as a download. */
export const LAST_WAVE = '20';

/** Names of the ConfigMaps that an agent reads. */
export interface AgentFiles {
  readonly scripts: string;
  readonly files: string;
}

/** The agent of a pool: on each of its nodes, one node at a time, and the next only once this one is ready. */
export function addDaemonSet(
  scope: Construct,
  { preparation }: NodePreparationProps,
  pool: PreparedPool,
  configMaps: AgentFiles,
): KubernetesObject {
  const labels = agentLabels(pool.name);
  return new KubernetesObject(scope, 'daemon-set', {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      name: nodePreparationOf(pool.name),
      namespace: preparation.namespace,
      annotations: { [SYNC_WAVE]: LAST_WAVE },
    },
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
      template: {
        metadata: { labels },
        spec: {
          ...placement(preparation, pool),
          serviceAccountName: NODE_PREPARATION_NAME,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          priorityClassName: preparation.priorityClassName,
          terminationGracePeriodSeconds: 120,
          containers: [container(preparation.image, pool)],
          volumes: agentVolumes(pool, configMaps),
        },
      },
    },
  });
}

/** By the labels that nodes start with, and past every taint of the pool: what is to be prepared is not ready yet. */
function placement(
  preparation: NodePreparationProps['preparation'],
  { pool, declared }: PreparedPool,
): Pick<PodSpec, 'nodeSelector' | 'tolerations'> {
  return {
    nodeSelector: { ...labelsBefore(declared.labels), 'kubernetes.io/arch': declared.architecture },
    tolerations: [
      ...taintTolerations(pool, declared).map(({ toleration }) => toleration),
      { key: preparation.startupTaint, operator: 'Exists' },
    ],
  };
}

/** Root on its node, and nothing less would do: it writes /opt and /etc, loads modules and restarts containerd. */
function container(image: string, pool: PreparedPool): Container {
  return {
    name: NODE_PREPARATION_NAME,
    image,
    imagePullPolicy: 'IfNotPresent',
    command: ['sh', `/scripts/${SCRIPT}`, 'install'],
    env: [
      { name: 'API_SERVER', value: 'https://kubernetes.default.svc' },
      { name: 'ARTIFACTS', value: artifactsFolder(pool) },
      { name: 'CA_FILE', value: '/token/ca.crt' },
      { name: 'FILES', value: '/files' },
      { name: 'HOST_ROOT', value: '/host' },
      { name: 'NODE_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } },
      { name: 'SCRIPTS', value: '/scripts' },
      { name: 'TOKEN_FILE', value: '/token/token' },
    ],
    // It unpacks an archive compressed with zstd, which keeps up to 128 MiB of it in memory, and otherwise waits.
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '2', memory: '512Mi' } },
    securityContext: { privileged: true, readOnlyRootFilesystem: true, runAsUser: 0 },
    readinessProbe: { exec: { command: ['test', '-e', `${STATE}/ready`] }, periodSeconds: 10 },
    // The script touches it at least every five minutes, while it unpacks too.
    livenessProbe: {
      exec: { command: ['sh', '-c', `test -n "$(find ${STATE}/alive -mmin -15)"`] },
      initialDelaySeconds: 60,
      periodSeconds: 60,
      timeoutSeconds: 10,
    },
    volumeMounts: [
      { name: 'artifacts', mountPath: ARTIFACTS },
      { name: 'files', mountPath: '/files', readOnly: true },
      { name: 'host', mountPath: '/host', mountPropagation: 'HostToContainer' },
      { name: 'scripts', mountPath: '/scripts', readOnly: true },
      { name: 'state', mountPath: STATE },
      { name: 'token', mountPath: '/token', readOnly: true },
    ],
  };
}

const STATE = '/run/node-preparation';
