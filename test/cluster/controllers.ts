import { type ControlPlane, SERVICE_ACCOUNT_KEY, SERVING_CERTIFICATE } from './control-plane.js';
import { freePorts } from './processes.js';
import { CONTROLLER_MANAGER, SCHEDULER } from './users.js';

/** kube-controller-manager and kube-scheduler, of the version of the API server, each as itself. */
export async function startControllers(plane: ControlPlane): Promise<void> {
  const { binary, version } = plane.options;
  const ports = await freePorts('controllers', 'scheduler');
  plane.processes.start({
    name: 'kube-controller-manager',
    argv: [
      binary('kube-controller-manager'),
      `--kubeconfig=${plane.kubeconfigOf(CONTROLLER_MANAGER)}`,
      // Each controller as a service account with a role of its own: what one may not do fails here as it does elsewhere.
      '--use-service-account-credentials=true',
      `--service-account-private-key-file=${SERVICE_ACCOUNT_KEY}`,
      `--root-ca-file=${SERVING_CERTIFICATE}`,
      // A count that raced with a change stays wrong until all is counted again, by default five minutes later.
      '--resource-quota-sync-period=10s',
      // Many tenants appear within seconds, which never happens elsewhere.
      '--kube-api-qps=200',
      '--kube-api-burst=400',
      ...common(version, ports.controllers),
    ],
  });
  plane.processes.start({
    name: 'kube-scheduler',
    argv: [
      binary('kube-scheduler'),
      `--kubeconfig=${plane.kubeconfigOf(SCHEDULER)}`,
      ...common(version, ports.scheduler),
    ],
  });
}

function common(version: string, port: number): string[] {
  return [
    `--emulated-version=kube=${version}`,
    '--leader-elect=false',
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    // Nobody asks them anything.
    '--authentication-skip-lookup',
  ];
}
