import { type Failure, said } from '../failure.js';

export const agentUnreachable: Failure = {
  id: 'agent-unreachable',
  cause: 'the hypervisor runs, and the agent in the guest does not answer: the guest does not boot, or is too slow',
  why: 'This is what is left to say when a guest panics, has no root file system, too little memory, or runs nested and slowly.',
  fix: "Read the guest's console (`enable_debug = true` in the hypervisor's table, then the journal of that sandbox). Compare kernel and image with those of the same Kata version, give the guest more `default_memory`, and where nesting is slow raise `dial_timeout` (runtime-rs: `dial_timeout_ms`).",
  source: 'https://github.com/kata-containers/kata-containers/blob/main/docs/Debug-shim-guide.md',
  messages: [
    'failed to create shim: Failed to Check if grpc server is working: rpc error: code = DeadlineExceeded desc = timed out connecting to vsock 637456061:1024: unknown',
    'rpc error: code = DeadlineExceeded desc = timed out connecting to hybrid vsocket hvsock:/run/vc/firecracker/kata-manager-sh-test-kata/root/kata.hvsock: unknown',
    'cannot connect to agent ttrpc server ConnectConfig',
  ],
  *find(bundle) {
    yield* said(
      bundle,
      'likely',
      /timed out connecting to vsock \d{1,20}(?::\d{1,10})?/,
      // Cloud Hypervisor and Firecracker have a socket of the node in its place.
      /timed out connecting to hybrid vsocket (?:hvsock:)?[\w./-]{1,300}/,
      // runtime-rs.
      /cannot connect to agent ttrpc server/,
    );
  },
};
