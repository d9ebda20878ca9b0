import { isObject, valueAt } from '../../../kubernetes/json.js';
import { lineWith, listAt, ofKind, type TomlFile, textAt } from '../bundle.js';
import type { Failure } from '../failure.js';
import { RUNTIME_PLUGINS } from '../runtimes.js';

const SECTION = RUNTIME_PLUGINS[2];

export const importReplacesSection: Failure = {
  id: 'import-replaces-section',
  cause: 'an imported file has replaced the whole CRI section of containerd 1.x, and with it handlers and settings',
  why: 'containerd before 2.0 merges no tables of a plugin: what an imported file says of `io.containerd.grpc.v1.cri` stands instead of all that the main file says of it.',
  fix: 'Append the handlers to the main file instead of importing them, or upgrade containerd to 2.x, which merges; `containerd config dump` shows what is left.',
  source: 'https://github.com/containerd/containerd/pull/9982',
  messages: [],
  *find(bundle) {
    const runtimes = ofKind(bundle, 'Node').map(({ data }) =>
      textAt(data, 'status', 'nodeInfo', 'containerRuntimeVersion'),
    );
    if (runtimes.length > 0 && !runtimes.some((runtime) => runtime?.startsWith('containerd://1.'))) return;
    const files = bundle.containerd.filter((file) => file.data.version === 2 && hasSection(file));
    if (!files.some(({ data }) => listAt(data, 'imports').length > 0)) return;
    for (const file of files.filter(({ data }) => listAt(data, 'imports').length === 0))
      yield {
        place: lineWith(file, SECTION),
        text: `${SECTION} stands here and in the file that imports others`,
        certainty: 'likely',
      };
  },
};

function hasSection({ data }: TomlFile): boolean {
  return isObject(valueAt(data, ['plugins', SECTION]));
}
