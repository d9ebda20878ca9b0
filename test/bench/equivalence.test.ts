import { describe, expect, it } from 'vitest';
import { checkEquivalence } from '../../scripts/bench/equivalence.js';
import { renderTexts } from '../../scripts/bench/rendered.js';
import { manyTenants } from '../../scripts/bench/tenants.js';
import { workspace } from '../cli/command.js';

const tenants = manyTenants(2);
const texts = Object.fromEntries(renderTexts(tenants).map(({ path, text }) => [path, text]));
const ofTenants = Object.fromEntries(Object.entries(texts).filter(([path]) => path.includes('/tenants/')));
const network = 'bench/tenants/tenant-00002/walls/tenant-00002/network.yaml';
const check = (files: Record<string, string>) => () => checkEquivalence('a tool', workspace(files), tenants);

describe('what a tool renders', () => {
  it('is the same with and without the objects of the platform, in whatever files', () => {
    expect(check(texts)).not.toThrow();
    expect(check({ 'all.yaml': Object.values(ofTenants).join('---\n') })).not.toThrow();
  });

  it('is not the same where an object is missing', () => {
    const { [network]: _, ...rest } = ofTenants;
    expect(check(rest)).toThrow('a tool does not render the same NetworkPolicy tenant-00002/allow-dns: undefined');
  });

  it('is not the same where a field differs', () => {
    const changed = ofTenants[network]?.replace('protocol: UDP', 'protocol: SCTP') ?? '';
    expect(check({ ...ofTenants, [network]: changed })).toThrow('the same NetworkPolicy tenant-00002/allow-dns');
  });

  it('is not the same where there is more', () => {
    const more = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: more\n';
    expect(check({ ...ofTenants, 'more.yaml': more })).toThrow('a tool renders a ConfigMap more of its own');
  });
});
