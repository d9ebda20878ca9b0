import { isObject } from '../../../kubernetes/json.js';
import { listAt } from '../bundle.js';
import { type Failure, QUOTE, said } from '../failure.js';
import { placementsIn } from '../runtimes.js';

export const handlerUnknown: Failure = {
  id: 'handler-unknown',
  cause: 'the container runtime of the node has no handler of the name that the RuntimeClass asks for',
  why: 'A RuntimeClass is a name only. Where containerd or CRI-O has no handler of that name, the pod stays in ContainerCreating.',
  fix: 'Compare `handler` of the RuntimeClass with what `containerd config dump` prints under `containerd.runtimes` on that node. Add the handler there and restart containerd, or keep pods off the node with a nodeSelector in the RuntimeClass.',
  source: 'https://github.com/kata-containers/kata-containers/issues/10914',
  messages: [
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "kata-clh" is configured',
    'failed to find runtime handler kata-clh from runtime list map[runc:0xc0000e2000]',
  ],
  followsFrom: ['configuration-broken', 'node-preparation', 'handler-under-other-plugin', 'not-installed-yet'],
  *find(bundle) {
    yield* said(
      bundle,
      'certain',
      new RegExp(`no runtime for ${QUOTE}[\\w.-]{1,100}${QUOTE} is configured`),
      /failed to find runtime handler [\w.-]{1,100} from runtime list/,
    );
    // Since Kubernetes 1.30 a node says which handlers it has.
    for (const { pod, handler, node } of placementsIn(bundle)) {
      if (node === undefined) continue;
      const names = listAt(node.data, 'status', 'runtimeHandlers').flatMap((each) =>
        isObject(each) && typeof each.name === 'string' && each.name !== '' ? [each.name] : [],
      );
      if (names.length > 0 && !names.includes(handler))
        yield {
          place: node.placeOf(['status', 'runtimeHandlers']),
          text: `node ${node.name} has handlers ${names.join(', ')}; pod ${pod.name} needs ${handler}`,
          certainty: 'certain',
        };
    }
  },
};
