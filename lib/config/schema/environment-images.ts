import { z } from 'zod';
import { isDnsLabel, isDnsSubdomain } from '../../kubernetes/names.js';
import { isPublicKey } from '../public-key.js';
import { dnsLabel, port, registry, text } from './fields.js';

/** Becomes part of the name of an object, of which Kyverno makes labels. */
const signatureName = text(
  (name) => isDnsLabel(name) && name.length <= 50,
  'a DNS label of at most 50 characters (lower-case letters, digits and "-")',
);

// Somebody who pastes the wrong half of the pair is told so without the key being printed once more.
const publicKey = z.string().refine(isPublicKey, {
  error: 'is not one public key in PEM, of type ECDSA, RSA or Ed25519: -----BEGIN PUBLIC KEY----- …',
});

const identity = text(
  (value) => value.length > 0 && value.length <= 1000 && !/[\s\p{Cc}\p{Cf}]/u.test(value),
  'an identity of one to 1000 characters without spaces',
);

const predicateType = text(
  (value) => value.length > 0 && value.length <= 1000 && !/[\s\p{Cc}\p{Cf}]/u.test(value),
  'a predicate type, such as https://slsa.dev/provenance/v1',
);

/** As the API server checks it (apiserver pkg/util/webhook/validation.go): every part is a DNS subdomain. */
const servicePath = text(
  (value) => value === '/' || (value.startsWith('/') && value.slice(1).split('/').every(isDnsSubdomain)),
  'a path of a webhook (/validate, or /: each part a DNS subdomain, none of them empty)',
);

const certificate = text((value) => {
  const [namespace = '', name = '', ...more] = value.split('/');
  return more.length === 0 && isDnsLabel(namespace) && isDnsSubdomain(name);
}, 'namespace/name of a Certificate');

const signature = z.strictObject({
  images: z
    .array(registry)
    .min(1)
    .describe('Images that must be signed so, as registries: a host, or a host and the beginning of a path.'),
  key: publicKey.optional().describe('Public key of whoever signs them, in PEM.'),
  keyless: z
    .strictObject({
      issuer: z.url({ protocol: /^https$/ }).describe('OpenID Connect issuer that vouches for the signer.'),
      subject: identity.describe('Exactly who signs: an e-mail address, or the address of a workflow and its ref.'),
    })
    .optional()
    .describe('Or the identity of whoever signs them without a key of his own (Sigstore Fulcio).'),
  transparencyLog: z
    .boolean()
    .default(true)
    .describe(
      'Whether signatures must stand in the transparency log (Sigstore Rekor). With a key they may do without.',
    ),
  attestations: z
    .record(
      dnsLabel,
      z.strictObject({
        type: predicateType.describe(
          'Predicate type of the in-toto statement, such as https://slsa.dev/provenance/v1.',
        ),
      }),
    )
    .default({})
    .describe('Statements that the same signer must have made of each image, by name.'),
});

const validator = z.strictObject({
  service: z
    .strictObject({
      namespace: dnsLabel.describe('Its namespace, which is no tenant’s.'),
      name: dnsLabel.describe('Its name.'),
      port: port.default(443).describe('Port of the Service.'),
      path: servicePath.default('/validate').describe('Path that admission requests are sent to.'),
    })
    .describe('Service that answers admission requests (admission.k8s.io/v1) over TLS.'),
  certificate: certificate.describe(
    'Certificate of cert-manager that the service shows, as namespace/name: cainjector has the API server trust its CA.',
  ),
});

export const environmentImages = z.strictObject({
  digests: z.boolean().default(false).describe('Whether every tenant must name images by digest.'),
  signatures: z
    .record(signatureName, signature)
    .default({})
    .describe('Who must have signed images, by name. An image that several of them cover needs all of them.'),
  unsigned: z
    .array(registry)
    .default([])
    .describe('Registries that need no signature, where there are signatures: else each that is allowed needs one.'),
  validator: validator
    .optional()
    .describe('A service of the platform that proves the images of tenants; it is told of signatures in its own way.'),
  kyverno: z
    .boolean()
    .default(false)
    .describe('Whether Kyverno (1.19 or newer) proves the signatures: renders an ImageValidatingPolicy for each.'),
  timeoutSeconds: z
    .int()
    .min(1)
    .max(5)
    .default(5)
    .describe('Seconds that a pod waits for the proof, and is then refused.'),
});

export type EnvironmentImages = z.output<typeof environmentImages>;
