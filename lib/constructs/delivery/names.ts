/** Names in Argo CD, which may deliver several environments: each begins with the environment's. */
export const argoNames = (environment: string) => ({
  root: `${environment}-root`,
  platform: `${environment}-platform`,
  tenant: (tenant: string) => `${environment}-tenant-${tenant}`,
  walls: (tenant: string) => `${environment}-tenant-${tenant}-walls`,
});
