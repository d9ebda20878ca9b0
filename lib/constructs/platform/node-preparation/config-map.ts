import type { Construct } from 'constructs';
import { KubernetesObject } from '../../kubernetes-object.js';
import { digestOf } from '../../workload/digest.js';

/**
 * A ConfigMap named after its content, and immutable: a DaemonSet that names it is rolled out when the content changes, and
 * a pod that runs still never finds other files under its hands. Answers its name.
 */
export function addConfigMap(
  scope: Construct,
  { id, prefix, namespace }: { id: string; prefix: string; namespace: string },
  data: Readonly<Record<string, string>>,
): string {
  const name = `${prefix}-${digestOf(data, 10)}`;
  new KubernetesObject(scope, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace },
    immutable: true,
    data: { ...data },
  });
  return name;
}
