import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFiles } from '../../lib/config/load.js';
import { readTree } from '../../lib/config/tree.js';
import { argoNames } from '../../lib/constructs/delivery/names.js';
import { describeObject, type KubernetesObject } from '../../lib/kubernetes/object.js';
import { REPOSITORY } from '../cli/command.js';
import { documentedSettings } from './argo-cd-settings.js';
import type { ControlPlane } from './control-plane.js';
import { beforeWalls, creationsIn } from './creation-order.js';
import { DELIVERY_PARTS, Delivery } from './delivery.js';
import { tamperWith, untilHealed } from './healing.js';
import { OWN_SOURCE } from './own-source.js';
import { needs } from './parts.js';

const isThere = needs(...DELIVERY_PARTS);

const { files } = readTree(join(REPOSITORY, 'environments'), 'environments');
const { fleet } = loadFiles(files, 'environments');

/** Healing is judged where most kinds are. */
const RICHEST = 'prod';

/** All hangs on these two: when they are broken, nothing is left that could heal them. */
function isAnchor({ kind, metadata: { name } }: KubernetesObject, environment: string): boolean {
  const { root, platform } = argoNames(environment);
  return (kind === 'Application' && name === root) || (kind === 'AppProject' && name === platform);
}

const WORKLOADS = [
  'cronjobs',
  'deployments',
  'endpointslices',
  'externalsecrets',
  'jobs',
  'persistentvolumeclaims',
  'poddisruptionbudgets',
  'pods',
  'replicasets',
  'specs',
  'statefulsets',
];

describe.each(fleet.clusters.map((cluster) => [cluster.name, cluster] as const))(
  'Argo CD, given dist/%s',
  (environment, cluster) => {
    let delivery: Delivery;

    beforeAll(async () => {
      if (!isThere) return;
      const sources = { fulfilment: OWN_SOURCE };
      delivery = await Delivery.start(files, { environment, sources, settings: documentedSettings() });
    }, 120_000);
    afterAll(() => delivery?.end());

    it('delivers all of it, Synced and Healthy, with no pod refused on the way', async () => {
      await delivery.begin();
      await delivery.untilDelivered(90);
      expect(await refusals(delivery.plane)).toEqual([]);
      const applications = await delivery.argoCd.applications();
      console.log(`${environment}: ${delivery.manifests.length} objects of ${applications.length} Applications`);
    }, 240_000);

    it('puts up the walls of a namespace before anything that works in it', async () => {
      const namespaces = [...cluster.tenants.values()].flatMap(({ spec }) => Object.keys(spec.namespaces));
      const creations = await creationsIn(delivery.plane, namespaces);
      const working = creations.filter(({ resource }) => WORKLOADS.includes(resource));
      expect(new Set(working.map(({ resource }) => resource))).toEqual(new Set(WORKLOADS));
      expect(beforeWalls(creations, WORKLOADS)).toEqual([]);
    });

    it('finds nothing to change when it looks anew, nor after a restart', async () => {
      const before = await marks(delivery);
      await delivery.argoCd.refresh();
      await delivery.untilDelivered(60);
      await delivery.argoCd.restart();
      await delivery.argoCd.refresh();
      await delivery.untilDelivered(60);
      expect(await marks(delivery)).toEqual(before);
    }, 150_000);

    // Once is enough: what heals is Argo CD, whatever the environment.
    if (environment !== RICHEST) return;

    it('heals every field that is changed or removed, and every object that is deleted', async () => {
      const { plane } = delivery;
      const objects = delivery.manifests.map(({ object }) => object).filter((object) => !isAnchor(object, environment));
      const { objects: touched, done } = await tamperWith(plane.admin, objects);
      await untilHealed(plane, touched, 120);
      await delivery.untilDelivered(60);
      console.table(Object.fromEntries(done));
    }, 300_000);

    it('heals nothing of its own root and project, until a person applies them again', async () => {
      const { plane } = delivery;
      const anchors = delivery.manifests.map(({ object }) => object).filter((object) => isAnchor(object, environment));
      const { objects: touched } = await tamperWith(plane.admin, anchors);
      await delivery.begin();
      await untilHealed(plane, touched, 60);
      await delivery.untilDelivered(60);
    }, 150_000);
  },
);

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
