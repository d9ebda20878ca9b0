import { plainTexts } from '../../plain-texts.js';
import type { EnvironmentRule } from '../../rule.js';
import { knownSecretIn } from '../../secrets/known.js';
import { remember } from '../../secrets/remember.js';

const pod = (container: string) => `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop-web}
spec: {containers: [{name: web, image: registry.example.com/web:1, ${container}}]}
`;
const variable = (value: string) => pod(`env: [{name: SETTING, value: '${value}'}]`);
const configMap = (value: string) => `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop-web}
data:
  app.conf: |
    ${value}
`;
const found = (what: string) => `variable "SETTING" of container "web" holds ${what}`;

// From manuals: the reference of rules shows them, and whoever searches it for secrets should find none.
const GITHUB = ['ghp', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_');
const AWS = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
const PEM = (kind: string) => `-----BEGIN ${kind}-----`;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const JWT = ['{"alg":"HS256"}', '{"sub":"1234567890"}', 'signature-of-it']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

export const knownSecret: EnvironmentRule = {
  id: 'node/known-secret',
  scope: 'environment',
  confidential: true,
  severity: 'error',
  what: 'No ConfigMap, annotation, environment variable or argument holds something that has the form of a secret: a key, a token, an address with a password.',
  why: 'These are in git for ever, in the API server without the protection that Secrets have, and on every screen that describes a pod. Only forms that mean nothing else are looked for; the secret itself is never printed.',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  fix: 'Revoke it: it has been read. Put the new one into a Secret, best by an ExternalSecret, and refer to it by `secretEnv` or `secretFiles`.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { title: 'an address without a password', manifests: variable('postgres://shop@db.shop-data.svc:5432/shop') },
      {
        title: 'a password that is put in later',
        manifests: variable('postgres://shop:$(DB_PASSWORD)@db.shop-data.svc/shop'),
      },
      { title: 'a certificate', manifests: configMap(PEM('CERTIFICATE')) },
      { title: 'a certificate in base64', manifests: variable(base64(PEM('CERTIFICATE'))) },
      { title: 'a public key', manifests: configMap(PEM('PUBLIC KEY')) },
      { title: 'digests', manifests: variable(`sha256:${'0123456789abcdef'.repeat(4)}`) },
      { title: 'from a manual', manifests: variable(`ghp_${'x'.repeat(36)}`) },
    ],
    invalid: [
      { manifests: variable(GITHUB), finds: [found('a GitHub token')] },
      { manifests: variable(`id=${AWS}`), finds: [found('an AWS access key')] },
      { manifests: variable(JWT), finds: [found('a JSON web token')] },
      {
        manifests: variable('postgres://shop:hunter2@db.shop-data.svc/shop'),
        finds: [found('an address with a password')],
      },
      { manifests: variable(base64(PEM('EC PRIVATE KEY'))), finds: [found('a private key in base64')] },
      {
        manifests: configMap(PEM('RSA PRIVATE KEY')),
        finds: ['key "app.conf" of ConfigMap settings holds a private key'],
      },
      {
        manifests: pod(`args: [--verbose, '--token=${GITHUB}']`),
        finds: ['args[1] of container "web" holds a GitHub token'],
      },
      {
        manifests: `${configMap('a = 1').replace('{name: settings,', `{name: settings, annotations: {example.com/login: '${GITHUB}'},`)}`,
        finds: ['annotation "example.com/login" holds a GitHub token'],
      },
    ],
  },
  *check(context) {
    const secretIn = remember(knownSecretIn);
    for (const { object, text, place } of plainTexts(context)) {
      const what = secretIn(text);
      if (what === undefined) continue;
      const { where, ...at } = place();
      yield { message: `${where} holds ${what}`, object, ...at };
    }
  },
};
