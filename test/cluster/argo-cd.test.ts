import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFiles } from '../../lib/config/load.js';
import { readTree } from '../../lib/config/tree.js';
import { describeObject, type KubernetesObject } from '../../lib/kubernetes/object.js';
import { REPOSITORY } from '../cli/command.js';
import { documentedSettings } from './argo-cd-settings.js';
import { beforeWalls, creationsIn } from './creation-order.js';
import { DELIVERY_PARTS, Delivery } from './delivery.js';
import { OWN_SOURCE } from './own-source.js';
import { needs } from './parts.js';

const isThere = needs(...DELIVERY_PARTS);

const { files } = readTree(join(REPOSITORY, 'environments'), 'environments');
const { fleet } = loadFiles(files, 'environments');

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
      await delivery.untilDelivered(180);
      const events = await delivery.plane.admin.itemsOf({ apiVersion: 'v1', kind: 'Event' });
      const refused = events.filter(({ reason }) => reason === 'FailedCreate').map(({ message }) => message);
      expect(refused).toEqual([]);
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
  },
);

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
