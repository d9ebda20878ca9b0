import { podOn } from '../../kata/examples.js';
import { kataPods } from '../../kata/pods.js';
import type { EnvironmentRule } from '../../rule.js';

/** What becomes of each under Kata. */
const NAMESPACES = {
  hostNetwork:
    'which Kata does not support; on the node: the virtual machine has no network, or CRI-O refuses it: Host networking requested, not supported by runtime',
  hostPID: 'which Kata ignores; on the node: it sees the processes of its own virtual machine',
  hostIPC: 'which Kata ignores; on the node: it shares memory and semaphores with its own virtual machine',
} as const;

export const hostNamespaces: EnvironmentRule = {
  id: 'kata/host-namespaces',
  scope: 'environment',
  severity: 'error',
  what: 'No pod under Kata asks for namespaces of the node: `hostNetwork`, `hostPID`, `hostIPC`.',
  why: 'A virtual machine has a kernel of its own, and namespaces of the node mean nothing to it. Upstream warns that with the network of the node Kata may modify, re-configure and break that. What asks for these is nearly always an agent that is meant to see the node, and sees an empty guest instead.',
  source: 'https://github.com/kata-containers/kata-containers/blob/main/docs/Limitations.md#host-network',
  fix: 'Run what works on the node under runc, as a part of the platform, and take the field off everything else.',
  examples: {
    valid: [
      { title: 'none, or switched off', manifests: podOn('kata-clh') + podOn('kata-clh', { spec: 'hostPID: false' }) },
      { title: 'under runc', manifests: podOn('runc', { spec: 'hostNetwork: true' }) },
    ],
    invalid: [
      {
        title: 'the network',
        manifests: podOn('kata-clh', { spec: 'hostNetwork: true' }),
        finds: [
          'pod "web" has hostNetwork, which Kata does not support; on the node: the virtual machine has no network, or CRI-O refuses it: Host networking requested, not supported by runtime',
        ],
      },
      {
        title: 'processes and shared memory',
        manifests: podOn('kata-clh', { spec: 'hostPID: true\n  hostIPC: true' }),
        finds: [
          'pod "web" has hostPID, which Kata ignores; on the node: it sees the processes of its own virtual machine',
          'pod "web" has hostIPC, which Kata ignores; on the node: it shares memory and semaphores with its own virtual machine',
        ],
      },
    ],
  },
  *check(context) {
    for (const { pod, name } of kataPods(context))
      for (const [field, consequence] of Object.entries(NAMESPACES))
        if (pod.spec[field] === true)
          yield {
            message: `${name} has ${field}, ${consequence}`,
            object: pod.owner,
            path: [...pod.path, 'spec', field],
          };
  },
};
