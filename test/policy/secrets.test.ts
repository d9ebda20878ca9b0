import { describe, expect, test } from 'vitest';
import { isWrittenOut, knownSecretIn } from '../../lib/policy/secrets/known.js';
import { assignedIn, isSecretValue, looksRandom, sortOf } from '../../lib/policy/secrets/named.js';

describe('the form of a secret', () => {
  // Put together, so that nobody who searches this repository for secrets finds one.
  test.each([
    [['AKIA', 'IOSFODNN7EXAMPLE'], 'an AWS access key'],
    [['glpat', '-Zk3v9Qw7Lm2Xc8Rt5Yp1'], 'a GitLab token'],
    [['xoxb', '-17653672481-19874698323-Zk3v9Qw7Lm2X'], 'a Slack token'],
    [['AIza', 'SyD4k9vQw7Lm2Xc8Rt5Yp1Zk3v9Qw7Lm2Xc'], 'a Google API key'],
    [['GOCSPX-', 'Zk3v9Qw7Lm2Xc8Rt5Yp1Zk3v9Qw7'], 'a Google OAuth secret'],
    [['github', '_pat_', '11ABCDEFG0aZk3v9Qw7Lm2Xc'], 'a GitHub token'],
    [['https://hooks.slack', '.com/services/T024BE7LD/B024BE7LD/Zk3v9Qw7Lm2Xc8Rt5Yp1Zk3v'], 'a Slack webhook'],
    [['sk', '_live_', 'Zk3v9Qw7Lm2Xc8Rt5Yp1'], 'a Stripe key'],
    [['hvs', '.CAESIJZk3v9Qw7Lm2Xc8Rt5Yp1'], 'a Vault token'],
    [['-----BEGIN OPENSSH ', 'PRIVATE KEY-----'], 'a private key'],
    [['-----BEGIN ENCRYPTED ', 'PRIVATE KEY-----'], 'a private key'],
    [['-----BEGIN PGP ', 'PRIVATE KEY BLOCK-----'], 'a private key'],
    [['amqp://shop', ':hunter2@mq:5672'], 'an address with a password'],
    [['redis://', ':hunter2@redis:6379/0'], 'an address with a password'],
  ])('%j is %s', (parts, what) => {
    expect(knownSecretIn(`value: ${parts.join('')}`)).toBe(what);
  });

  test.each([
    'https://example.com/@scope/package',
    'https://example.com:8443/a:b@c',
    'http://user@host/',
    'http://user:@host/',
    'http://$(USER):$(PASSWORD)@host/',
    'http://user:{{ .Values.password }}@host',
    'postgres://%s:%s@%s/%s',
    '-----BEGIN CERTIFICATE-----',
    '-----BEGIN PUBLIC KEY-----',
    'MAKIAABCDEFGHIJKLMNOPQ',
    'eyJhbGciOiJIUzI1NiJ9',
    'npm_config_registry_of_the_company_and_more',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  ])('%s is none', (text) => {
    expect(knownSecretIn(text)).toBeUndefined();
  });

  test('a value that somebody else puts in is not written out', () => {
    for (const text of [
      '$(X)',
      '$X',
      '{{ x }}',
      '<password>',
      '/run/x',
      'vault:secret/x',
      '****',
      'changed-by: {{x}}',
      'none',
    ])
      expect(isWrittenOut(text), text).toBe(false);
    for (const text of ['hunter2', 'changeme', '!x$y', 'p/w', 'nonesuch']) expect(isWrittenOut(text), text).toBe(true);
  });
});

describe('the name of a secret', () => {
  test.each([
    ['DB_PASSWORD', 'password'],
    ['PGPASSWORD', 'password'],
    ['dbPass', 'password'],
    ['--admin-password', 'password'],
    ['api-key', 'key'],
    ['accessToken', 'key'],
    ['AWS_SECRET_ACCESS_KEY', 'key'],
    ['example.com/client-secret', 'key'],
  ])('%s', (name, sort) => {
    expect(sortOf(name)).toBe(sort);
  });

  test.each([
    'PASSWORD_FILE',
    'checksum/secret',
    'TOKEN_TTL',
    'publicKey',
    'bypass',
    'monkey',
    'key',
    'secretName',
    '',
  ])('%j is none', (name) => {
    expect(sortOf(name)).toBeUndefined();
  });

  test('a password is any value, a key one that looks random', () => {
    expect(isSecretValue('password', 'hunter2')).toBe(true);
    expect(isSecretValue('password', 'correct-horse-battery-staple')).toBe(true);
    expect(isSecretValue('password', 'two words')).toBe(false);
    expect(isSecretValue('key', 'hunter2')).toBe(false);
    expect(isSecretValue('key', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCY')).toBe(true);
    expect(isSecretValue('key', '0123456789abcdef0123456789abcdef')).toBe(true);
  });

  test.each([
    'shop-web-tls-2024',
    'arn:aws:iam::1234:role/shop',
    '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'aaaaaaaaaaaaaaaaaaaaaaa1',
    '1234567890123456789',
    'applicationpassword',
  ])('%s does not look random', (text) => {
    expect(looksRandom(text)).toBe(false);
  });

  test.each([
    ['user = a\ndb.password = hunter2\n', 'db.password'],
    ['{"apiKey": "Zk3v9Qw7Lm2Xc8Rt5Yp1"}', 'apiKey'],
    ["password: 'correct'", 'password'],
    ['password => s3cret', 'password'],
    ['Server=db;User Id=shop;Password=hunter2;', 'Password'],
    ['export PGPASSWORD=hunter2; psql', 'PGPASSWORD'],
  ])('%j assigns %s', (text, name) => {
    expect(assignedIn(text)).toEqual([name]);
  });

  test.each([
    'password = os.environ["DB_PASSWORD"]',
    'password: string',
    'password = settings.database.password',
    'token = "$TOKEN"',
    'password_encryption = scram-sha-256',
    'keyboard = qwertz12',
    '[ "$DB_PASSWORD" = "changeme1" ]',
    ['test "$', '{password}" = changeme1'].join(''),
    ['token = ghp', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_'),
  ])('%j assigns none', (text) => {
    expect(assignedIn(text)).toEqual([]);
  });
});

test.each([
  'eyJ',
  'eyJaaaaaaaaaa.',
  '-eyJ',
  '://',
  'a://b:',
  'key=key:',
  'password',
  'token   ',
  '-----BEGIN A ',
  'LS0tLS1CRUdJTi',
  'a',
])('a million characters of %j take no more than moments', (part) => {
  const text = part.repeat(1e6 / part.length);
  const start = process.cpuUsage();
  knownSecretIn(text);
  assignedIn(text);
  // Quadratic time would be minutes.
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(5);
});
