import type { Construct } from 'constructs';
import { SYNC_WAVE } from '../../../config/labels.js';
import { kataMonitorOf, labelsBefore, type PreparedPool } from '../../../config/node-preparation.js';
import { placeOf } from '../../../kata/handlers/distributions.js';
import type { Container } from '../../k8s.js';
import { KubernetesObject } from '../../kubernetes-object.js';
import { taintTolerations } from '../../tolerations.js';
import { LAST_WAVE } from '../node-preparation/daemon-set.js';
import { monitorLabels } from '../node-preparation/labels.js';
import type { MonitoringProps } from './monitoring.js';

export const PORT = 8090;

/** Sandboxes of the Go runtime and of runtime-rs (kata-containers src/runtime/pkg/containerd-shim-v2/shim_management.go). */
const SANDBOXES = { go: '/run/vc/sbs', rust: '/run/kata' };

/**
 * kata-monitor on the nodes of a pool: it finds the pods that run in Kata's virtual machines by the CRI, and asks their
 * shims. Root, since their sockets are root's, and nothing else of it.
 */
export function addKataMonitor(
  scope: Construct,
  { preparation, monitoring }: MonitoringProps,
  pool: PreparedPool,
): void {
  const labels = monitorLabels(pool.name);
  const { name = 'containerd', distribution = 'kubernetes' } = pool.pool.containerRuntime ?? {};
  const { socket } = placeOf(name, distribution);
  const socketFolder = socket.slice(0, socket.lastIndexOf('/'));
  new KubernetesObject(scope, 'kata-monitor', {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      name: kataMonitorOf(pool.name),
      namespace: preparation.namespace,
      annotations: { [SYNC_WAVE]: LAST_WAVE },
    },
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: '10%' } },
      template: {
        metadata: { labels },
        spec: {
          nodeSelector: { ...labelsBefore(pool.declared.labels), 'kubernetes.io/arch': pool.declared.architecture },
          tolerations: taintTolerations(pool.pool, pool.declared).map(({ toleration }) => toleration),
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          priorityClassName: preparation.priorityClassName,
          containers: [container(monitoring.kataMonitor, socket, socketFolder)],
          volumes: [
            { name: 'cri', hostPath: { path: socketFolder, type: 'Directory' } },
            // A node that has run none yet has no such folder, and kata-monitor does not start without it.
            { name: 'sandboxes', hostPath: { path: SANDBOXES.go, type: 'DirectoryOrCreate' } },
            { name: 'sandboxes-rs', hostPath: { path: SANDBOXES.rust, type: 'DirectoryOrCreate' } },
          ],
        },
      },
    },
  });
}

function container(image: string, socket: string, socketFolder: string): Container {
  return {
    name: 'kata-monitor',
    image,
    imagePullPolicy: 'IfNotPresent',
    args: [`-listen-address=:${PORT}`, '-log-level=info', `-runtime-endpoint=unix://${socket}`],
    ports: [{ name: 'metrics', containerPort: PORT, protocol: 'TCP' }],
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '200m', memory: '128Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsUser: 0,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    readinessProbe: { tcpSocket: { port: PORT } },
    livenessProbe: { tcpSocket: { port: PORT }, periodSeconds: 30 },
    volumeMounts: [
      { name: 'cri', mountPath: socketFolder, readOnly: true },
      { name: 'sandboxes', mountPath: SANDBOXES.go, readOnly: true },
      { name: 'sandboxes-rs', mountPath: SANDBOXES.rust, readOnly: true },
    ],
  };
}
