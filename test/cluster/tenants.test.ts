import { afterAll, beforeAll, describe } from 'vitest';
import { judgeAttacks, judgeRemovals } from './attacks/judge.js';
import { fleetOf } from './declared.js';
import { ENVIRONMENT_PARTS } from './environment.js';
import { needs } from './parts.js';
import { TenantBench } from './tenant-bench.js';
import { judgeTenantsAtWork } from './tenants-at-work.js';
import { judgeUndisturbed } from './undisturbed.js';

const isThere = needs(...ENVIRONMENT_PARTS);

describe.each(fleetOf().clusters.map((cluster) => [cluster.name, cluster] as const))(
  'tenants of %s',
  (name, cluster) => {
    const bench = new TenantBench(cluster);
    beforeAll(async () => {
      if (isThere) await bench.start();
    }, 60_000);
    afterAll(() => bench.end());

    describe('as attackers', () => judgeAttacks(isThere, bench));
    describe('at work, on simulated nodes that run no container', () => judgeTenantsAtWork(isThere, bench));
    describe('as attackers, in the end', () => judgeRemovals(bench));
    // Once is enough: it takes away what the others would need.
    if (name === 'dev') describe('while they come and go', () => judgeUndisturbed(bench));
  },
);
