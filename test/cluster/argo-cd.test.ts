import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../lib/kubernetes/json.js';
import { SERVING_CERTIFICATE } from './control-plane.js';
import { DECLARATIONS, fleetOf } from './declared.js';
import { judgeDelivery } from './delivered.js';
import { DELIVERY_PARTS } from './delivery.js';
import { needs } from './parts.js';

const isThere = needs(...DELIVERY_PARTS);

/** Those that more is asked of once they are delivered: argo-cd-tenants.test.ts and argo-cd-healing.test.ts. */
const ELSEWHERE = ['dev', 'prod'];

const names = fleetOf().clusters.map(({ name }) => name);

const VALIDATOR = `  images:
    validator:
      service: {namespace: image-validator, name: validator}
      certificate: image-validator/serving
`;

/** The environment with a validator of images, which nobody answers for: what runs already goes on running. */
const withValidator = (environment: string) =>
  DECLARATIONS.map((file) => {
    if (file.path !== `environments/${environment}/platform/environment.yaml`) return file;
    const text = file.text.replace('  images:\n', VALIDATOR);
    if (text === file.text) throw new Error(`${file.path} declares nothing of images`);
    return { path: file.path, text };
  });

describe.each(names.filter((name) => !ELSEWHERE.includes(name)))('Argo CD, given dist/%s', (environment) => {
  const judged = judgeDelivery(isThere, { environment });

  it('sees no drift in a webhook that cert-manager puts a CA into, and removes it when it is no longer declared', async () => {
    const { delivery } = judged;
    const { plane, argoCd } = delivery;
    const webhook = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'images.bulkhead.dev' },
    };
    delivery.commit(withValidator(environment));
    await argoCd.refresh();
    await delivery.untilDelivered(60);

    const caBundle = readFileSync(join(plane.processes.folder, SERVING_CERTIFICATE)).toString('base64');
    const webhooks = [{ name: 'images.bulkhead.dev', clientConfig: { caBundle } }];
    await plane.admin.edit(webhook, { webhooks });
    const injected = await plane.admin.get(webhook);
    await argoCd.refresh();
    await delivery.untilDelivered(60);
    expect(await plane.admin.get(webhook)).toEqual(injected);
    expect(valueAt(injected, ['webhooks', 0, 'clientConfig', 'caBundle'])).toBe(caBundle);

    delivery.commit(DECLARATIONS);
    await argoCd.refresh();
    await delivery.untilDelivered(60);
    await expect(plane.admin.get(webhook)).rejects.toThrow('not found');
  }, 240_000);
});
