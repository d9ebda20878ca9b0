import { listAt, ofKind, textAt } from '../bundle.js';
import type { Failure } from '../failure.js';
import { isKata, placementsIn } from '../runtimes.js';

export const startupTaint: Failure = {
  id: 'startup-taint',
  cause: 'pods wait for nodes that still have the startup taint: Kata is not installed there to the end',
  why: 'The taint keeps pods away until the installer has labelled the node, and is lifted last. Where the installer does not run or gives up, it stays.',
  fix: 'Look at the pod of the installer on that node, and let its DaemonSet tolerate all taints of the node. Never remove the taint by hand: pods would come before the handler.',
  source: 'https://github.com/kata-containers/kata-containers/pull/13284',
  messages: [],
  *find(bundle) {
    const waiting = placementsIn(bundle).find(
      ({ handler, isPlaced, isPending }) => isKata(handler) && isPending && !isPlaced,
    )?.pod;
    if (waiting === undefined) return;
    for (const node of ofKind(bundle, 'Node'))
      for (const [index, taint] of listAt(node.data, 'spec', 'taints').entries()) {
        const key = textAt(taint, 'key') ?? '';
        if (key.startsWith('katacontainers.io/'))
          yield {
            place: node.placeOf(['spec', 'taints', index]),
            text: `node ${node.name} has the taint ${key}, and pod ${waiting.name} waits`,
            certainty: 'likely',
          };
      }
  },
};
