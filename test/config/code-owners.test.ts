import { describe, expect, it } from 'vitest';
import { codeOwners, type Teams } from '../../lib/config/code-owners.js';
import { formatProblem } from '../../lib/config/problem.js';
import { ownersIn } from '../requests/code-owner-rules.js';
import { fleetOf, SHOP } from '../shop.js';

const TEAMS: Teams = { organization: 'acme', platform: 'platform' };
const HEADER = `\
# Rendered by Bulkhead with \`bulkhead codeowners\`, which overwrites what is edited here.
# Of all lines that match a path the last one counts.

# What is no tenant's: grants, walls, delivery, exceptions, the tool and CI.
* @acme/platform
`;

const GRANT = 'environments/base/platform/shop.yaml';
const grantTo = (...admins: string[]) => (SHOP[GRANT] ?? '').replace('[shop-admins]', JSON.stringify(admins));

/** The shop in two environments on one layer, with these admins in dev. */
function twoEnvironments(...admins: string[]) {
  const environment = SHOP['environments/prod/platform/environment.yaml'] ?? '';
  return fleetOf({
    ...SHOP,
    'environments/dev/platform/environment.yaml': environment.replace('name: prod\n', 'name: dev\n'),
    'environments/dev/platform/shop.yaml': `apiVersion: bulkhead.dev/v1alpha1\nkind: Tenant\nmetadata: {name: shop}\nspec: {owners: {admin: ${JSON.stringify(admins)}}}\n`,
  });
}

describe('CODEOWNERS', () => {
  it('gives a tenant its folders and its rendered workloads, and the platform all the rest', () => {
    expect(codeOwners(fleetOf(SHOP), TEAMS)).toEqual({
      text: `${HEADER}
# shop
/environments/*/tenants/shop/ @acme/shop-admins
/dist/*/tenants/shop/workloads/ @acme/shop-admins
`,
      problems: [],
    });
  });

  it('gives NetworkPolicies to a team of their own where there is one', () => {
    expect(codeOwners(fleetOf(SHOP), { ...TEAMS, network: 'netsec' }).text).toBe(`${HEADER}
# What may reach what.
/dist/*/tenants/*/walls/*/network.yaml @acme/netsec

# shop
/environments/*/tenants/shop/ @acme/shop-admins
/dist/*/tenants/shop/workloads/ @acme/shop-admins
`);
  });

  it('names every admin group once, sorted, whichever of them approves', () => {
    const { text } = codeOwners(fleetOf({ ...SHOP, [GRANT]: grantTo('zebra', 'ant', 'zebra') }), TEAMS);
    expect(text).toContain('/environments/*/tenants/shop/ @acme/ant @acme/zebra\n');
  });

  it('where admins differ, a layer takes those who are admins wherever it applies', () => {
    const { text } = codeOwners(twoEnvironments('shop-admins', 'interns'), TEAMS);
    expect(text).toBe(`${HEADER}
# shop
/environments/base/tenants/shop/ @acme/shop-admins
/environments/dev/tenants/shop/ @acme/interns @acme/shop-admins
/dist/dev/tenants/shop/workloads/ @acme/interns @acme/shop-admins
/environments/prod/tenants/shop/ @acme/shop-admins
/dist/prod/tenants/shop/workloads/ @acme/shop-admins
`);
  });

  it('and the platform where there are none', () => {
    const { text } = codeOwners(twoEnvironments('interns'), TEAMS);
    expect(text).toContain(
      "# environments/base: no team is admin wherever it applies, so the platform's\n/environments/dev/tenants/shop/ @acme/interns\n",
    );
    expect(ownersIn(text, 'environments/base/tenants/shop/x.yaml')).toEqual(['@acme/platform']);
  });

  it('is the same text whatever the order of files', () => {
    const other = {
      'environments/base/platform/bank.yaml': grantTo('bank-admins')
        .replace('name: shop', 'name: bank')
        .replaceAll('shop-', 'bank-'),
    };
    const text = codeOwners(fleetOf({ ...SHOP, ...other }), TEAMS).text;
    expect(codeOwners(fleetOf({ ...other, ...SHOP }), TEAMS).text).toBe(text);
    expect(text.indexOf('# bank\n')).toBeLessThan(text.indexOf('# shop\n'));
  });

  it.each([
    ['environments/prod/tenants/shop/web.yaml', 'shop-admins'],
    ['environments/prod/tenants/shop/deep/er/web.yaml', 'shop-admins'],
    ['environments/base/tenants/shop/web.yaml', 'shop-admins'],
    ['environments/prod/tenants/shopping/web.yaml', 'platform'],
    ['environments/prod/tenants/shop', 'platform'],
    ['environments/prod/platform/tenants/shop/grant.yaml', 'platform'],
    ['environments/prod/platform/environment.yaml', 'platform'],
    ['environments/prod/exceptions/shop.yaml', 'platform'],
    ['dist/prod/tenants/shop/workloads/shop-web/frontend.yaml', 'shop-admins'],
    ['dist/prod/tenants/shop/workloads/shop-web/network.yaml', 'shop-admins'],
    ['dist/prod/tenants/shop/walls/shop-web/network.yaml', 'netsec'],
    ['dist/prod/tenants/shop/walls/shop-web/quota.yaml', 'platform'],
    ['dist/prod/argocd/tenants/shop.yaml', 'platform'],
    ['dist/prod/platform/runtime-classes.yaml', 'platform'],
    ['elsewhere/environments/prod/tenants/shop/web.yaml', 'platform'],
    ['CODEOWNERS', 'platform'],
    ['.github/CODEOWNERS', 'platform'],
    ['.github/workflows/ci.yaml', 'platform'],
    ['lib/pipeline.ts', 'platform'],
    ['package.json', 'platform'],
  ])('%s belongs to %s', (path, team) => {
    const { text } = codeOwners(fleetOf(SHOP), { ...TEAMS, network: 'netsec' });
    expect(ownersIn(text, path)).toEqual([`@acme/${team}`]);
  });

  it.each(['x @acme/shop-admins', 'x#', 'CN=shop,OU=teams', '@acme/x', '*', 'oidc:shop', '-x', 'ä', '../x', 'x/'])(
    'refuses the admin group %s, which is the name of no team',
    (group) => {
      const { text, problems } = codeOwners(fleetOf({ ...SHOP, [GRANT]: grantTo('shop-admins', group) }), TEAMS);
      expect(problems.map((problem) => formatProblem(problem, { colour: false }).split('\n')[0])).toEqual([
        expect.stringMatching(
          /^environments\/base\/platform\/shop\.yaml:7:27: error: spec\.owners\.admin\[1\]: `.+` is not the name of a team/,
        ),
      ]);
      expect(text).toContain('/environments/*/tenants/shop/ @acme/shop-admins\n');
    },
  );

  it('takes what only the group begins with away', () => {
    const fleet = fleetOf({ ...SHOP, [GRANT]: grantTo('oidc:shop-admins', 'shop/leads') });
    const { text, problems } = codeOwners(fleet, { ...TEAMS, groupPrefix: 'oidc:' });
    expect(problems).toEqual([]);
    expect(text).toContain('/environments/*/tenants/shop/ @acme/shop-admins @acme/shop/leads\n');
  });
});
