import { describe, expect, test } from 'vitest';
import { Platform } from '../../../lib/constructs/platform/platform.js';
import { DIGESTED, onlyCluster, withImages } from '../../config/declarations.js';
import { harbour } from '../harbour.js';
import { at, Rendered } from '../rendered.js';

const KEY = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----
`;

const VALIDATOR = `
    validator:
      service: {namespace: image-validator, name: validator, port: 8443, path: /images}
      certificate: certificates/image-validator`;

const SIGNATURES = `
    kyverno: true
    signatures:
      company:
        images: [registry.example.com, docker.io/library]
        key: |
          ${KEY.trim().replaceAll('\n', '\n          ')}
        transparencyLog: false
        attestations:
          built-by-us: {type: https://slsa.dev/provenance/v1}
      vendor:
        images: [quay.io/shop]
        keyless: {issuer: https://login.example.com, subject: ci@example.com}`;

const platform = (images: string) =>
  Rendered.of(
    (app) =>
      new Platform(app, 'platform', {
        cluster: harbour({
          environment: [['  argocd:', `${images === '' ? '' : `  images:${images}\n`}  argocd:`]],
        }),
      }),
  );

/** Of the images of a pod at `spec`, which an expression names twice over: in `object` and in `oldObject`. */
const imagesAt = (spec: string) =>
  [
    `${spec}.?containers.orValue([]).map(container, container.?image.orValue(''))`,
    `${spec}.?initContainers.orValue([]).map(container, container.?image.orValue(''))`,
    `${spec}.?ephemeralContainers.orValue([]).map(container, container.?image.orValue(''))`,
    `${spec}.?volumes.orValue([]).filter(volume, has(volume.image)).map(volume, volume.image.?reference.orValue(''))`,
  ].join(' + ');

const ARE_NEW = {
  name: 'images-are-new',
  expression: `request.operation == 'CREATE' || (${imagesAt('object.spec')}).exists(image, !(image in (${imagesAt('oldObject.spec')})))`,
};

describe('the webhook', () => {
  test('asks the validator of pods of tenants alone, fails closed, and leaves the CA to cert-manager', () => {
    expect(platform(VALIDATOR).find('ValidatingWebhookConfiguration', 'images.bulkhead.dev')).toEqual({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: {
        name: 'images.bulkhead.dev',
        annotations: {
          'argocd.argoproj.io/sync-wave': '10',
          'cert-manager.io/inject-ca-from': 'certificates/image-validator',
        },
      },
      webhooks: [
        {
          name: 'images.bulkhead.dev',
          admissionReviewVersions: ['v1'],
          clientConfig: {
            service: { namespace: 'image-validator', name: 'validator', port: 8443, path: '/images' },
          },
          failurePolicy: 'Fail',
          matchConditions: [ARE_NEW],
          matchPolicy: 'Equivalent',
          namespaceSelector: {
            matchExpressions: [
              { key: 'bulkhead.dev/tenant', operator: 'Exists' },
              { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system', 'image-validator'] },
            ],
          },
          objectSelector: {},
          rules: [
            {
              apiGroups: [''],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['pods', 'pods/ephemeralcontainers'],
              scope: 'Namespaced',
            },
          ],
          sideEffects: 'None',
          timeoutSeconds: 5,
        },
      ],
    });
  });

  test('names a namespace once that is excluded for two reasons, and waits as long as was declared', () => {
    const { objects } = platform(
      `${VALIDATOR.replace('namespace: image-validator', 'namespace: kube-system')}\n    timeoutSeconds: 2`,
    );
    const webhook = objects.find(({ kind }) => kind === 'ValidatingWebhookConfiguration');
    expect(at(webhook ?? {}, 'webhooks', 0)).toMatchObject({
      timeoutSeconds: 2,
      namespaceSelector: { matchExpressions: [{}, { values: ['kube-system'] }] },
    });
  });
});

describe('policies of Kyverno', () => {
  test('demand a signature of a key, and what the signer says of the image', () => {
    const everyImage = '(images.containers + images.initContainers + images.ephemeralContainers + images.volumes)';
    expect(platform(SIGNATURES).find('ImageValidatingPolicy', 'bulkhead-company')).toEqual({
      apiVersion: 'policies.kyverno.io/v1',
      kind: 'ImageValidatingPolicy',
      metadata: {
        name: 'bulkhead-company',
        annotations: {
          'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true',
          'argocd.argoproj.io/sync-wave': '10',
        },
      },
      spec: {
        failurePolicy: 'Fail',
        webhookConfiguration: { timeoutSeconds: 5 },
        evaluation: { background: { enabled: false } },
        validationActions: ['Deny'],
        matchConstraints: {
          namespaceSelector: {
            matchExpressions: [
              { key: 'bulkhead.dev/tenant', operator: 'Exists' },
              { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] },
            ],
          },
          resourceRules: [
            {
              apiGroups: [''],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['pods', 'pods/ephemeralcontainers'],
              scope: 'Namespaced',
            },
          ],
        },
        matchConditions: [ARE_NEW],
        matchImageReferences: [
          {
            expression: [
              "[ref.split('@')[0]]",
              "map(name, name.lastIndexOf(':') > name.lastIndexOf('/') ? name.substring(0, name.lastIndexOf(':')) : name)",
              "map(name, name.matches('^([^/]*[.:A-Z][^/]*|localhost)/') ? name : 'docker.io/' + name)",
              "map(name, name.matches('^docker[.]io/[^/]+$') ? name.replace('docker.io/', 'docker.io/library/', 1) : name)",
              'exists(name, ["registry.example.com", "docker.io/library"].exists(registry, name == registry || name.startsWith(registry + \'/\')))',
            ].join('.'),
          },
        ],
        validationConfigurations: { mutateDigest: false, required: true, verifyDigest: false },
        images: [
          {
            name: 'volumes',
            expression:
              "object.spec.?volumes.orValue([]).filter(volume, has(volume.image)).map(volume, volume.image.?reference.orValue(''))",
          },
        ],
        attestors: [{ name: 'signer', cosign: { key: { data: KEY }, ctlog: { insecureIgnoreTlog: true } } }],
        attestations: [{ name: 'built-by-us', intoto: { type: 'https://slsa.dev/provenance/v1' } }],
        validations: [
          {
            expression: `${everyImage}.all(image, verifyImageSignatures(image, [attestors.signer]) > 0)`,
            message: 'an image is not signed as company demands',
          },
          {
            expression: `${everyImage}.all(image, verifyAttestationSignatures(image, attestations["built-by-us"], [attestors.signer]) > 0)`,
            message: 'an image lacks the attestation built-by-us that company demands',
          },
        ],
      },
    });
  });

  test('demand a signature of an identity, in the transparency log', () => {
    const { spec } = platform(SIGNATURES).find('ImageValidatingPolicy', 'bulkhead-vendor');
    expect(spec).toMatchObject({
      attestors: [
        {
          name: 'signer',
          cosign: { keyless: { identities: [{ issuer: 'https://login.example.com', subject: 'ci@example.com' }] } },
        },
      ],
      validations: [{ message: 'an image is not signed as vendor demands' }],
    });
    expect(JSON.stringify(spec)).not.toContain('ctlog');
    expect(spec).not.toHaveProperty('attestations');
  });

  test('demand digests where the environment does', () => {
    const keyless = 'keyless: {issuer: https://login.example.com, subject: ci@example.com}';
    const signatures = `{company: {images: [registry.example.com], ${keyless}}}`;
    const cluster = onlyCluster(withImages(`{digests: true, kyverno: true, signatures: ${signatures}}`, DIGESTED));
    const rendered = Rendered.of((app) => new Platform(app, 'platform', { cluster }));
    expect(at(rendered.find('ImageValidatingPolicy', 'bulkhead-company'), 'spec', 'validationConfigurations')).toEqual({
      mutateDigest: false,
      required: true,
      verifyDigest: true,
    });
  });

  test('are one for each signature, and none where another proves them', () => {
    expect(platform(SIGNATURES).names('ImageValidatingPolicy')).toEqual(['bulkhead-company', 'bulkhead-vendor']);
    const other = platform(SIGNATURES.replace('kyverno: true', 'kyverno: false') + VALIDATOR);
    expect(other.names('ImageValidatingPolicy')).toEqual([]);
    expect(other.names('ValidatingWebhookConfiguration')).toEqual(['images.bulkhead.dev']);
  });
});

test('an environment that declares nobody renders nobody', () => {
  const { objects } = platform('');
  expect(objects.filter(({ kind }) => /Webhook|Image/.test(kind))).toEqual([]);
});
