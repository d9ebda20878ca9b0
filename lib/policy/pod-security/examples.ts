import { SAMPLE } from '../sample.js';

/** Manifest of a pod with this spec, in a namespace of the sample's tenant `shop`: it enforces restricted:v1.34. */
export function podWith(spec: string, metadata = '{name: web, namespace: shop-web}'): string {
  return `
apiVersion: v1
kind: Pod
metadata: ${metadata}
spec:${indented(2, spec)}
`;
}

/** The same, with a container `web` that has these fields. */
export function webWith(fields: string): string {
  return podWith(`
containers:
  - name: web
    image: registry.example.com/shop/web:1.4.2${indented(4, fields)}`);
}

/** Manifests judged in a namespace with labels of its own. */
export function inNamespace(level: 'baseline' | 'restricted', version: `v1.${number}`, manifest: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata:
  name: shop-web
  labels:
    pod-security.kubernetes.io/enforce: ${level}
    pod-security.kubernetes.io/enforce-version: ${version}
---${manifest}`;
}

const ENVIRONMENT = 'platform/environment.yaml';

/** The sample environment at another version of Kubernetes. */
export function atVersion(version: string): Readonly<Record<string, string>> {
  const text = SAMPLE[`sample/${ENVIRONMENT}`] ?? '';
  return { [ENVIRONMENT]: text.replace(/^( *kubernetesVersion): .*$/m, `$1: '${version}'`) };
}

function indented(by: number, text: string): string {
  return `\n${text.trim()}`.replaceAll('\n', `\n${' '.repeat(by)}`);
}
