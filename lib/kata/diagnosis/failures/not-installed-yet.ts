import { valueAt } from '../../../kubernetes/json.js';
import { type Failure, QUOTE, said } from '../failure.js';
import { isKata, placementsIn } from '../runtimes.js';

const LABEL = 'katacontainers.io/kata-runtime';

export const notInstalledYet: Failure = {
  id: 'not-installed-yet',
  cause: 'the pod runs on a node on which Kata is not installed, or was not yet',
  why: `A node is ready before Kata is on it. The label ${LABEL} comes last; a RuntimeClass that does not select it, and a node without a startup taint, let pods in before that.`,
  fix: `Select \`${LABEL}: "true"\` in \`scheduling.nodeSelector\` of the RuntimeClass, give new nodes a startup taint that the installer lifts, and delete the pod: it is scheduled anew.`,
  source: 'https://github.com/kata-containers/kata-containers/issues/13283',
  messages: [
    'failed to start shim: runtime "io.containerd.kata-clh.v2" binary not installed "containerd-shim-kata-clh-v2": file does not exist',
  ],
  *find(bundle) {
    yield* said(
      bundle,
      'certain',
      new RegExp(
        `runtime ${QUOTE}io\\.containerd\\.kata[\\w.-]{0,100}${QUOTE} binary not installed ${QUOTE}containerd-shim-kata[\\w-]{0,100}${QUOTE}`,
      ),
    );
    for (const { pod, runtimeClass, handler, node, isPending } of placementsIn(bundle)) {
      if (node === undefined || !isPending || !isKata(handler)) continue;
      if (valueAt(node.data, ['metadata', 'labels', LABEL]) !== 'true')
        yield {
          place: node.placeOf(['metadata', 'labels']),
          text: `pod ${pod.name} of RuntimeClass ${runtimeClass.name} waits on node ${node.name}, which has no label ${LABEL}=true`,
          certainty: 'likely',
        };
    }
  },
};
