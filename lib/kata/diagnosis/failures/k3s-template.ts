import { ofKind, textAt } from '../bundle.js';
import { type Failure, QUOTE, said } from '../failure.js';

export const k3sTemplate: Failure = {
  id: 'k3s-template',
  cause: 'the handler was written to a file that the containerd of k3s or RKE2 does not read',
  why: "k3s and RKE2 run a containerd of their own and write its configuration themselves, from a template below /var/lib/rancher; /etc/containerd/config.toml is nobody's.",
  fix: 'Install with kata-deploy and `k8sDistribution: k3s` (or `rke2`), or append the handler to `/var/lib/rancher/k3s/agent/etc/containerd/config-v3.toml.tmpl` (containerd 1.x: `config.toml.tmpl`), which begins with `{{ template "base" . }}`; then restart k3s.',
  source: 'https://github.com/kata-containers/kata-containers/issues/10809',
  messages: [],
  *find(bundle) {
    const pattern = new RegExp(`no runtime for ${QUOTE}[\\w.-]{1,100}${QUOTE} is configured`);
    if ([...said(bundle, 'likely', pattern)].length === 0) return;
    for (const node of ofKind(bundle, 'Node')) {
      const path = ['status', 'nodeInfo', 'kubeletVersion'];
      const version = textAt(node.data, ...path) ?? '';
      if (/\+(?:k3s|rke2)/.test(version))
        yield {
          place: node.placeOf(path),
          text: `node ${node.name} runs ${version}, and a handler is not configured`,
          certainty: 'likely',
        };
    }
  },
};
