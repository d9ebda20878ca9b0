import { isObject, type JsonObject, valueAt } from '../../kubernetes/json.js';
import { type Bundle, type BundleObject, ofKind, type TomlFile, textAt } from './bundle.js';

/** The plugin that holds the handlers, by the version of containerd's configuration. */
export const RUNTIME_PLUGINS = {
  1: 'cri',
  2: 'io.containerd.grpc.v1.cri',
  3: 'io.containerd.cri.v1.runtime',
  4: 'io.containerd.cri.v1.runtime',
} as const;
export type RuntimePlugin = (typeof RUNTIME_PLUGINS)[keyof typeof RUNTIME_PLUGINS];

/** Without a version a main file is of version 1. Undefined for one that nobody knows. */
export function versionOf({ data }: TomlFile): keyof typeof RUNTIME_PLUGINS | undefined {
  const { version = 1 } = data;
  return version === 1 || version === 2 || version === 3 || version === 4 ? version : undefined;
}

/** The handlers that a configuration has under a plugin. */
export function handlersOf({ data }: TomlFile, plugin: string): Readonly<Record<string, JsonObject>> {
  const runtimes = valueAt(data, ['plugins', plugin, 'containerd', 'runtimes']);
  if (!isObject(runtimes)) return {};
  return Object.fromEntries(
    Object.entries(runtimes).filter((entry): entry is [string, JsonObject] => isObject(entry[1])),
  );
}

/** The RuntimeClass of a pod, where it is in the bundle. */
export function runtimeClassOf(bundle: Bundle, pod: BundleObject): BundleObject | undefined {
  const name = textAt(pod.data, 'spec', 'runtimeClassName');
  return name === undefined ? undefined : ofKind(bundle, 'RuntimeClass').find((each) => each.name === name);
}

export function isKataClass(runtimeClass: BundleObject): boolean {
  return /^kata(?:-|$)/.test(textAt(runtimeClass.data, 'handler') ?? '');
}
