import { listed } from '../../fields.js';
import { type PlainText, plainTexts } from '../../plain-texts.js';
import type { EnvironmentRule } from '../../rule.js';
import { knownSecretIn } from '../../secrets/known.js';
import { assignedIn, isSecretValue, sortOf } from '../../secrets/named.js';
import { remember } from '../../secrets/remember.js';

const pod = (container: string) => `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop-web}
spec: {containers: [{name: web, image: registry.example.com/web:1, ${container}}]}
`;
const variable = (name: string, value: string) => pod(`env: [{name: ${name}, value: '${value}'}]`);
const configMap = (line: string, annotations = '') => `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop-web, annotations: {${annotations}}}
data:
  app.conf: |
    port = 8080
    ${line}
`;
const inFile = (name: string) => `key "app.conf" of ConfigMap settings assigns "${name}", which reads like a secret`;
const inVariable = (name: string) => `variable "${name}" of container "web" reads like a secret`;

const RANDOM = 'Zk3v9Qw7Lm2Xc8Rt5Yp1';

export const namedSecret: EnvironmentRule = {
  id: 'node/named-secret',
  scope: 'environment',
  confidential: true,
  severity: 'error',
  what: 'No ConfigMap, annotation, environment variable or argument writes out what its name says is a password, a token, a secret or a key.',
  why: 'These are in git for ever, and on every screen that describes a pod. Under the name of a password every value counts that is no reference; under that of a token, a secret or a key those that look random. The value itself is never printed.',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  fix: 'Change it: it has been read. Put the new one into a Secret, best by an ExternalSecret, and refer to it by `secretEnv` or `secretFiles`.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { title: 'where it is, not what', manifests: variable('PASSWORD_FILE', '/run/secrets/password') },
      { title: 'put in later', manifests: variable('DB_PASSWORD', '$(OTHER)') },
      { title: 'the name of a Secret', manifests: variable('TLS_SECRET', 'shop-web-tls-2024') },
      { title: 'a UUID', manifests: variable('TENANT_TOKEN', '3f2504e0-4f89-11d3-9a0c-0305e82c3301') },
      { title: 'a checksum', manifests: configMap('a = 1', `checksum/secret: '${'0123456789abcdef'.repeat(4)}'`) },
      { title: 'a switch', manifests: variable('RESET_PASSWORD', 'disabled') },
      { title: 'code', manifests: configMap('password = config.get("password")') },
      { title: 'a type', manifests: configMap('password: string') },
      { title: 'a comparison', manifests: configMap('if [ "$password" = "changeme1" ]; then exit 1; fi') },
      { title: 'another word', manifests: configMap('bypass = 12345678, monkey: banana42') },
    ],
    invalid: [
      { manifests: variable('DB_PASSWORD', 'hunter2'), finds: [inVariable('DB_PASSWORD')] },
      { manifests: variable('apiKey', RANDOM), finds: [inVariable('apiKey')] },
      {
        manifests: variable('AWS_SECRET_ACCESS_KEY', `${RANDOM}/${RANDOM}`),
        finds: [inVariable('AWS_SECRET_ACCESS_KEY')],
      },
      { manifests: configMap('spring.datasource.password=hunter2'), finds: [inFile('spring.datasource.password')] },
      { manifests: configMap('{"user":"shop","client_secret":"Zk3v9Qw7Lm2Xc8Rt"}'), finds: [inFile('client_secret')] },
      {
        manifests: configMap('jdbc.url=jdbc:postgresql://db/shop?user=shop&password=hunter2'),
        finds: [inFile('password')],
      },
      {
        title: 'several, beside one that another rule knows',
        manifests: configMap(`url = postgres://shop:hunter2@db/shop, password = hunter2, jwt.secret = ${RANDOM}`),
        finds: ['key "app.conf" of ConfigMap settings assigns "password" and "jwt.secret", which read like secrets'],
      },
      { manifests: pod('args: [--db-password, hunter2]'), finds: ['args[1] of container "web" reads like a secret'] },
      {
        manifests: pod('args: [--db-password=hunter2]'),
        finds: ['args[0] of container "web" assigns "db-password", which reads like a secret'],
      },
      {
        manifests: configMap('a = 1', `example.com/token: ${RANDOM}`),
        finds: ['annotation "example.com/token" reads like a secret'],
      },
    ],
  },
  *check(context) {
    const looks = { sortOf: remember(sortOf), assignedIn: remember(assignedIn) };
    for (const text of plainTexts(context)) {
      const fault = faultOf(text, looks);
      if (fault === undefined) continue;
      const { where, ...at } = text.place();
      yield { message: `${where} ${fault}`, object: text.object, ...at };
    }
  },
};

interface Looks {
  readonly sortOf: typeof sortOf;
  readonly assignedIn: typeof assignedIn;
}

function faultOf({ name, text }: PlainText, looks: Looks): string | undefined {
  const sort = name === undefined ? undefined : looks.sortOf(name);
  if (sort !== undefined && isSecretValue(sort, text))
    // Another rule says what it is.
    return knownSecretIn(text) === undefined ? 'reads like a secret' : undefined;
  const assigned = looks.assignedIn(text);
  if (assigned.length === 0) return undefined;
  return `assigns ${listed(assigned)}, which ${assigned.length === 1 ? 'reads like a secret' : 'read like secrets'}`;
}
