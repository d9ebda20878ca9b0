import { isFrom, parseImage } from '../../../kubernetes/image.js';
import { type ImageGrant, imageGrantOf } from '../../image-grant.js';
import { imagesOf } from '../../images.js';
import { namespaceOf } from '../../judged-object.js';
import type { EnvironmentRule } from '../../rule.js';
import { walledPods } from '../../walled.js';

const manifest = (image: string, list = 'containers') => `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop-web}
spec:
  containers: [{name: main, image: registry.example.com/shop/main:1}]
  ${list}:
    - name: web
      image: ${image}
`;
const annotated = (registries: string) => `
apiVersion: v1
kind: Namespace
metadata:
  name: guests
  labels: {bulkhead.dev/tenant: guests}
  annotations: {bulkhead.dev/registries: '${registries}'}
---${manifest('docker.io/library/nginx:1.27', 'initContainers').replace('shop-web', 'guests')}`;

export const registry: EnvironmentRule = {
  id: 'image/registry',
  scope: 'environment',
  severity: 'error',
  what: 'Every image of a tenant comes from a registry that the Environment or the Tenant names.',
  why: 'What a registry hands out is what runs beside the tenant’s data. A registry that nobody agreed to is read by nobody, scanned by nobody, and may be anybody’s. Where no tenant is declared, the annotation of the Namespace that admission reads is taken for the grant; without one nothing is known to be wrong.',
  source: 'https://kubernetes.io/docs/concepts/security/security-checklist/#images',
  fix: 'Copy the image to an allowed registry, or have the platform name its registry under `images.registries` of the Tenant or `registries` of the Environment.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { manifests: manifest('registry.example.com/shop/web:1', 'initContainers') },
      { title: 'as the Namespace says', manifests: annotated('registry.example.com,docker.io/library/nginx') },
      {
        title: 'the platform',
        manifests: manifest('quay.io/web:1', 'initContainers').replace('shop-web', 'kube-system'),
      },
    ],
    invalid: [
      {
        manifests: manifest('docker.io/evil/web:1', 'initContainers'),
        finds: [
          'container "web" runs docker.io/evil/web:1, which is from no allowed registry; allowed: registry.example.com',
        ],
      },
      {
        title: 'Docker Hub is what is meant where none is written',
        manifests: manifest('web:1', 'ephemeralContainers'),
        finds: ['container "web" runs web:1, which is from no allowed registry; allowed: registry.example.com'],
      },
      {
        title: 'a registry whose name begins alike',
        manifests: manifest('registry.example.com.evil.net/web:1', 'initContainers'),
        finds: [
          'container "web" runs registry.example.com.evil.net/web:1, which is from no allowed registry; allowed: registry.example.com',
        ],
      },
      {
        manifests: manifest("'registry.example.com/Web:1'", 'initContainers'),
        finds: ['container "web" runs "registry.example.com/Web:1", which is no image reference'],
      },
      {
        title: 'an image that is mounted',
        manifests: manifest('x', 'volumes').replace('image: x', 'image: {reference: docker.io/models/llm:1}'),
        finds: [
          'volume "web" mounts docker.io/models/llm:1, which is from no allowed registry; allowed: registry.example.com',
        ],
      },
      {
        manifests: annotated(''),
        finds: [
          'container "web" runs docker.io/library/nginx:1.27, which is from no allowed registry; allowed: none',
          'container "main" runs registry.example.com/shop/main:1, which is from no allowed registry; allowed: none',
        ],
      },
    ],
  },
  *check(context) {
    for (const pod of walledPods(context)) {
      const grant = imageGrantOf(context, namespaceOf(pod.owner));
      if (grant === undefined) continue;
      for (const { image, path, use, container } of imagesOf(pod)) {
        const fault = faultOf(image, grant);
        if (fault === undefined) continue;
        yield {
          message: `${use} ${fault}`,
          object: pod.owner,
          path,
          ...(container === undefined ? {} : { container }),
        };
      }
    }
  },
};

function faultOf(text: string, { registries }: ImageGrant): string | undefined {
  const image = parseImage(text);
  if (image === undefined) return `${JSON.stringify(text)}, which is no image reference`;
  if (registries.some((allowed) => isFrom(image, allowed))) return undefined;
  const allowed = registries.length === 0 ? 'none' : registries.join(', ');
  return `${text}, which is from no allowed registry; allowed: ${allowed}`;
}
