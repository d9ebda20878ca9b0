import { isObject } from '../../kubernetes/json.js';

export const NETWORKS = 'k8s.v1.cni.cncf.io/networks';
/** Of Multus: the network of eth0, in place of the cluster's. */
export const DEFAULT_NETWORK = 'v1.multus-cni.io/default-network';

/** A NetworkAttachmentDefinition that a pod joins. */
export interface Attachment {
  /** `namespace/name`. */
  readonly definition: string;
  /** The interface in the pod. */
  readonly interface: string;
}

/**
 * What the annotation asks for: names with commas between them, or a list in JSON. Multus calls what has no name of its own
 * net1, net2 and so on (Kubernetes Network Plumbing Working Group, Multi-Network Specification v1.3, 4.1.2).
 */
export function attachmentsIn(annotation: string, namespace: string): Attachment[] {
  const asked = annotation.trimStart().startsWith('[') ? listIn(annotation) : annotation.split(',').map(selected);
  return asked.flatMap(({ name, its, interface: own }, index) =>
    name === '' ? [] : [{ definition: `${its ?? namespace}/${name}`, interface: own ?? `net${index + 1}` }],
  );
}

interface Asked {
  readonly name: string;
  readonly its?: string | undefined;
  readonly interface?: string | undefined;
}

/** `name`, `namespace/name`, `namespace/name@interface`. */
function selected(text: string): Asked {
  const [path = '', own] = text.trim().split('@');
  const [first = '', second] = path.split('/');
  return second === undefined ? { name: first, interface: own } : { name: second, its: first, interface: own };
}

function listIn(annotation: string): Asked[] {
  let list: unknown;
  try {
    list = JSON.parse(annotation);
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).map(({ name, namespace, interface: own }) => ({
    name: textOr(name) ?? '',
    its: textOr(namespace),
    interface: textOr(own),
  }));
}

function textOr(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
