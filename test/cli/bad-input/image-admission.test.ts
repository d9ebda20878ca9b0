import { change, ENVIRONMENT, type Files } from './declarations.js';
import { refuses } from './refusal.js';

const KEY = `
          -----BEGIN PUBLIC KEY-----
          MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
          -----END PUBLIC KEY-----`;

/** What is declared of images, after line 40 of the Environment. */
function images(text: string): Files {
  return change(
    ENVIRONMENT,
    '  registries: [registry.example.com]\n',
    `  registries: [registry.example.com]\n  images:\n${text}\n`,
  );
}

const signature = (more: string) =>
  images(`    kyverno: true\n    signatures:\n      company:\n        images: [registry.example.com]\n${more}`);

const validator = (more: string) => images(`    validator:\n${more}`);

refuses([
  [
    'the private half of a key',
    signature(`        key: |${KEY.replaceAll('PUBLIC', 'PRIVATE')}`),
    `\
environments/prod/platform/environment.yaml:46:9: error: spec.images.signatures.company.key: is not one public key in PEM, of type ECDSA, RSA or Ed25519: -----BEGIN PUBLIC KEY----- …
    45 |         images: [registry.example.com]
>   46 |         key: |
       |         ^^^`,
  ],
  [
    'a key that is cut off',
    signature(`        key: |${KEY.replace('rXAxZuE=', '')}`),
    `\
environments/prod/platform/environment.yaml:46:9: error: spec.images.signatures.company.key: is not one public key in PEM, of type ECDSA, RSA or Ed25519: -----BEGIN PUBLIC KEY----- …
    45 |         images: [registry.example.com]
>   46 |         key: |
       |         ^^^`,
  ],
  [
    'two keys at once',
    signature(`        key: |${KEY}${KEY}`),
    `\
environments/prod/platform/environment.yaml:46:9: error: spec.images.signatures.company.key: is not one public key in PEM, of type ECDSA, RSA or Ed25519: -----BEGIN PUBLIC KEY----- …
    45 |         images: [registry.example.com]
>   46 |         key: |
       |         ^^^`,
  ],
  [
    'a key of a type that signs nothing',
    signature(`        key: |${KEY.replace('MCowBQYDK2VwAyEA', 'MCowBQYDK2VuAyEA')}`),
    `\
environments/prod/platform/environment.yaml:46:9: error: spec.images.signatures.company.key: is not one public key in PEM, of type ECDSA, RSA or Ed25519: -----BEGIN PUBLIC KEY----- …
    45 |         images: [registry.example.com]
>   46 |         key: |
       |         ^^^`,
  ],
  [
    'a signature of nobody',
    signature('        attestations: {}'),
    `\
environments/prod/platform/environment.yaml:44:7: error: spec.images.signatures.company: needs exactly one of key and keyless: who signs?
    43 |     signatures:
>   44 |       company:
       |       ^^^^^^^`,
  ],
  [
    'a signature of two',
    signature(`        keyless: {issuer: https://login.example.com, subject: ci@example.com}\n        key: |${KEY}`),
    `\
environments/prod/platform/environment.yaml:44:7: error: spec.images.signatures.company: needs exactly one of key and keyless: who signs?
    43 |     signatures:
>   44 |       company:
       |       ^^^^^^^`,
  ],
  [
    'an issuer without TLS',
    signature('        keyless: {issuer: http://login.example.com, subject: ci@example.com}'),
    `\
environments/prod/platform/environment.yaml:46:27: error: spec.images.signatures.company.keyless.issuer: \`http://login.example.com\` is not an https:// address
    45 |         images: [registry.example.com]
>   46 |         keyless: {issuer: http://login.example.com, subject: ci@example.com}
       |                           ^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a subject of two lines',
    signature('        keyless: {issuer: https://login.example.com, subject: "ci@example.com\\nroot@example.com"}'),
    `\
environments/prod/platform/environment.yaml:46:63: error: spec.images.signatures.company.keyless.subject: \`ci@example.com\\x0aroot@example.com\` is not an identity of one to 1000 characters without spaces
    45 |         images: [registry.example.com]
>   46 |         keyless: {issuer: https://login.example.com, subject: "ci@example.com\\nroot@example.com"}
       |                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a signer without key whom no log knows',
    signature(
      '        keyless: {issuer: https://login.example.com, subject: ci@example.com}\n        transparencyLog: false',
    ),
    `\
environments/prod/platform/environment.yaml:47:26: error: spec.images.signatures.company.transparencyLog: a signature without a key is only as good as the log it stands in
    46 |         keyless: {issuer: https://login.example.com, subject: ci@example.com}
>   47 |         transparencyLog: false
       |                          ^^^^^
   its certificate is valid for ten minutes: the log says that it was signed within them`,
  ],
  [
    'a predicate type that is empty',
    signature(`        key: |${KEY}\n        attestations: {sbom: {type: ""}}`),
    `\
environments/prod/platform/environment.yaml:50:37: error: spec.images.signatures.company.attestations.sbom.type: \`\` is not a predicate type, such as https://slsa.dev/provenance/v1
    49 |           -----END PUBLIC KEY-----
>   50 |         attestations: {sbom: {type: ""}}
       |                                     ^^`,
  ],
  [
    'no images',
    images(`    kyverno: true\n    signatures:\n      company:\n        images: []\n        key: |${KEY}`),
    `\
environments/prod/platform/environment.yaml:45:17: error: spec.images.signatures.company.images: an empty list is too short: at least 1 item
    44 |       company:
>   45 |         images: []
       |                 ^`,
  ],
  [
    'a pattern for images',
    images(
      `    kyverno: true\n    signatures:\n      company:\n        images: ["registry.example.com/*"]\n        key: |${KEY}`,
    ),
    `\
environments/prod/platform/environment.yaml:45:18: error: spec.images.signatures.company.images[0]: \`registry.example.com/*\` is not a registry (registry.example.com, or registry.example.com/team)
    44 |       company:
>   45 |         images: ["registry.example.com/*"]
       |                  ^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a name that an expression would read as three',
    images(
      `    kyverno: true\n    signatures:\n      "a' || '":\n        images: [registry.example.com]\n        key: |${KEY}`,
    ),
    `\
environments/prod/platform/environment.yaml:44:7: error: spec.images.signatures["a' || '"]: \`a' || '\` is not a DNS label of at most 50 characters (lower-case letters, digits and "-")
    43 |     signatures:
>   44 |       "a' || '":
       |       ^^^^^^^^^`,
  ],
  [
    'signatures that nobody proves',
    images(`    signatures:\n      company:\n        images: [registry.example.com]\n        key: |${KEY}`),
    `\
environments/prod/platform/environment.yaml:42:5: error: spec.images.signatures: nobody proves these signatures
    41 |   images:
>   42 |     signatures:
       |     ^^^^^^^^^^
   declare spec.images.kyverno, or the service that does as spec.images.validator`,
  ],
  [
    'nothing to prove',
    images('    kyverno: true'),
    `\
environments/prod/platform/environment.yaml:42:14: error: spec.images.kyverno: there is nothing to prove: spec.images.signatures is empty
    41 |   images:
>   42 |     kyverno: true
       |              ^^^^`,
  ],
  [
    'a registry that no signature covers',
    images(
      `    kyverno: true\n    signatures:\n      company:\n        images: [registry.example.com/team, quay.io]\n        key: |${KEY}`,
    ),
    `\
environments/prod/platform/environment.yaml:40:16: error: spec.registries[0]: no signature covers all images of registry.example.com
    39 |         app.kubernetes.io/name: ingress-nginx
>   40 |   registries: [registry.example.com]
       |                ^^^^^^^^^^^^^^^^^^^^
   covered: registry.example.com/team, quay.io; what needs no signature is named in spec.images.unsigned of the Environment`,
  ],
  [
    'more patience than a webhook should have',
    images('    timeoutSeconds: 10'),
    `\
environments/prod/platform/environment.yaml:42:21: error: spec.images.timeoutSeconds: the number \`10\` is too big: at most 5
    41 |   images:
>   42 |     timeoutSeconds: 10
       |                     ^^`,
  ],
  [
    'a webhook that may be passed by',
    validator(
      '      failurePolicy: Ignore\n      service: {namespace: image-validator, name: validator}\n      certificate: image-validator/serving',
    ),
    `\
environments/prod/platform/environment.yaml:43:7: error: spec.images.validator.failurePolicy: unknown field
    42 |     validator:
>   43 |       failurePolicy: Ignore
       |       ^^^^^^^^^^^^^
   allowed here: service, certificate`,
  ],
  [
    'a certificate without a namespace',
    validator('      service: {namespace: image-validator, name: validator}\n      certificate: serving'),
    `\
environments/prod/platform/environment.yaml:44:20: error: spec.images.validator.certificate: \`serving\` is not namespace/name of a Certificate
    43 |       service: {namespace: image-validator, name: validator}
>   44 |       certificate: serving
       |                    ^^^^^^^`,
  ],
  [
    'a path with a query',
    validator(
      '      service: {namespace: image-validator, name: validator, path: "/validate?dry=1"}\n      certificate: image-validator/serving',
    ),
    `\
environments/prod/platform/environment.yaml:43:68: error: spec.images.validator.service.path: \`/validate?dry=1\` is not a path of a webhook (/validate, or /: each part a DNS subdomain, none of them empty)
    42 |     validator:
>   43 |       service: {namespace: image-validator, name: validator, path: "/validate?dry=1"}
       |                                                                    ^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a validator in the hands of a tenant',
    validator('      service: {namespace: shop-web, name: validator}\n      certificate: shop-data/serving'),
    `\
environments/prod/platform/environment.yaml:43:28: error: spec.images.validator.service.namespace: \`shop-web\` is a namespace of tenant \`shop\`
    42 |     validator:
>   43 |       service: {namespace: shop-web, name: validator}
       |                            ^^^^^^^^
   what proves the images of all tenants runs in a namespace of the platform

environments/prod/platform/environment.yaml:44:20: error: spec.images.validator.certificate: \`shop-data\` is a namespace of tenant \`shop\`
    43 |       service: {namespace: shop-web, name: validator}
>   44 |       certificate: shop-data/serving
       |                    ^^^^^^^^^^^^^^^^^
   what proves the images of all tenants runs in a namespace of the platform`,
    '2 problems in 1 file',
  ],
  [
    'a validator of which half is missing',
    validator('      service: {namespace: image-validator}'),
    `\
environments/prod/platform/environment.yaml:42:5: error: spec.images.validator.certificate: required
    41 |   images:
>   42 |     validator:
       |     ^^^^^^^^^

environments/prod/platform/environment.yaml:43:7: error: spec.images.validator.service.name: required
    42 |     validator:
>   43 |       service: {namespace: image-validator}
       |       ^^^^^^^`,
    '2 problems in 1 file',
  ],
]);
