import { expect, it } from 'vitest';
import { harbour } from '../constructs/harbour.js';
import { argocdOf, memberOf, membersOf, tokenFile } from './users.js';

it('are one of each group that owns a tenant, and of nothing else', () => {
  const groups = membersOf(harbour()).map(({ groups }) => groups);
  const all = 'bank-admins lab-admins shop-admins shop-developers shop-contractors shop-auditors studio-admins';
  expect(groups).toEqual(all.split(' ').map((group) => [group]));
});

it('include Argo CD as the service account that it is', () => {
  expect(argocdOf(harbour())).toEqual({
    name: 'system:serviceaccount:argocd:argocd-application-controller',
    groups: ['system:serviceaccounts', 'system:serviceaccounts:argocd'],
  });
});

it('are known by tokens, which end a column without groups', () => {
  expect(tokenFile([{ name: 'kwok' }, { name: 'a', groups: ['b', 'c'] }])).toBe(
    'a3dvaw,"kwok","kwok"\nYQ,"a","a","b,c"\n',
  );
  // Two groups to the API server, and neither is the declared one.
  expect(() => tokenFile([memberOf('shop,system:masters')])).toThrow('"member-of-shop,system:masters"');
});
