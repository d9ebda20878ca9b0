import { compareQuantities, parseQuantity } from '../../../kubernetes/quantity.js';
import { SHIMS } from '../../shims.js';
import { ofKind, textAt } from '../bundle.js';
import { type Failure, said } from '../failure.js';
import { VMM_KILLED } from './vmm-killed.js';

const PATH = ['overhead', 'podFixed', 'memory'];

export const overheadTooSmall: Failure = {
  id: 'overhead-too-small',
  cause: 'a RuntimeClass of Kata declares less overhead than upstream does, and hypervisors run out of memory',
  why: 'Kubernetes gives the cgroup of a pod the memory of its containers and the overhead of its RuntimeClass. What the guest and its hypervisor need beyond that, they do not get.',
  fix: "Declare at least upstream's overhead (`bulkhead runtimes` shows it); measure it for large guests, as it grows with them.",
  source: 'https://github.com/kata-containers/kata-containers/issues/6533',
  messages: [],
  *find(bundle) {
    if ([...said(bundle, 'likely', ...VMM_KILLED)].length === 0) return;
    for (const runtimeClass of ofKind(bundle, 'RuntimeClass')) {
      const handler = textAt(runtimeClass.data, 'handler') ?? '';
      const shim = handler.startsWith('kata-') ? SHIMS.get(handler.slice('kata-'.length)) : undefined;
      const written = textAt(runtimeClass.data, ...PATH);
      if (shim === undefined) continue;
      const [declared, usual] = [parseQuantity(written ?? '0'), parseQuantity(shim.overhead.memory)];
      if (declared === undefined || usual === undefined || compareQuantities(declared, usual) >= 0) continue;
      yield {
        place: runtimeClass.placeOf(PATH),
        text: `RuntimeClass ${runtimeClass.name} has ${written ?? 'no'} memory overhead; upstream's of ${shim.name} is ${shim.overhead.memory}`,
        certainty: 'likely',
      };
    }
  },
};
