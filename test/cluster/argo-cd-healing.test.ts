import { describe, expect, it } from 'vitest';
import { argoNames } from '../../lib/constructs/delivery/names.js';
import type { KubernetesObject } from '../../lib/kubernetes/object.js';
import { judgeDelivery } from './delivered.js';
import { DELIVERY_PARTS } from './delivery.js';
import { tamperWith, untilHealed } from './healing.js';
import { needs } from './parts.js';

const isThere = needs(...DELIVERY_PARTS);

// The environment with most kinds. Once is enough: what heals is Argo CD, whatever the environment.
const environment = 'prod';

describe(`Argo CD, given dist/${environment}`, () => {
  const judged = judgeDelivery(isThere, { environment });
  const objects = () => judged.delivery.manifests.map(({ object }) => object);

  it('heals every field that is changed or removed, and every object that is deleted', async () => {
    const { delivery } = judged;
    const harmed = await tamperWith(
      delivery.plane.admin,
      objects().filter((object) => !isAnchor(object)),
    );
    await untilHealed(delivery.plane, harmed.objects, 120);
    await delivery.untilDelivered(60);
    console.table(Object.fromEntries(harmed.done));
    expect([...harmed.done].filter(([, { changed }]) => changed === 0)).toEqual([]);
  }, 300_000);

  it('recovers from harm to its own root and project when a person applies them again', async () => {
    const { delivery } = judged;
    const harmed = await tamperWith(delivery.plane.admin, objects().filter(isAnchor));
    await delivery.begin();
    await untilHealed(delivery.plane, harmed.objects, 60);
    await delivery.untilDelivered(60);
  }, 150_000);
});

/** All hangs on these two: when they are broken, nothing is left that could heal them. */
function isAnchor({ kind, metadata: { name } }: KubernetesObject): boolean {
  const { root, platform } = argoNames(environment);
  return (kind === 'Application' && name === root) || (kind === 'AppProject' && name === platform);
}
