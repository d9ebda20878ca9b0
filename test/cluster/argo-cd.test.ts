import { describe } from 'vitest';
import { loadFiles } from '../../lib/config/load.js';
import { DECLARATIONS } from './declared.js';
import { judgeDelivery } from './delivered.js';
import { DELIVERY_PARTS } from './delivery.js';
import { needs } from './parts.js';

const isThere = needs(...DELIVERY_PARTS);

/** Those that more is asked of once they are delivered: argo-cd-tenants.test.ts and argo-cd-healing.test.ts. */
const ELSEWHERE = ['dev', 'prod'];

const names = loadFiles(DECLARATIONS, 'environments').fleet.clusters.map(({ name }) => name);

describe.each(names.filter((name) => !ELSEWHERE.includes(name)))('Argo CD, given dist/%s', (environment) => {
  judgeDelivery(isThere, { environment });
});
