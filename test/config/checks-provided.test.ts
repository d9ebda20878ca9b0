import { describe, expect, test } from 'vitest';
import { append, complaints, type Files, SHOP_FILE, WEB_FILE, workload } from './declarations.js';

const JOB_FILE = 'environments/prod/tenants/shop/job.yaml';

const ROOM: Files = append(SHOP_FILE, '    storage: {total: 2Gi, claims: 2, classes: {ssd: {storage: 2Gi}}}\n');

/** Another workload of the same tenant, and of the same namespace unless said otherwise. */
const beside = (text: string, namespace = 'shop-web'): Files => ({
  ...ROOM,
  [SHOP_FILE]: (ROOM[SHOP_FILE] ?? '').replace('    shop-web: {}\n', '    shop-web: {}\n    shop-data: {}\n'),
  [JOB_FILE]: workload('job', namespace) + text,
});

const web = (text: string, files?: Files) => complaints(append(WEB_FILE, text, files));

const PASSWORD = '  secretEnv: {PASSWORD: {secret: db, key: password}}\n';
const DB = '  externalSecrets: {db: {store: vault, keys: {password: {remoteKey: db}}}}\n';
const TLS = '  secretFiles: {tls: {mountPath: /tls, secret: web-tls}}\n';
const PULL = '  imagePullSecrets: [pull]\n';
const DATA = '  volumes: {data: {mountPath: /data, claim: data}}\n';

describe('nobody provides', () => {
  test('a Secret', () => {
    expect(web(PASSWORD)).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:34: error: spec.secretEnv.PASSWORD.secret: nothing provides the Secret \`db\` in namespace \`shop-web\`
           8 |   image: registry.example.com/web:1
      >    9 |   secretEnv: {PASSWORD: {secret: db, key: password}}
             |                                  ^^
         declare it in spec.externalSecrets, or name it in spec.existing.secrets where it is made in another way

      1 problem in 1 file"
    `);
    expect(web(TLS)).toContain('spec.secretFiles.tls.secret: nothing provides the Secret `web-tls`');
    expect(web(PULL)).toContain('spec.imagePullSecrets[0]: nothing provides the Secret `pull`');
  });

  test('a Secret of that name, but one of a name much like it', () => {
    expect(web(TLS + DB.replace('db:', 'web-tsl:'))).toContain('did you mean `web-tsl`?');
  });

  test('a key', () => {
    expect(web(PASSWORD.replace('key: password', 'key: pasword') + DB)).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:43: error: spec.secretEnv.PASSWORD.key: the Secret \`db\` has no key \`pasword\`
           8 |   image: registry.example.com/web:1
      >    9 |   secretEnv: {PASSWORD: {secret: db, key: pasword}}
             |                                           ^^^^^^^
         did you mean \`password\`?

      1 problem in 1 file"
    `);
  });

  test('a Secret that is in another namespace', () => {
    expect(web(PASSWORD, beside(DB, 'shop-data'))).toContain(
      'nothing provides the Secret `db` in namespace `shop-web`',
    );
  });

  test('a claim', () => {
    expect(web(DATA)).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:45: error: spec.volumes.data.claim: nothing provides the PersistentVolumeClaim \`data\` in namespace \`shop-web\`
           8 |   image: registry.example.com/web:1
      >    9 |   volumes: {data: {mountPath: /data, claim: data}}
             |                                             ^^^^
         declare it with \`create\`, or name it in spec.existing.claims where it is made in another way

      1 problem in 1 file"
    `);
  });

  test('a claim of a pod that the database does not have', () => {
    const database = (claim: string) =>
      web(DATA.replace('claim: data', `claim: ${claim}`), {
        ...ROOM,
        [JOB_FILE]: workload('store', 'shop-web').replace(
          'service: {}',
          'database: {replicas: 2, ports: {}, storage: {size: 1Gi, mountPath: /data}}',
        ),
      });
    expect(database('storage-store-1')).toBe('');
    expect(database('storage-store-2')).toContain('nothing provides the PersistentVolumeClaim `storage-store-2`');
    expect(database('storage-store-01')).toContain('nothing provides');
  });

  test('an image pull secret: External Secrets makes none of that type', () => {
    expect(web(PULL + DB.replace('db:', 'pull:'))).toContain(
      'spec.imagePullSecrets[0]: the Secret `pull` is of type Opaque',
    );
  });
});

describe('it is provided', () => {
  test('by the workload itself, or by another of the namespace', () => {
    expect(web(PASSWORD + DB)).toBe('');
    expect(web(PASSWORD, beside(DB))).toBe('');
    expect(web(DATA, beside(DATA.replace('claim: data', 'claim: data, create: {size: 1Gi}')))).toBe('');
  });

  test('in another way, which the declaration says', () => {
    expect(web(`${PASSWORD + TLS + PULL + DATA}  existing: {secrets: [db, web-tls, pull], claims: [data]}\n`)).toBe('');
  });
});

test('nothing is said while something that cannot be read may provide it', () => {
  const files = beside(DB.replace('db:', '"db: '));
  expect(web(PASSWORD, files)).not.toContain('nothing provides');
  expect(web(PASSWORD, files)).toContain(JOB_FILE);
});
