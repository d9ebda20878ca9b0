import { ofKind, textAt } from '../bundle.js';
import type { Failure } from '../failure.js';

const UNSUPPORTED = 'katacontainers.io/unsupported';
const TROUBLE = 'katacontainers.io/node-preparation';

export const nodeRefused: Failure = {
  id: 'node-preparation',
  cause: 'node preparation has found that it cannot make the node carry Kata, and says why',
  why: `It verifies a node before it changes anything. A node that cannot run Kata gets the label ${UNSUPPORTED}; trouble on the way is said in the annotation ${TROUBLE}.`,
  fix: 'Put right what the label or annotation names; node preparation tries again by itself. Its log on that node says more.',
  source: 'https://github.com/kata-containers/kata-containers/blob/main/README.md#hardware-requirements',
  messages: [],
  *find(bundle) {
    for (const node of ofKind(bundle, 'Node')) {
      const reason = textAt(node.data, 'metadata', 'labels', UNSUPPORTED);
      if (reason !== undefined)
        yield {
          place: node.placeOf(['metadata', 'labels', UNSUPPORTED]),
          text: `node ${node.name}: ${UNSUPPORTED}=${reason}`,
          certainty: 'certain',
        };
      const trouble = textAt(node.data, 'metadata', 'annotations', TROUBLE);
      // It is there on nodes that work too, and then says so.
      if (trouble !== undefined && textAt(node.data, 'metadata', 'labels', 'katacontainers.io/kata-runtime') !== 'true')
        yield {
          place: node.placeOf(['metadata', 'annotations', TROUBLE]),
          text: `node ${node.name}: ${trouble.slice(0, 200)}`,
          certainty: 'likely',
        };
    }
  },
};
