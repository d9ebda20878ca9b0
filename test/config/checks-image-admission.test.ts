import { describe, expect, test } from 'vitest';
import {
  append,
  complaints,
  DIGEST,
  DIGESTED,
  edit,
  type Files,
  LEDGER_FILE,
  SHOP_FILE,
  withImages,
} from './declarations.js';

const KEY =
  '"-----BEGIN PUBLIC KEY-----\\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\\n-----END PUBLIC KEY-----"';

const signed = (registries: string, more = '') =>
  withImages(`{kyverno: true, signatures: {company: {images: [${registries}], key: ${KEY}}}${more}}`);

const granted = (registry: string, files: Files) =>
  complaints(append(SHOP_FILE, `  images: {registries: [${registry}]}\n`, files));

describe('signatures cover what tenants may run', () => {
  test.each([
    ['the registry itself', 'registry.example.com', ''],
    ['one of several', 'quay.io, registry.example.com', ''],
    ['what needs no signature', 'quay.io', ', unsigned: [registry.example.com]'],
  ])('%s', (_, registries, more) => {
    expect(complaints(signed(registries, more))).toBe('');
  });

  test('a tenant may have a part of what is covered', () => {
    expect(granted('registry.example.com/shop', signed('registry.example.com'))).toBe('');
  });

  test('a tenant may have the registries it likes where no signatures are demanded', () => {
    expect(granted('quay.io/shop', withImages('{digests: false}'))).toBe('');
  });

  test('a registry of a tenant that looks like one that is covered', () => {
    expect(granted('quay.io/shop-mirror', signed('registry.example.com, quay.io/shop'))).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:17:25: error: spec.images.registries[0]: no signature covers all images of quay.io/shop-mirror
          16 |     memory: 8Gi
      >   17 |   images: {registries: [quay.io/shop-mirror]}
             |                         ^^^^^^^^^^^^^^^^^^^
         covered: registry.example.com, quay.io/shop; what needs no signature is named in spec.images.unsigned of the Environment

      1 problem in 1 file"
    `);
  });
});

test('a validator may prove what it is told of elsewhere', () => {
  const service = 'service: {namespace: image-validator, name: validator}';
  expect(complaints(withImages(`{validator: {${service}, certificate: image-validator/serving}}`))).toBe('');
});

describe('digests that the environment demands of every tenant', () => {
  test('an image without one, of a tenant that demands none', () => {
    const files = edit(LEDGER_FILE, `ledger:1${DIGEST}`, 'ledger:1', withImages('{digests: true}', DIGESTED));
    expect(complaints(files)).toMatchInlineSnapshot(`
      "environments/prod/tenants/pay/ledger.yaml:8:10: error: spec.image: \`registry.example.com/ledger:1\` has no digest
           7 |   service: {}
      >    8 |   image: registry.example.com/ledger:1
             |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         every tenant of this environment names images by digest: …@sha256:…

      1 problem in 1 file"
    `);
  });

  test('all images with one', () => {
    expect(complaints(withImages('{digests: true}', DIGESTED))).toBe('');
  });
});
