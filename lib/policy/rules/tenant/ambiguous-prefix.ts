import type { EnvironmentRule } from '../../rule.js';

const namespace = (name: string, tenant: string) => `
apiVersion: v1
kind: Namespace
metadata: {name: ${name}, labels: {bulkhead.dev/tenant: ${tenant}}}
`;

export const ambiguousPrefix: EnvironmentRule = {
  id: 'tenant/ambiguous-prefix',
  scope: 'environment',
  severity: 'warning',
  what: "No namespace of a tenant is named like another tenant, or begins with another tenant's name or namespace and a dash.",
  why: 'People and tools go by prefixes: `shop-*` in a project, a dashboard or a bill takes in the namespace `shop-eu-web` of tenant `shop-eu` too, and nobody can tell from its name whose it is.',
  source: 'https://github.com/projectcapsule/capsule/issues/2058',
  fix: 'Rename the namespace, or the younger of the tenants, so that neither name is the beginning of the other: `shopeu-web`.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { title: 'a prefix without a dash is another word', manifests: namespace('shopping', 'mall') },
      { title: 'its own name', manifests: namespace('shop-eu', 'shop') },
    ],
    invalid: [
      {
        manifests: namespace('shop-eu-web', 'shop-eu'),
        finds: ['namespace shop-eu-web of tenant shop-eu begins with the name of tenant shop'],
      },
      {
        manifests: namespace('bank', 'vault'),
        finds: ['namespace bank of tenant vault has the name of tenant bank'],
      },
      {
        manifests: `${namespace('web', 'mall')}---${namespace('web-eu', 'fair')}`,
        finds: ['namespace web-eu of tenant fair begins with the name of namespace web of tenant mall'],
      },
    ],
  },
  *check(context) {
    const namespaces = context.tenantNamespaces.map((judged) => {
      const { name } = judged.object.metadata;
      return { judged, name, tenant: context.tenantOf(name) };
    });
    const owners = new Map<string, string>();
    for (const { name, tenant } of namespaces) if (tenant !== undefined) owners.set(name, tenant);
    const tenants = new Set([...owners.values(), ...(context.cluster?.tenants.keys() ?? [])]);
    for (const { judged, name, tenant } of namespaces) {
      if (tenant === undefined) continue;
      const other = prefixes(name).flatMap((prefix) => {
        const isName = prefix === name;
        if (tenants.has(prefix) && prefix !== tenant)
          return [isName ? `has the name of tenant ${prefix}` : `begins with the name of tenant ${prefix}`];
        const owner = owners.get(prefix);
        return isName || owner === undefined || owner === tenant
          ? []
          : [`begins with the name of namespace ${prefix} of tenant ${owner}`];
      })[0];
      if (other !== undefined)
        yield { message: `namespace ${name} of tenant ${tenant} ${other}`, object: judged, path: ['metadata', 'name'] };
    }
  },
};

/** `a`, `a-b` and `a-b-c` of `a-b-c`. */
function prefixes(name: string): string[] {
  const parts = name.split('-');
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'));
}
