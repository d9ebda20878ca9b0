import { type TomlTable, tomlText } from '../toml.js';
import type { Handler } from './handler.js';

/** The CRI plugin of containerd 1.x, and what containerd 2.0 has split it into (containerd docs/cri/config.md). */
const CRI = 'io.containerd.grpc.v1.cri';
const CRI_RUNTIME = 'io.containerd.cri.v1.runtime';
const CRI_IMAGES = 'io.containerd.cri.v1.images';

/**
 * A file that the main configuration of containerd 2.x imports, and merges table by table. Its version is that of the main
 * file, but 3 for 4: of an older one, 2.0 to 2.2 lose what a drop-in of a newer one stands beside, and 2.3 refuses it
 * (containerd#12891).
 */
export function containerdDropIn(handlers: readonly Handler[], version: 2 | 3): string {
  const plugin = version === 2 ? CRI : CRI_RUNTIME;
  return text({ version, plugins: { [plugin]: runtimes(handlers), ...images(handlers) } });
}

/**
 * Tables to append to the main file of containerd 1.x, which must say `version = 2`. There an imported file replaces all
 * that the main file says of a plugin (services/server/config/config.go, mergeConfig), the administrator's registries
 * and runc included. Where no runtime was named before, the built-in runc is gone as soon as one is: it must be named too.
 */
export function containerdTables(handlers: readonly Handler[]): string {
  return text({ plugins: { [CRI]: runtimes(handlers) } });
}

/** k3s and rke2 may have to append it to a template of their own, which runs what stands between braces. */
function text(document: TomlTable): string {
  const written = tomlText(document);
  if (written.includes('{{')) throw new Error('a handler of containerd holds "{{", which a template of k3s would run');
  return written;
}

/**
 * An image is unpacked before the runtime is asked, so the images plugin must be told of a snapshotter too
 * (kata-containers#10795). What is said of it in version 2 is lost: the migration looks for a key "snapshot"
 * (plugins/cri/images/plugin.go, migrateConfig), so it is told by the plugin's new name, which works in version 2 as well.
 */
function images(handlers: readonly Handler[]): TomlTable {
  const platforms = handlers.flatMap(({ name, snapshotter }) =>
    snapshotter === undefined ? [] : [[name, { snapshotter }] as const],
  );
  return platforms.length === 0 ? {} : { [CRI_IMAGES]: { runtime_platforms: Object.fromEntries(platforms) } };
}

function runtimes(handlers: readonly Handler[]): TomlTable {
  return { containerd: { runtimes: Object.fromEntries(handlers.map((handler) => [handler.name, runtime(handler)])) } };
}

function runtime({ runtimeType, runtimePath, configPath, podAnnotations, snapshotter }: Handler): TomlTable {
  return {
    runtime_type: runtimeType,
    runtime_path: runtimePath,
    // A privileged container gets the guest's devices: the host's would be hot-plugged into the virtual machine.
    privileged_without_host_devices: true,
    pod_annotations: podAnnotations,
    ...(snapshotter === undefined ? {} : { snapshotter }),
    options: { ConfigPath: configPath },
  };
}

/** 1.6 is the oldest that Kata supports; it ignores the snapshotter of a runtime, and all of its pods would fail. */
export function minimumContainerd(handlers: readonly Pick<Handler, 'snapshotter'>[]): '1.6' | '1.7' {
  return handlers.some(({ snapshotter }) => snapshotter !== undefined) ? '1.7' : '1.6';
}
