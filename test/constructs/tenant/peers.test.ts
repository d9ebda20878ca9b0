import { describe, expect, test } from 'vitest';
import { portsAreWithin } from '../../../lib/config/network-grant.js';
import { rangePeers } from '../../../lib/constructs/tenant/peers.js';
import { portsWithin } from '../../../lib/constructs/tenant/ports.js';
import { harbour } from '../harbour.js';

const peers = (range: string, except: readonly string[] = []) =>
  rangePeers(
    harbour(),
    { spec: range, declared: range },
    except.map((text) => ({ spec: text, declared: text })),
  );

describe('a range', () => {
  test('excepts what lies in it of the cluster, and what was excepted, each once', () => {
    expect(peers('10.0.0.0/8', ['10.1.0.0/16', '10.244.7.0/24'])).toEqual([
      { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.96.0.0/16', '10.244.0.0/16'] } },
    ]);
    expect(peers('10.50.0.0/16')).toEqual([{ ipBlock: { cidr: '10.50.0.0/16' } }]);
  });

  // "must be a strict subset of `cidr`" (networking ValidateIPBlock), so it cannot be opened and excepted at once.
  test.each([
    ['10.244.3.0/24', 'pods'],
    ['10.96.0.0/16', 'services, exactly'],
    ['5.9.10.128/25', 'nodes'],
    ['198.18.0.10/32', 'the API server'],
    ['169.254.169.254/32', 'metadata'],
    ['169.254.0.0/17', 'link-local addresses'],
    ['fd00:ec2::254/128', 'metadata over IPv6'],
  ])('%s within %s opens nothing', (range) => {
    expect(peers(range)).toEqual([]);
  });

  test('within an exception opens nothing', () => {
    expect(peers('10.50.99.0/25', ['10.50.99.0/24'])).toEqual([]);
    expect(peers('10.50.99.0/24', ['10.50.99.0/24'])).toEqual([]);
  });

  test('is spelled canonically: the API server warns of any other spelling', () => {
    expect(peers('2A00:0::/32')).toEqual([{ ipBlock: { cidr: '2a00::/32' } }]);
  });
});

const port = (number: number, protocol = 'TCP') => ({ port: number, protocol });

describe('ports of a rule', () => {
  const within = (grant: (string | number)[], rule: (string | number)[]) =>
    portsWithin({ spec: grant, declared: grant }, { spec: rule, declared: rule });

  test('are those of the grant unless the rule names some', () => {
    expect(within([443, '53/UDP'], [])).toEqual({ ports: [port(443), port(53, 'UDP')] });
    expect(within([], [])).toEqual({});
  });

  test('are never others than those of the grant', () => {
    expect(within([443, 80], [443, 22])).toEqual({ ports: [port(443)] });
    expect(within([443], ['443/TCP'])).toEqual({ ports: [port(443)] });
    expect(within([], [22])).toEqual({ ports: [port(22)] });
  });

  test('that are all beyond the grant open nothing, rather than everything', () => {
    expect(within([443], [22])).toBeUndefined();
    expect(within([443], ['443/UDP'])).toBeUndefined();
  });

  test.each<[(string | number)[], (string | number)[], boolean]>([
    [[], [], true],
    [[], [22], true],
    [[22], [], false],
    [[22, 23], [23], true],
    [[22], [22, 23], false],
  ])('a grant of %j covers a rule of %j: %s', (grant, rule, covered) => {
    expect(portsAreWithin(grant, rule)).toBe(covered);
  });
});
