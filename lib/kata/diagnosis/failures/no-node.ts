import { isObject, valueAt } from '../../../kubernetes/json.js';
import { listAt, ofKind } from '../bundle.js';
import type { Failure } from '../failure.js';
import { isKata, placementsIn } from '../runtimes.js';

export const noNode: Failure = {
  id: 'no-node',
  cause: 'no node has the labels that the RuntimeClass selects: Kata is installed on none',
  why: 'The installer labels a node when it has finished. Where it does not run, most often because it does not tolerate the taints of the nodes, none is labelled.',
  fix: 'Look at the pods of the installer: let its DaemonSet tolerate the taints of the nodes (kata-deploy: `tolerations`), and read the log of those that do not become ready.',
  source: 'https://github.com/kata-containers/kata-containers/issues/12114',
  messages: [],
  *find(bundle) {
    const nodes = ofKind(bundle, 'Node');
    if (nodes.length === 0) return;
    const waiting = placementsIn(bundle).filter(
      ({ handler, isPlaced, isPending }) => isKata(handler) && isPending && !isPlaced,
    );
    for (const runtimeClass of new Set(waiting.map((placement) => placement.runtimeClass))) {
      const selector = valueAt(runtimeClass.data, ['scheduling', 'nodeSelector']);
      const wanted = isObject(selector) ? Object.entries(selector) : [];
      const lacks = (labels: unknown) => wanted.some(([key, value]) => valueAt(labels, [key]) !== value);
      if (wanted.length === 0 || !nodes.every(({ data }) => lacks(valueAt(data, ['metadata', 'labels'])))) continue;
      const tainted = nodes.filter(({ data }) => listAt(data, 'spec', 'taints').length > 0).length;
      yield {
        place: runtimeClass.placeOf(['scheduling', 'nodeSelector']),
        text: `none of ${nodes.length} nodes (${tainted} with taints) has the labels of RuntimeClass ${runtimeClass.name}`,
        certainty: 'certain',
      };
    }
  },
};
