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

/** A pod with the RuntimeClass that it names, and the node that it is on; each as far as it is in the bundle. */
export interface Placement {
  readonly pod: BundleObject;
  readonly runtimeClass: BundleObject;
  readonly handler: string;
  /** Undefined also for a pod that is on none. */
  readonly node: BundleObject | undefined;
  readonly isPlaced: boolean;
  readonly isPending: boolean;
}

/** Of the pods whose RuntimeClass is in the bundle. */
export function placementsIn(bundle: Bundle): Placement[] {
  const classes = new Map(ofKind(bundle, 'RuntimeClass').map((each) => [each.name, each]));
  const nodes = new Map(ofKind(bundle, 'Node').map((each) => [each.name, each]));
  return ofKind(bundle, 'Pod').flatMap((pod) => {
    const runtimeClass = classes.get(textAt(pod.data, 'spec', 'runtimeClassName') ?? '');
    const handler = runtimeClass && textAt(runtimeClass.data, 'handler');
    if (runtimeClass === undefined || handler === undefined) return [];
    const nodeName = textAt(pod.data, 'spec', 'nodeName');
    const isPending = textAt(pod.data, 'status', 'phase') === 'Pending';
    const node = nodes.get(nodeName ?? '');
    return [{ pod, runtimeClass, handler, node, isPlaced: nodeName !== undefined, isPending }];
  });
}

export function isKata(handler: string | undefined): boolean {
  return handler === 'kata' || handler?.startsWith('kata-') === true;
}
