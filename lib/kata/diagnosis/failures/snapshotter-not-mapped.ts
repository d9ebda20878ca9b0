import { valueAt } from '../../../kubernetes/json.js';
import { lineWith, textAt } from '../bundle.js';
import type { Failure } from '../failure.js';
import { handlersOf, RUNTIME_PLUGINS, versionOf } from '../runtimes.js';

export const snapshotterNotMapped: Failure = {
  id: 'snapshotter-not-mapped',
  cause: 'a handler has a snapshotter of its own, and images are pulled for another one',
  why: "In containerd 2.x the plugin for images pulls into the default snapshotter unless `runtime_platforms.<handler>.snapshotter` says otherwise; until containerd propagates it by itself, the handler's own setting is not enough.",
  fix: 'Add `[plugins."io.containerd.cri.v1.images".runtime_platforms.<handler>]` with the same `snapshotter`, restart containerd, and remove the images that were pulled before.',
  source: 'https://github.com/kata-containers/kata-containers/issues/10795',
  messages: [],
  *find({ containerd }) {
    const mapped = new Set(
      containerd.flatMap(({ data }) =>
        Object.keys(valueAt(data, ['plugins', 'io.containerd.cri.v1.images', 'runtime_platforms']) ?? {}),
      ),
    );
    for (const file of containerd) {
      const version = versionOf(file);
      if (version !== 3 && version !== 4) continue;
      for (const [handler, settings] of Object.entries(handlersOf(file, RUNTIME_PLUGINS[version]))) {
        const snapshotter = textAt(settings, 'snapshotter') ?? '';
        if (snapshotter !== '' && !mapped.has(handler))
          yield {
            place: lineWith(file, `runtimes.${handler}`),
            text: `handler ${handler} has snapshotter ${snapshotter}, and no runtime_platforms names ${handler}`,
            certainty: 'likely',
          };
      }
    }
  },
};
