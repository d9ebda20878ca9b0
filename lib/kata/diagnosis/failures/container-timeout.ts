import { type Failure, said } from '../failure.js';

export const containerTimeout: Failure = {
  id: 'container-timeout',
  cause: 'creating a container in the guest took longer than create_container_timeout',
  why: 'Most often an image is pulled within the guest and is large; a guest without memory or a slow disk does it too.',
  fix: "Raise `create_container_timeout` (Go: `[runtime]`, runtime-rs: `[agent.kata]`) and the kubelet's `runtimeRequestTimeout`, which ends the wait first otherwise; or use smaller images.",
  source:
    'https://github.com/kata-containers/kata-containers/blob/main/docs/how-to/how-to-pull-images-in-guest-with-kata.md',
  messages: ['failed to create shim task: CreateContainerRequest timed out: context deadline exceeded'],
  *find(bundle) {
    yield* said(bundle, 'likely', /CreateContainerRequest timed out/);
  },
};
