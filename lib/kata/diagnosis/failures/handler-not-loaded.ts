import { lineWith } from '../bundle.js';
import { type Failure, QUOTE, said } from '../failure.js';
import { handlersOf, RUNTIME_PLUGINS, versionOf } from '../runtimes.js';

export const handlerNotLoaded: Failure = {
  id: 'handler-not-loaded',
  cause:
    'the handler stands in a configuration that containerd has not read: it was not restarted since, or reads another file',
  why: 'containerd reads its configuration once, when it starts; a drop-in only where `imports` of the main file names it.',
  fix: 'Look for the handler in `containerd config dump`. Where it is, restart containerd. Where it is not, name the drop-in in `imports`, or write it where the distribution of Kubernetes looks: k3s, RKE2 and k0s have files of their own.',
  source: 'https://github.com/containerd/containerd/blob/main/docs/man/containerd-config.toml.5.md',
  messages: [],
  *find(bundle) {
    const pattern = new RegExp(`no runtime for ${QUOTE}([\\w.-]{1,100}?)${QUOTE} is configured`);
    const missed = new Set([...said(bundle, 'likely', pattern)].map(({ groups }) => groups[0] ?? ''));
    for (const file of bundle.containerd) {
      const version = versionOf(file);
      if (version === undefined) continue;
      for (const handler of Object.keys(handlersOf(file, RUNTIME_PLUGINS[version])))
        if (missed.has(handler))
          yield {
            place: lineWith(file, `runtimes.${handler}`),
            text: `handler ${handler} is configured here, and containerd says that it is not`,
            certainty: 'likely',
          };
    }
  },
};
