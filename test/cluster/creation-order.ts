import { isObject, type Json } from '../../lib/kubernetes/json.js';
import type { ControlPlane } from './control-plane.js';

/** Something in a namespace, and when it was created: etcd counts every change of a cluster. */
export interface Creation {
  /** The last segments of its key, such as `pods/shop-web/frontend-5d8`. */
  readonly name: string;
  readonly resource: string;
  readonly namespace: string;
  readonly revision: number;
}

/** What stands in these namespaces, in the order in which it was created. */
export async function creationsIn(plane: ControlPlane, namespaces: readonly string[]): Promise<Creation[]> {
  // As in `etcdctl get --prefix --keys-only /registry/` (etcd, Documentation: dev-guide/api_grpc_gateway).
  const range = { key: base64('/registry/'), range_end: base64('/registry0'), keys_only: true };
  const answer = await fetch(`${plane.etcd}/v3/kv/range`, { method: 'POST', body: JSON.stringify(range) });
  const { kvs } = (await answer.json()) as { kvs: Json[] };
  return kvs
    .filter(isObject)
    .map(({ key, create_revision }) => {
      const segments = Buffer.from(String(key), 'base64').toString().split('/').slice(-3);
      const [resource = '', namespace = ''] = segments;
      return { name: segments.join('/'), resource, namespace, revision: Number(create_revision) };
    })
    .filter(({ namespace }) => namespaces.includes(namespace))
    .sort((a, b) => a.revision - b.revision);
}

const isWall = ({ name, resource, namespace }: Creation) =>
  name === `networkpolicies/${namespace}/default-deny` || resource === 'resourcequotas' || resource === 'limitranges';

/** Of these resources, what was created in a namespace before its default deny, its quotas and its limits. */
export function beforeWalls(creations: readonly Creation[], resources: readonly string[]): string[] {
  return creations
    .filter(({ resource }) => resources.includes(resource))
    .filter(({ namespace, revision }) =>
      creations.some((wall) => wall.namespace === namespace && isWall(wall) && wall.revision > revision),
    )
    .map(({ name }) => name);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
