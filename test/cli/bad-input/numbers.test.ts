import { describe, expect, it } from 'vitest';
import { fleetOf } from '../../shop.js';
import { change, PATCH, WORKLOADS } from './declarations.js';
import { refuses } from './refusal.js';

const replicas = (text: string) => change(WORKLOADS, 'replicas: 3', `replicas: ${text}`);

refuses([
  [
    '1e999',
    replicas('1e999'),
    `\
environments/prod/tenants/shop/workloads.yaml:9:15: error: spec.service.replicas: 1e999 is too large for a number
     8 |   service:
>    9 |     replicas: 1e999
       |               ^^^^^
   quote it if it is text: '1e999'`,
  ],
  [
    '.inf',
    replicas('.inf'),
    `\
environments/prod/tenants/shop/workloads.yaml:9:15: error: spec.service.replicas: .inf is not a number that JSON can carry
     8 |   service:
>    9 |     replicas: .inf
       |               ^^^^
   quote it if it is text: '.inf'`,
  ],
  [
    'beyond 2^53',
    replicas('9007199254740993'),
    `\
environments/prod/tenants/shop/workloads.yaml:9:15: error: spec.service.replicas: 9007199254740993 is beyond 2^53 and would lose digits as a number
     8 |   service:
>    9 |     replicas: 9007199254740993
       |               ^^^^^^^^^^^^^^^^
   quote it if it is text: '9007199254740993'`,
  ],
  [
    '1e100 bytes',
    change(PATCH, '16Gi', '1e100'),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: 1e100 is beyond 2^53 and would lose digits as a number
     6 |   quota:
>    7 |     memory: 1e100
       |             ^^^^^
   quote it if it is text: '1e100'`,
  ],
  [
    '08',
    replicas('08'),
    `\
environments/prod/tenants/shop/workloads.yaml:9:15: error: spec.service.replicas: 08 has a leading zero: YAML 1.1 reads it as octal, YAML 1.2 as decimal
     8 |   service:
>    9 |     replicas: 08
       |               ^^
   write the decimal number without leading zeros, or quote it if it is text: '08'`,
  ],
  [
    '0644',
    replicas('0644'),
    `\
environments/prod/tenants/shop/workloads.yaml:9:15: error: spec.service.replicas: 0644 has a leading zero: YAML 1.1 reads it as octal, YAML 1.2 as decimal
     8 |   service:
>    9 |     replicas: 0644
       |               ^^^^
   write the decimal number without leading zeros (octal 0644 is 420), or quote it if it is text: '0644'`,
  ],
  [
    '0o644',
    replicas('0o644'),
    `\
environments/prod/tenants/shop/workloads.yaml:9:15: error: spec.service.replicas: 0o644 is a number to some YAML readers and text to others
     8 |   service:
>    9 |     replicas: 0o644
       |               ^^^^^
   write the number in decimal, or quote it if it is text: '0o644'`,
  ],
  [
    '1_000',
    replicas('1_000'),
    `\
environments/prod/tenants/shop/workloads.yaml:9:15: error: spec.service.replicas: 1_000 is a number to YAML 1.1 and text to YAML 1.2
     8 |   service:
>    9 |     replicas: 1_000
       |               ^^^^^
   write the number without underscores, or quote it if it is text: '1_000'`,
  ],
  [
    '1:30, a number in YAML 1.1',
    replicas('1:30'),
    `\
environments/prod/tenants/shop/workloads.yaml:9:15: error: spec.service.replicas: expected a number, found the string \`1:30\`
     8 |   service:
>    9 |     replicas: 1:30
       |               ^^^^`,
  ],
  [
    'more digits than a number keeps',
    replicas(`0.${'1'.repeat(30)}`),
    `\
environments/prod/tenants/shop/workloads.yaml:9:15: error: spec.service.replicas: expected a whole number, found the number \`0.1111111111111111\`
     8 |   service:
>    9 |     replicas: 0.111111111111111111111111111111
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    '-0',
    change(WORKLOADS, 'port: 80', 'port: -0'),
    `\
environments/prod/tenants/shop/workloads.yaml:12:15: error: spec.service.ports.http.port: the number \`0\` is too small: at least 1
    11 |       http:
>   12 |         port: -0
       |               ^^`,
  ],
]);

describe('numbers that every reader takes for the same', () => {
  it.each([
    ['0x10', 16],
    ['+3', 3],
    ['1e1', 10],
    ['-0', 0],
  ])('%s', (text, value) => {
    const files = change(PATCH, '16Gi', '16Gi\n    cpu: 16\n    ephemeralStorage: 40Gi', replicas(text));
    const { clusters } = fleetOf(files as Record<string, string>);
    expect(clusters[0]?.workloads.get('shop')?.get('frontend')?.spec.service?.replicas).toBe(value);
  });
});

describe('what only YAML 1.1 takes for something else is text', () => {
  it.each(['yes', 'off', '12:30:45', '2026-01-01'])('%s', (text) => {
    const { clusters } = fleetOf(change(WORKLOADS, 'LOG_LEVEL: info', `LOG_LEVEL: ${text}`) as Record<string, string>);
    expect(clusters[0]?.workloads.get('shop')?.get('frontend')?.spec.env.LOG_LEVEL).toBe(text);
  });
});
