import { describe, expect, it, test } from 'vitest';
import { cidr, contains, withoutCovered } from '../../lib/kubernetes/cidr.js';
import { METADATA_ADDRESSES, notInternet } from '../../lib/kubernetes/special-ranges.js';

describe.each([4, 6] as const)('what is not internet in IPv%i', (version) => {
  it('is sorted and free of overlap, so that it can be an except list as it stands', () => {
    expect(withoutCovered(notInternet(version))).toEqual(notInternet(version));
    expect(notInternet(version).every((range) => range.version === version && range.prefix > 0)).toBe(true);
  });
});

const isInternet = (text: string) => {
  const address = cidr(text);
  return !notInternet(address.version).some((range) => contains(range, address));
};

test.each(['1.1.1.1/32', '8.8.8.8/32', '172.32.0.0/32', '100.128.0.0/32', '2606:4700:4700::1111/128', '2a00::1/128'])(
  '%s is internet',
  (text) => expect(isInternet(text)).toBe(true),
);

test.each([
  '0.0.0.0/32',
  '10.96.0.1/32',
  '100.64.0.1/32',
  '127.0.0.1/32',
  '169.254.20.10/32',
  '172.31.255.255/32',
  '192.168.1.1/32',
  '255.255.255.255/32',
  '::/128',
  '::1/128',
  '64:ff9b::a00:1/128',
  '2002:a00:1::/128',
  '2001::1/128',
  'fd00::1/128',
  'fe80::1/128',
  'ff02::1/128',
])('%s is not internet', (text) => expect(isInternet(text)).toBe(false));

test('IPv4-mapped addresses are not internet, though they cannot be written', () => {
  const mapped = 0xffffn << 32n;
  expect(notInternet(6).some(({ first, last }) => first <= mapped && mapped + 0xffffffffn <= last)).toBe(true);
});

test('of the metadata addresses only the WireServer of Azure would pass for internet', () => {
  expect(METADATA_ADDRESSES.filter(({ text }) => isInternet(text)).map(({ text }) => text)).toEqual([
    '168.63.129.16/32',
  ]);
});
