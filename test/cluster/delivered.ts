import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SourceFile } from '../../lib/config/source.js';
import { describeObject, type KubernetesObject } from '../../lib/kubernetes/object.js';
import { documentedSettings } from './argo-cd-settings.js';
import type { ControlPlane } from './control-plane.js';
import { beforeWalls, creationsIn } from './creation-order.js';
import { DECLARATIONS } from './declared.js';
import { Delivery, type DeliveryOptions } from './delivery.js';
import { OWN_SOURCE } from './own-source.js';
import { countJudged } from './tally.js';

/** Resources of what works in a namespace, as etcd's keys name them: those of Services end in `services/specs`. */
export const WORKLOADS = [
  'cronjobs',
  'deployments',
  'externalsecrets',
  'jobs',
  'persistentvolumeclaims',
  'pods',
  'replicasets',
  'specs',
  'statefulsets',
];

/**
 * Tests that Argo CD, set up as docs/argo-cd.md says, delivers an environment. Answers what holds the running delivery,
 * for the tests that come after these.
 */
export function judgeDelivery(
  isThere: boolean,
  options: DeliveryOptions,
  declarations: readonly SourceFile[] = DECLARATIONS,
): { readonly delivery: Delivery } {
  let running: Delivery | undefined;
  const judged = {
    get delivery(): Delivery {
      if (running === undefined) throw new Error(`the delivery of ${options.environment} has not started`);
      return running;
    },
  };

  beforeAll(async () => {
    if (!isThere) return;
    const sources = { fulfilment: OWN_SOURCE, ...options.sources };
    running = await Delivery.start(declarations, { settings: documentedSettings(), ...options, sources });
  }, 120_000);
  afterAll(() => running?.end());

  it('delivers all of it, Synced and Healthy, with no pod refused on the way', async () => {
    const { delivery } = judged;
    await delivery.begin();
    await delivery.untilDelivered(180);
    expect(await refusals(delivery.plane)).toEqual([]);
    const applications = await delivery.argoCd.applications();
    countJudged('Applications delivered', applications.length);
  }, 240_000);

  it('puts up the walls of a namespace before anything that works in it', async () => {
    const { plane, manifests } = judged.delivery;
    const namespaces = manifests.flatMap(({ object: { kind, metadata } }) =>
      kind === 'Namespace' ? [metadata.name] : [],
    );
    const creations = await creationsIn(plane, namespaces);
    expect(creations.map(({ resource }) => resource)).toEqual(expect.arrayContaining(['pods', 'replicasets', 'specs']));
    expect(beforeWalls(creations, WORKLOADS)).toEqual([]);
  });

  it('finds nothing to change when it looks anew, nor after a restart', async () => {
    const { delivery } = judged;
    const before = await marks(delivery);
    await delivery.argoCd.refresh();
    await delivery.untilDelivered(60);
    await delivery.argoCd.restart();
    await delivery.argoCd.refresh();
    await delivery.untilDelivered(60);
    expect(await marks(delivery)).toEqual(before);
  }, 150_000);

  return judged;
}

/** Why pods were not created, as their controllers say. */
async function refusals({ admin }: ControlPlane): Promise<string[]> {
  const events = await admin.itemsOf({ apiVersion: 'v1', kind: 'Event' }, { fieldSelector: 'reason=FailedCreate' });
  return (
    events
      .map(({ message }) => String(message))
      // Two pods counted against one quota at once: nobody refused, and it is tried again.
      .filter((message) => !message.includes('the object has been modified'))
  );
}

/** What moves when somebody changes an object: its generation where it has one, and when Argo CD last applied a change. */
async function marks({ plane, manifests }: Delivery): Promise<Map<string, unknown>> {
  const marks = new Map<string, unknown>();
  for (const { object } of manifests) {
    const { metadata } = (await plane.admin.get(object)) as KubernetesObject;
    const applied = (metadata.managedFields as { manager: string; operation: string; time: string }[]).find(
      ({ manager, operation }) => manager === 'argocd-controller' && operation === 'Apply',
    );
    // The status of an Application is one of its fields like any other, and moves its generation.
    const generation = object.kind === 'Application' ? undefined : metadata.generation;
    marks.set(describeObject(object), [generation, applied?.time]);
  }
  return marks;
}
