import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ControlPlane } from './control-plane.js';
import { freePorts } from './processes.js';
import { grant, KWOK_RULES } from './roles.js';
import { KWOK } from './users.js';

/** What every container of a simulated node says. */
export const LOG = 'This is a simulated container: it runs nothing.\n';

/**
 * KWOK plays the kubelets of all nodes: it renews their leases and says that pods run. Nothing runs. What is executed
 * in a container is executed on this machine, as whoever runs the test. Answers the port that it serves logs and exec on.
 */
export async function startKwok(plane: ControlPlane): Promise<number> {
  const { processes, options } = plane;
  const { port } = await freePorts('port');
  const log = join(processes.folder, 'container.log');
  // As the container runtime writes it (kubernetes staging/src/k8s.io/cri-client/pkg/logs).
  writeFileSync(log, `2026-01-01T00:00:00.000000000Z stdout F ${LOG}`);
  writeFileSync(join(processes.folder, 'kwok.yaml'), configuration(log));
  for (const object of grant(KWOK, KWOK_RULES)) await plane.admin.apply(object, 'setup');
  processes.start({
    name: 'kwok',
    argv: [
      options.binary('kwok'),
      '--config=kwok.yaml',
      `--kubeconfig=${plane.kubeconfigOf(KWOK)}`,
      '--manage-all-nodes',
      // Its default is no leases: after 40 s such nodes count as lost.
      '--node-lease-duration-seconds=40',
      `--server-address=127.0.0.1:${port}`,
    ],
  });
  return port;
}

function configuration(log: string): string {
  const object = (kind: string, spec: object) =>
    JSON.stringify({ apiVersion: 'kwok.x-k8s.io/v1alpha1', kind, metadata: { name: 'all' }, spec });
  return [object('ClusterLogs', { logs: [{ logsFile: log }] }), object('ClusterExec', { execs: [{ local: {} }] })].join(
    '\n---\n',
  );
}
