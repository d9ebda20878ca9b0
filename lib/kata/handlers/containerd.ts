import { type TomlTable, tomlText } from '../toml.js';
import type { Handler } from './handler.js';

/** The CRI plugin of containerd 1.x, and what containerd 2.0 has split it into (containerd docs/cri/config.md). */
const CRI = 'io.containerd.grpc.v1.cri';
const CRI_RUNTIME = 'io.containerd.cri.v1.runtime';
const CRI_IMAGES = 'io.containerd.cri.v1.images';

/**
 * A file that the main configuration of containerd 2.x imports. Its version may not be higher than that of the main file;
 * 4 reads 3. containerd 2.x merges it into the main file, table by table.
 */
export function containerdDropIn(handlers: readonly Handler[], version: 2 | 3): string {
  const plugins = version === 2 ? { [CRI]: runtimes(handlers) } : splitPlugins(handlers);
  return tomlText({ version, plugins });
}

/**
 * Tables to append to the main file of containerd 1.x, which must say `version = 2`. There an imported file replaces all
 * that the main file says of a plugin (mergeConfig in services/server/config/config.go), the administrator's registries
 * and runc included. Also what is appended to a template of k3s, so that nothing in it may read as an action of one.
 */
export function containerdTables(handlers: readonly Handler[], version: 2 | 3): string {
  const text = tomlText({ plugins: version === 2 ? { [CRI]: runtimes(handlers) } : splitPlugins(handlers) });
  if (text.includes('{{')) throw new Error('a handler of containerd holds "{{", which a template of k3s would run');
  return text;
}

function splitPlugins(handlers: readonly Handler[]): TomlTable {
  // The images plugin unpacks an image before it knows of a runtime: it must be told the snapshotter too
  // (kata-containers#10795).
  const platforms = handlers.flatMap(({ name, snapshotter }) =>
    snapshotter === undefined ? [] : [[name, { snapshotter }] as const],
  );
  return {
    [CRI_RUNTIME]: runtimes(handlers),
    ...(platforms.length === 0 ? {} : { [CRI_IMAGES]: { runtime_platforms: Object.fromEntries(platforms) } }),
  };
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
export function minimumContainerd(handlers: readonly Handler[]): '1.6' | '1.7' {
  return handlers.some(({ snapshotter }) => snapshotter !== undefined) ? '1.7' : '1.6';
}
