import type { JsonObject } from '../../../kubernetes/json.js';
import { lineWith, textAt } from '../bundle.js';
import type { Failure } from '../failure.js';
import { handlersOf, RUNTIME_PLUGINS, versionOf } from '../runtimes.js';

export const handlerElsewhere: Failure = {
  id: 'handler-under-other-plugin',
  cause: "containerd's configuration has the handler under a plugin that its version does not read",
  why: 'Configuration version 2 (containerd 1.x) has handlers under `io.containerd.grpc.v1.cri`, version 3 (containerd 2.x) under `io.containerd.cri.v1.runtime`. Under the other one they are ignored without a word.',
  fix: 'Move the table `containerd.runtimes.<handler>` to the plugin of the `version` that the file has, restart containerd, and look for it in `containerd config dump`.',
  source: 'https://github.com/containerd/containerd/blob/main/docs/cri/config.md',
  messages: [],
  *find({ containerd, objects }) {
    const nodes = objects.filter(({ kind }) => kind === 'Node');
    const isOld = nodes.length > 0 && nodes.every(({ data }) => runsContainerd1(data));
    for (const file of containerd) {
      const version = versionOf(file);
      if (version === undefined) continue;
      const right = RUNTIME_PLUGINS[version];
      for (const plugin of new Set(Object.values(RUNTIME_PLUGINS))) {
        if (plugin === right) continue;
        for (const handler of Object.keys(handlersOf(file, plugin)))
          if (!Object.hasOwn(handlersOf(file, right), handler))
            yield {
              place: lineWith(file, `runtimes.${handler}`),
              text: `${file.data.version === undefined ? 'no version, so 1,' : `version ${version}`} with handler ${handler} under ${plugin}, not ${right}`,
              // An older version is migrated by a newer containerd, and an excerpt may lack the line that says which it is.
              certainty: version >= 3 || (version === 2 && isOld) ? 'certain' : 'likely',
            };
      }
    }
  },
};

function runsContainerd1(node: JsonObject): boolean {
  return textAt(node, 'status', 'nodeInfo', 'containerRuntimeVersion')?.startsWith('containerd://1.') === true;
}
