import type { Shim } from '../shims.js';
import type { Handler } from './handler.js';

/** Folders on the node, as absolute paths. */
export interface HandlerFolders {
  /** What the artifact of one Kata version holds: bin, libexec, share. */
  readonly artifacts: string;
  /** Where configuration-<handler>.toml lie. */
  readonly configurations: string;
}

/** The binaries of both runtimes have the same name (kata-deploy, utils/system.rs: get_kata_containers_runtime_path). */
const SHIM_BINARY = {
  go: 'bin/containerd-shim-kata-v2',
  'runtime-rs': 'runtime-rs/bin/containerd-shim-kata-v2',
} as const;

/** A handler as kata-deploy configures it, but for its pod annotations: upstream lets all of Kata's through. */
export function kataHandler(
  name: string,
  shim: Pick<Shim, 'runtime' | 'snapshotter'>,
  podAnnotations: readonly string[],
  { artifacts, configurations }: HandlerFolders,
): Handler {
  return {
    name,
    runtimeType: `io.containerd.${name}.v2`,
    runtimePath: `${artifacts}/${SHIM_BINARY[shim.runtime]}`,
    configPath: `${configurations}/configuration-${name}.toml`,
    podAnnotations,
    ...(shim.snapshotter === undefined ? {} : { snapshotter: shim.snapshotter }),
  };
}
