import { NODE_PREPARATION } from '../config/labels.js';
import { daemonSetsOf } from '../config/node-preparation.js';
import type { Context } from './context.js';
import { textAt } from './fields.js';
import type { JudgedObject } from './judged-object.js';

/**
 * Whether a DaemonSet is one that an Environment declares for its nodes: by its name and namespace. Where no Environment is
 * known, by the label that its namespace is rendered with.
 */
export function isOfNodePreparation({ cluster, objects }: Context, { object }: JudgedObject): boolean {
  const { name, namespace } = object.metadata;
  if (typeof name !== 'string' || typeof namespace !== 'string') return false;
  if (cluster !== undefined)
    return (
      cluster.environment.spec.nodePreparation?.namespace === namespace && daemonSetsOf(cluster.environment).has(name)
    );
  const labelled = objects.named('/Namespace', namespace)?.object;
  return (
    labelled !== undefined &&
    textAt(labelled, 'metadata', 'labels', NODE_PREPARATION) === 'agents' &&
    /^(node-preparation|kata-monitor)-/.test(name)
  );
}
