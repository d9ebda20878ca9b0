import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { Tenant } from '../lib/constructs/tenant/tenant.js';
import { REPOSITORY, workspace } from './cli/command.js';
import { fleetOf, SHOP } from './shop.js';

describe('in a main.ts of somebody else', () => {
  it('constructs compose in any cdk8s app, whose own synth renders them', () => {
    const outdir = workspace({});
    const [cluster] = fleetOf(SHOP).clusters;
    const tenant = cluster?.tenants.get('shop');
    if (cluster === undefined || tenant === undefined) throw new Error('no tenant');
    const app = new App({ outdir });
    new Tenant(app, 'shop', { cluster, tenant });
    app.synth();
    // Eight walls and three workloads.
    expect(readdirSync(outdir)).toHaveLength(11);
  });

  it('are imported by the path they have in lib', async () => {
    const name = 'bulkhead/constructs/tenant/tenant';
    const { Tenant: imported } = (await import(name)) as { Tenant: { name: string } };
    expect(imported.name).toBe('Tenant');
    expect(readdirSync(join(REPOSITORY, 'build/lib/constructs/tenant'))).toContain('tenant.d.ts');
  });
});
