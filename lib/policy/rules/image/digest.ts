import { parseImage } from '../../../kubernetes/image.js';
import { imageGrantOf } from '../../image-grant.js';
import { imagesOf } from '../../images.js';
import { namespaceOf } from '../../judged-object.js';
import type { EnvironmentRule } from '../../rule.js';
import { walledPods } from '../../walled.js';

const DIGEST = `sha256:${'4f'.repeat(32)}`;
const manifest = (image: string) => `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop-web}
spec: {containers: [{name: web, image: '${image}'}]}
`;
const DEMANDED = {
  'platform/shop.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: shop}
spec: {images: {digests: true}}
`,
};

export const digest: EnvironmentRule = {
  id: 'image/digest',
  scope: 'environment',
  severity: 'error',
  what: 'A tenant that names its images by digest names every one so.',
  why: 'A tag is whatever was pushed to it last. Only a digest says that what runs is what was reviewed, scanned and signed.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  fix: 'Add the digest behind the tag, `registry.example.com/shop/web:1.4.2@sha256:…`; whether it is demanded is `images.digests` of the Tenant and of the Environment.',
  examples: {
    valid: [
      { title: 'not demanded', manifests: manifest('registry.example.com/web:1') },
      { declarations: DEMANDED, manifests: manifest(`registry.example.com/web:1@${DIGEST}`) },
      { declarations: DEMANDED, manifests: manifest(`registry.example.com/web@${DIGEST}`) },
    ],
    invalid: [
      {
        declarations: DEMANDED,
        manifests: manifest('registry.example.com/web:1'),
        finds: ['container "web" runs registry.example.com/web:1, which has no digest'],
      },
    ],
  },
  *check(context) {
    for (const pod of walledPods(context)) {
      if (!imageGrantOf(context, namespaceOf(pod.owner))?.digests) continue;
      for (const { image, path, use, container } of imagesOf(pod)) {
        // Of what is no image reference at all, the rule about registries speaks.
        const parsed = parseImage(image);
        if (parsed === undefined || parsed.digest !== undefined) continue;
        yield {
          message: `${use} ${image}, which has no digest`,
          object: pod.owner,
          path,
          ...(container === undefined ? {} : { container }),
        };
      }
    }
  },
};
