import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cidr, contains, isAddress, overlaps, parseCidr, withoutCovered } from '../../lib/kubernetes/cidr.js';

test.each([
  ['10.0.0.0/8', '10.0.0.0/8', 4, 8],
  ['0.0.0.0/0', '0.0.0.0/0', 4, 0],
  ['192.0.2.1/32', '192.0.2.1/32', 4, 32],
  ['FD00::/8', 'fd00::/8', 6, 8],
  ['::/0', '::/0', 6, 0],
  ['2001:0db8:0:0:0:0:0:1/128', '2001:db8::1/128', 6, 128],
  ['64:ff9b::/96', '64:ff9b::/96', 6, 96],
])('%s is the network %s', (text, canonical, version, prefix) => {
  expect(parseCidr(text)).toMatchObject({ text: canonical, version, prefix });
});

test.each([
  ['10.1.2.3/8', 'the network is 10.0.0.0/8, the single address 10.1.2.3/32'],
  ['fd00::1/8', 'the network is fd00::/8, the single address fd00::1/128'],
  ['10.0.0.0', 'no prefix length; the single address is 10.0.0.0/32'],
  ['fd00::1', 'no prefix length; the single address is fd00::1/128'],
  ['10.0.0.0/33', 'from 0 to 32'],
  ['fd00::/129', 'from 0 to 128'],
  ['10.0.0.0/08', 'from 0 to 32'],
  ['10.0.0.0/', 'from 0 to 32'],
  ['10.0.0.0/-1', 'from 0 to 32'],
  ['10.0.0.0/8/8', 'from 0 to 32'],
  ['10.0.0.0/255.0.0.0', 'from 0 to 32'],
  ['10.0.0.0/8\n', 'from 0 to 32'],
  ['010.0.0.0/8', 'leading zero'],
  ['10.00.0.0/8', 'leading zero'],
  ['256.0.0.0/8', 'above 255'],
  ['0x0a.0.0.0/8', 'four decimal numbers'],
  ['10.0/8', 'four decimal numbers'],
  ['167772160/8', 'four decimal numbers'],
  ['10.0.0.0.0/8', 'four decimal numbers'],
  ['', 'four decimal numbers'],
  ['any', 'four decimal numbers'],
  [' 10.0.0.0/8', 'four decimal numbers'],
  ['::ffff:10.0.0.0/104', 'write 10.0.0.0'],
  ['::ffff:a00:0/104', 'write 10.0.0.0'],
  ['::10.0.0.1/128', 'in hexadecimal'],
  ['64:ff9b::10.0.0.1/128', 'in hexadecimal'],
  ['fe80::1%eth0/128', 'zone'],
  ['fd00:::/8', 'not an IPv6 address'],
  ['1::2::3/128', 'not an IPv6 address'],
  ['00fd00::/8', 'not an IPv6 address'],
  ['fd00::g/128', 'not an IPv6 address'],
  ['1:2:3:4:5:6:7/64', 'not an IPv6 address'],
  ['[fd00::]/8', 'not an IPv6 address'],
])('%j is refused: %s', (text, reason) => {
  const parsed = parseCidr(text);
  expect('error' in parsed && parsed.error).toContain(reason);
  expect(() => cidr(text)).toThrow(RangeError);
});

test('an address is one plain address', () => {
  for (const text of ['10.0.0.1', '0.0.0.0', 'fd00::1', '::', '::1']) expect(isAddress(text)).toBe(true);
  for (const text of ['10.0.0.1/32', '010.0.0.1', '10.1', 'localhost', '', '[::1]', '::ffff:10.0.0.1', 'fe80::1%1']) {
    expect(isAddress(text)).toBe(false);
  }
});

describe('relations', () => {
  it('finds one network inside another, never across versions', () => {
    expect(contains(cidr('10.0.0.0/8'), cidr('10.1.0.0/16'))).toBe(true);
    expect(contains(cidr('10.0.0.0/8'), cidr('10.0.0.0/8'))).toBe(true);
    expect(contains(cidr('10.1.0.0/16'), cidr('10.0.0.0/8'))).toBe(false);
    expect(contains(cidr('10.0.0.0/8'), cidr('11.0.0.0/16'))).toBe(false);
    expect(contains(cidr('::/0'), cidr('10.0.0.0/8'))).toBe(false);
    expect(overlaps(cidr('10.1.0.0/16'), cidr('10.0.0.0/8'))).toBe(true);
    expect(overlaps(cidr('10.1.0.0/16'), cidr('10.2.0.0/16'))).toBe(false);
    expect(overlaps(cidr('0.0.0.0/0'), cidr('::/0'))).toBe(false);
  });

  it('keeps what no other network covers, sorted by number', () => {
    const given = ['fd00::/8', '100.64.0.0/10', '10.1.0.0/16', '9.0.0.0/8', '10.0.0.0/8', '10.0.0.0/8', 'fd12::/16'];
    expect(withoutCovered(given.map(cidr)).map(({ text }) => text)).toEqual([
      '9.0.0.0/8',
      '10.0.0.0/8',
      '100.64.0.0/10',
      'fd00::/8',
    ]);
  });
});

describe('properties', () => {
  const networks = fc.oneof(
    fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })),
    fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })),
  );

  test('a network that is named instead of host bits is a network, in the spelling that URLs use too', () => {
    fc.assert(
      fc.property(networks, ([address, prefix]) => {
        const parsed = parseCidr(`${address}/${prefix}`);
        const text = 'error' in parsed ? /the network is (\S+),/.exec(parsed.error)?.[1] : parsed.text;
        if (text === undefined) return;
        expect(cidr(text).text).toBe(text);
        const [network = ''] = text.split('/');
        const host = new URL(`http://${network.includes(':') ? `[${network}]` : network}`).hostname;
        expect(host.replace(/[[\]]/g, '')).toBe(network);
      }),
    );
  });

  test('dropping covered networks keeps every address and leaves no overlap', () => {
    const list = fc.array(
      fc.tuple(fc.nat(0xffff), fc.integer({ min: 4, max: 16 })).map(([n, prefix]) => {
        const value = (n >> (16 - prefix)) << (16 - prefix);
        return cidr(`10.0.${value >> 8}.${value & 255}/${prefix + 16}`);
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(list, (cidrs) => {
        const kept = withoutCovered(cidrs);
        for (const one of cidrs) expect(kept.filter((other) => contains(other, one))).toHaveLength(1);
        for (const one of kept) expect(kept.filter((other) => overlaps(other, one))).toEqual([one]);
        expect(withoutCovered(kept)).toEqual(kept);
      }),
    );
  });

  test('no text throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f:./]{0,45}$/)), (text) => !!parseCidr(text)),
    );
  });
});
