import { describe } from 'vitest';
import { fleetOf } from './declared.js';
import { judgeDelivery } from './delivered.js';
import { DELIVERY_PARTS } from './delivery.js';
import { needs } from './parts.js';

const isThere = needs(...DELIVERY_PARTS);

/** Those that more is asked of once they are delivered: argo-cd-tenants.test.ts and argo-cd-healing.test.ts. */
const ELSEWHERE = ['dev', 'prod'];

const names = fleetOf().clusters.map(({ name }) => name);

describe.each(names.filter((name) => !ELSEWHERE.includes(name)))('Argo CD, given dist/%s', (environment) => {
  judgeDelivery(isThere, { environment });
});
