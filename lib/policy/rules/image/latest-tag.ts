import { parseImage } from '../../../kubernetes/image.js';
import { imagesOf } from '../../images.js';
import type { EnvironmentRule } from '../../rule.js';

const manifest = (image: string) => `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop-web}
spec:
  containers:
    - name: web
      image: ${image}
`;

export const latestTag: EnvironmentRule = {
  id: 'image/latest-tag',
  scope: 'environment',
  severity: 'error',
  what: 'An image is named by a digest, or by a tag other than `latest`.',
  why: 'What `latest` names changes: two pods of one Deployment may run different programs, and nobody can say what ran yesterday. An image without a tag is `latest` too.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  fix: 'Name the version that was tested, best with its digest: `registry.example.com/shop/web:1.4.2@sha256:…`.',
  examples: {
    valid: [
      { manifests: manifest('registry.example.com/shop/web:1.4.2') },
      {
        title: 'a digest says which',
        manifests: manifest(`registry.example.com/shop/web:latest@sha256:${'4f'.repeat(32)}`),
      },
    ],
    invalid: [
      {
        manifests: manifest('registry.example.com/shop/web:latest'),
        finds: ['container "web" runs registry.example.com/shop/web:latest, whose tag is latest'],
      },
      {
        manifests: manifest('registry.example.com/shop/web'),
        finds: ['container "web" runs registry.example.com/shop/web, which has no tag and so is latest'],
      },
    ],
  },
  *check({ pods }) {
    for (const pod of pods)
      for (const { image: text, path, use, container } of imagesOf(pod)) {
        const image = parseImage(text);
        if (image === undefined || image.digest !== undefined) continue;
        if (image.tag !== undefined && image.tag !== 'latest') continue;
        const reason = image.tag === undefined ? 'which has no tag and so is latest' : 'whose tag is latest';
        yield {
          message: `${use} ${text}, ${reason}`,
          object: pod.owner,
          path,
          ...(container === undefined ? {} : { container }),
        };
      }
  },
};
