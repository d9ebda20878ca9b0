import { kataHandlersOf } from '../kata.js';
import { hasLabels, type NodePool } from '../node-pool.js';
import { kataMonitorOf, labelsBefore, SET_BY_PREPARATION } from '../node-preparation.js';
import { amongst, type Check, type CheckContext } from './check.js';
import { nodeArtifacts } from './node-artifacts.js';
import { nodeVersions } from './node-versions.js';

const PREPARATION = ['spec', 'nodePreparation'];

/** Tokens name the node of their pod since Kubernetes 1.30 (KEP-4193), and without that no agent is held to its own. */
const OLDEST = 30;

/** Of a pod's label controller-revision-hash and of the names of pods nothing is cut off (kubernetes pkg/controller/daemon). */
const LONGEST_NAME = 63 - '-00000'.length;

/** Nodes can be prepared as declared: each by one agent, which can reach what it needs and knows what it finds there. */
export const nodePreparation: Check = (context) => {
  const { cluster, doubt } = context;
  const { environment } = cluster;
  const declared = doubt.certain(() => environment.spec.nodePreparation !== undefined) === true;
  for (const [name, pool] of doubt.entries(environment.spec.nodePools)) {
    const isPrepared = declared && doubt.certain(() => pool.kata !== undefined) === true;
    if (isPrepared) {
      checkPool(context, name, pool);
      nodeVersions(context, name, pool);
    } else checkUnused(context, name, pool, declared);
  }
  if (!declared) return;
  checkCluster(context);
  checkMonitoring(context);
  nodeArtifacts(context);
};

function checkCluster({ cluster: { environment }, report, doubt }: CheckContext): void {
  const { spec } = environment;
  doubt.ask(() => {
    if (Object.values(spec.nodePools).every(({ kata }) => kata === undefined))
      report(environment, PREPARATION, 'prepares no node, as no pool declares kata', {
        hint: 'declare kata of the pools whose nodes run Kata, or take nodePreparation out once nothing is installed any more',
      });
  });
  doubt.ask(() => {
    if (Number(spec.kubernetesVersion.split('.')[1]) < OLDEST)
      report(environment, PREPARATION, `needs Kubernetes 1.${OLDEST} or newer, and this is ${spec.kubernetesVersion}`, {
        hint: 'before that the API server cannot tell on which node an agent runs, and would let each of them write all nodes',
      });
  });
  doubt.ask(() => {
    if (spec.cluster.apiServer.cidrs.length === 0)
      report(
        environment,
        PREPARATION,
        'needs the addresses of the API server, or its NetworkPolicy opens no way there',
        {
          hint: 'declare spec.cluster.apiServer.cidrs',
        },
      );
  });
  doubt.ask(() => {
    const name = spec.nodePreparation?.priorityClassName ?? '';
    if (!name.startsWith('system-') && !Object.hasOwn(spec.priorityClasses, name))
      report(environment, [...PREPARATION, 'priorityClassName'], `spec.priorityClasses has no \`${name}\``, {
        hint: amongst(name, ['system-node-critical', ...Object.keys(spec.priorityClasses)], 'priority classes'),
      });
  });
  doubt.ask(() => {
    const namespace = spec.nodePreparation?.namespace ?? '';
    if (namespace.startsWith('kube-') || namespace === 'default' || namespace === spec.argocd.namespace)
      report(environment, [...PREPARATION, 'namespace'], `\`${namespace}\` is somebody else's`, {
        hint: 'it is rendered, with a Pod Security level and NetworkPolicies that hold for all that is in it',
      });
  });
}

function checkMonitoring({ cluster: { environment }, report, doubt }: CheckContext): void {
  const { spec } = environment;
  doubt.ask(() => {
    const name = spec.nodePreparation?.monitoring?.platformService;
    if (name === undefined) return;
    const path = [...PREPARATION, 'monitoring', 'platformService'];
    const service = spec.platformServices[name];
    if (!Object.hasOwn(spec.platformServices, name) || service === undefined)
      report(environment, path, `spec.platformServices has no \`${name}\``, {
        hint: amongst(name, Object.keys(spec.platformServices), 'platform services'),
      });
    else if (service.direction !== 'ingress')
      report(environment, path, `\`${name}\` is reached by others and reaches nobody`, {
        hint: 'name a platform service of direction ingress',
      });
  });
}

/** Somebody who declares what a node is to be expects it to become so. */
function checkUnused(
  { cluster: { environment }, report, doubt }: CheckContext,
  name: string,
  pool: NodePool,
  declared: boolean,
): void {
  for (const field of doubt.each(['sysctls', 'modules', 'vfio'] as const)) {
    if (Object.keys(pool[field]).length === 0) continue;
    report(environment, ['spec', 'nodePools', name, field], 'nobody does this on the nodes', {
      hint: declared
        ? 'nodes of pools that declare kata are prepared'
        : 'declare spec.nodePreparation, and kata of the pool; or take it out, where somebody else does',
    });
  }
}

function checkPool({ cluster, report, doubt, mayHaveMore }: CheckContext, name: string, pool: NodePool): void {
  const { environment } = cluster;
  const { spec } = environment;
  const path = ['spec', 'nodePools', name];
  doubt.ask(() => {
    mayHaveMore('Runtime', '');
    if (kataHandlersOf(cluster, pool).length === 0)
      report(
        environment,
        [...path, 'kata'],
        'no Runtime with a preset of Kata selects its nodes: there is nothing to prepare',
        {
          hint: 'declare one whose nodeSelector and architecture are those of the pool, or take kata out',
        },
      );
  });
  doubt.ask(() => {
    if (!pool.kvm)
      report(environment, [...path, 'kata'], 'needs /dev/kvm on the nodes, and the pool does not declare kvm', {
        hint: 'declare kvm: true where the nodes have it, or take kata out',
      });
  });
  doubt.ask(() => {
    if (pool.containerRuntime === undefined)
      report(environment, [...path, 'kata'], 'needs to know the container runtime that it is configured in', {
        hint: 'declare containerRuntime, with name and version',
      });
  });
  doubt.ask(() => {
    const labels = labelsBefore(pool.labels);
    const other = Object.keys(spec.nodePools).find(
      (each) =>
        each !== name &&
        hasLabels(spec.nodePools[each] as NodePool, { ...labels, 'kubernetes.io/arch': pool.architecture }),
    );
    const hint = `give it a label of its own, which its nodes start with; labels below ${SET_BY_PREPARATION} come last`;
    if (Object.keys(labels).length === 0)
      report(environment, [...path, 'labels'], 'no label tells its nodes from others before they are prepared', {
        hint,
      });
    else if (other !== undefined)
      report(
        environment,
        [...path, 'labels'],
        `pool \`${other}\` has all of these labels too, so both would prepare its nodes`,
        { hint },
      );
  });
  doubt.ask(() => {
    const monitored = spec.nodePreparation?.monitoring === undefined ? '' : kataMonitorOf('');
    const most = LONGEST_NAME - Math.max('node-preparation-'.length, monitored.length);
    if (name.length > most)
      report(
        environment,
        path,
        `\`${name}\` is ${name.length} characters long; at most ${most} fit into the names made from it`,
        {
          part: 'key',
        },
      );
  });
}
