import { expect, test } from 'vitest';
import { Context } from '../../lib/policy/context.js';
import { imageGrantOf } from '../../lib/policy/image-grant.js';
import { SAMPLE } from '../../lib/policy/sample.js';
import { fleetOf, sampleWith } from './judged.js';

const ENVIRONMENT = 'sample/platform/environment.yaml';

test('what the Environment demands of every tenant counts beside what a Tenant does', () => {
  const demanding = fleetOf({ ...SAMPLE, [ENVIRONMENT]: `${SAMPLE[ENVIRONMENT]}  images: {digests: true}\n` });
  expect(imageGrantOf(new Context(demanding.clusters[0], []), 'bank-ledger')).toEqual({
    registries: ['registry.example.com'],
    digests: true,
  });
  expect(imageGrantOf(new Context(sampleWith(), []), 'bank-ledger')?.digests).toBe(false);
});
