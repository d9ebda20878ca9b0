import type { Cluster } from '../../lib/config/declaration.js';
import { ControlPlane } from './control-plane.js';
import { startControllers } from './controllers.js';
import { DEFINITION_PARTS, defineWhatIsRendered } from './definitions.js';
import { startKwok } from './kwok.js';
import { nodesOf } from './nodes.js';
import { partAt } from './parts.js';
import { bind } from './roles.js';
import { argocdOf, membersOf, type User } from './users.js';
import { startVolumeStandIn, storageClassesOf } from './volume-stand-in.js';

/** What `startEnvironment` takes; for `needs`. */
export const ENVIRONMENT_PARTS = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
  ...DEFINITION_PARTS,
];

/**
 * The cluster that an environment declares, before anything of `dist` is in it: its version, its nodes and storage
 * classes, a member of each group that owns a tenant, Argo CD's identity. End it with `end`. Nodes are Ready a moment later.
 */
export async function startEnvironment(
  cluster: Cluster,
  more: { users?: readonly User[] } = {},
): Promise<ControlPlane> {
  const { spec } = cluster.environment;
  const argocd = argocdOf(cluster);
  const users = [...membersOf(cluster), argocd, ...(more.users ?? [])];
  const plane = await ControlPlane.start({ binary: partAt, version: spec.kubernetesVersion, users });
  const applyAll = (objects: readonly object[]) => Promise.all(objects.map((one) => plane.admin.apply(one, 'setup')));
  const addNodes = async () => {
    const port = await startKwok(plane);
    // A kubelet creates its node with the status; a server-side apply would leave that out.
    await Promise.all(nodesOf(spec, port).map((node) => plane.admin.post(node)));
  };
  try {
    await Promise.all([
      startControllers(plane),
      addNodes(),
      startVolumeStandIn(plane),
      defineWhatIsRendered(plane),
      applyAll([
        ...storageClassesOf(spec),
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: spec.argocd.namespace } },
        bind(argocd, 'cluster-admin'),
      ]),
    ]);
    return plane;
  } catch (error) {
    await plane.end();
    throw error;
  }
}
