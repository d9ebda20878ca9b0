/**
 * Names in Argo CD, which may deliver several environments. Environments and tenants are DNS labels, so the dots between
 * them make every name unambiguous: with dashes tenant `shop-walls` and the walls of tenant `shop` would be one.
 */
export const argoNames = (environment: string) => ({
  root: `${environment}.root`,
  platform: `${environment}.platform`,
  nodes: `${environment}.nodes`,
  tenant: (tenant: string) => `${environment}.tenant.${tenant}`,
  walls: (tenant: string) => `${environment}.walls.${tenant}`,
});
