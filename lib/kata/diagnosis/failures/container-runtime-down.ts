import { type Failure, QUOTE, said } from '../failure.js';

export const containerRuntimeDown: Failure = {
  id: 'container-runtime-down',
  cause:
    'the container runtime of the node does not answer the kubelet: it does not run, or came up without its CRI plugin',
  why: 'Whoever installs or removes Kata edits its configuration and restarts it. containerd starts without a plugin whose configuration it refuses, and the node becomes NotReady. The same happens where an installation that is removed takes a drop-in along that another one needs.',
  fix: 'Read why in what containerd said when it started (`journalctl -b -u containerd`), put its configuration right or back, and restart it: `containerd --config FILE config dump` and `crictl info` tell whether that was all.',
  source: 'https://github.com/kata-containers/kata-containers/issues/13827',
  messages: [
    'level=warning msg="failed to load plugin io.containerd.grpc.v1.cri" error="invalid plugin config: no corresponding runtime configured in `containerd.runtimes` for `containerd` `default_runtime_name = \\"runc\\"`"',
    'level=warning msg="failed to load plugin" error="unable to load CRI image service plugin dependency: invalid cri image config" id=io.containerd.grpc.v1.cri type=io.containerd.grpc.v1',
    'rpc error: code = Unimplemented desc = unknown service runtime.v1.RuntimeService',
    'container runtime is down',
  ],
  followsFrom: ['configuration-broken'],
  *find(bundle) {
    const plugin = 'io\\.containerd\\.(?:grpc\\.v1\\.cri|cri\\.v1\\.(?:runtime|images))';
    yield* said(
      bundle,
      'certain',
      new RegExp(`failed to load plugin ${plugin}`),
      // containerd 2.x names it last, and what it says between may quote the configuration.
      new RegExp(`failed to load plugin(?=${QUOTE} error=[^\\n]{1,600} id=${plugin})`),
    );
    // An old containerd says the first, and one that is restarted the second for a moment.
    yield* said(bundle, 'likely', /unknown service runtime\.v1\.RuntimeService/, /container runtime is down/);
  },
};
