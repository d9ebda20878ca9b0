import { dirname } from 'node:path';
import type { Cluster } from '../../lib/config/declaration.js';
import type { JsonObject } from '../../lib/kubernetes/json.js';
import type { KubernetesObject } from '../../lib/kubernetes/object.js';
import { Application } from './application.js';
import type { ControlPlane } from './control-plane.js';
import { manifestsBelow } from './manifests.js';
import { freePorts } from './processes.js';
import { argocdOf, tokenOf } from './users.js';

/** What `ArgoCd.start` takes besides an environment; for `needs`. */
export const ARGO_CD_PARTS = ['argocd', 'redis-server'];

const REPOSITORY_SERVER = 'argocd-repo-server';
const CONTROLLER = 'argocd-application-controller';

/** Argo CD's controller and repository server with their cache, of an environment that runs already. */
export class ArgoCd {
  readonly namespace: string;
  private readonly plane: ControlPlane;

  private constructor(plane: ControlPlane, namespace: string) {
    this.plane = plane;
    this.namespace = namespace;
  }

  /** `settings` are put into `argocd-cm`, beside what an installation of it starts with. */
  static async start(plane: ControlPlane, cluster: Cluster, settings: Record<string, string> = {}): Promise<ArgoCd> {
    const { namespace } = cluster.environment.spec.argocd;
    const { binary } = plane.options;
    const folder = dirname(binary('argocd'));
    const configuration = manifestsBelow(folder).map(({ object }) => configured(object, namespace, settings));
    await Promise.all(
      [...configuration, ...destinationOf(plane, cluster)].map((object) => plane.admin.apply(object, 'setup')),
    );
    const ports = await freePorts('redis', 'repository', 'repositoryMetrics', 'controllerMetrics');
    const env = {
      // The cluster that it runs in, which it would know as a pod, is that of the kubeconfig.
      ARGOCD_FAKE_IN_CLUSTER: 'true',
      KUBECONFIG: plane.kubeconfigOf(argocdOf(cluster)),
      ARGOCD_GPG_ENABLED: 'false',
      TMPDIR: plane.processes.folder,
      // It calls wrappers of git by their names.
      PATH: `${folder}:${process.env.PATH}`,
      // Many tenants appear within seconds, which never happens elsewhere.
      ARGOCD_K8S_CLIENT_QPS: '1000',
      ARGOCD_K8S_CLIENT_BURST: '2000',
      // So that an Application that is not Healthy says why.
      ARGOCD_APPLICATION_CONTROLLER_PERSIST_RESOURCE_HEALTH: 'true',
      // It would tell of every step of every Application. Nobody reads that.
      ARGOCD_ENABLE_K8S_EVENT: 'none',
      // Who changes the same again and again waits longer for each healing, by default up to five minutes.
      ARGOCD_APPLICATION_CONTROLLER_SELF_HEAL_BACKOFF_CAP_SECONDS: '2',
    };
    const redis = `127.0.0.1:${ports.redis}`;
    plane.processes.start({
      name: 'redis',
      argv: [binary('redis-server'), `--port ${ports.redis}`, '--bind 127.0.0.1', '--save ""'],
    });
    plane.processes.start({
      name: REPOSITORY_SERVER,
      argv: [
        binary('argocd'),
        `--redis=${redis}`,
        '--address=127.0.0.1',
        `--port=${ports.repository}`,
        '--metrics-address=127.0.0.1',
        `--metrics-port=${ports.repositoryMetrics}`,
        '--disable-tls',
        // It refuses to go without TLS while it has a name for this, even of a file that is not there.
        '--client-ca-path=',
      ],
      env: { ...env, ARGOCD_BINARY_NAME: REPOSITORY_SERVER },
    });
    plane.processes.start({
      name: CONTROLLER,
      argv: [
        binary('argocd'),
        `--namespace=${namespace}`,
        `--redis=${redis}`,
        `--repo-server=127.0.0.1:${ports.repository}`,
        '--repo-server-plaintext',
        `--metrics-port=${ports.controllerMetrics}`,
      ],
      env: { ...env, ARGOCD_BINARY_NAME: CONTROLLER },
    });
    return new ArgoCd(plane, namespace);
  }

  async applications(): Promise<Application[]> {
    const kind = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', namespace: this.namespace };
    return (await this.plane.admin.itemsOf(kind)).map((object) => new Application(object));
  }

  /** Asks for a look at git and cluster that trusts no cache. */
  async refresh(): Promise<void> {
    for (const application of await this.applications()) await this.askFor('hard', application);
  }

  /**
   * Asks for another look at what could not be compared. An Application that was wrong for a moment, and now is again as it was
   * compared before, is looked at after minutes only, while the root waits for it (controller/appcontroller.go,
   * needRefreshAppStatus; `timeout.reconciliation`).
   */
  async lookAgain(): Promise<void> {
    for (const application of await this.applications())
      if (application.sync === 'Unknown' && !application.isRefreshing) await this.askFor('normal', application);
  }

  private async askFor(refresh: 'normal' | 'hard', { reference }: Application): Promise<void> {
    const annotations = { 'argocd.argoproj.io/refresh': refresh };
    await this.plane.admin.edit(reference, { metadata: { annotations } }, 'application/merge-patch+json');
  }

  /** Neither it nor the controllers of Kubernetes look while something is done in steps: they find all of it at once. */
  whileAway<T>(what: () => Promise<T>): Promise<T> {
    return this.plane.processes.whileHeld([CONTROLLER, 'kube-controller-manager'], what);
  }

  /** As when its pods are killed. */
  async restart(): Promise<void> {
    for (const name of [REPOSITORY_SERVER, CONTROLLER]) await this.plane.processes.restart(name);
  }
}

function configured(object: KubernetesObject, namespace: string, settings: Record<string, string>): JsonObject {
  const placed = { ...object, metadata: { ...object.metadata, namespace } };
  if (object.metadata.name !== 'argocd-cm') return placed;
  return { ...placed, data: { ...(object.data as JsonObject), ...settings } };
}

/** The cluster that it delivers to, where it is another: here the same by its address. */
function destinationOf(plane: ControlPlane, cluster: Cluster): object[] {
  const { namespace, destination } = cluster.environment.spec.argocd;
  const { name } = destination;
  if (name === undefined) return [];
  const config = { bearerToken: tokenOf(argocdOf(cluster)), tlsClientConfig: { insecure: true } };
  return [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: `cluster-${name}`, namespace, labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
      stringData: { name, server: plane.server, config: JSON.stringify(config) },
    },
  ];
}
