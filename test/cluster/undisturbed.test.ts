import { join } from 'node:path';
import { HttpMethod } from '@kubernetes/client-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type JsonObject, valueAt } from '../../lib/kubernetes/json.js';
import { REPOSITORY } from '../cli/command.js';
import type { ControlPlane } from './control-plane.js';
import { clusterOf } from './declared.js';
import { ENVIRONMENT_PARTS, startEnvironment } from './environment.js';
import { inSyncOrder, manifestsBelow } from './manifests.js';
import { needs } from './parts.js';
import { lacking } from './rollout.js';
import { applyAll } from './sync.js';
import { argocdOf, memberOf } from './users.js';

// The admission policies judge what tenants ask for, and get in the way of nobody who finishes or removes it.
const isThere = needs(...ENVIRONMENT_PARTS);

const NAME = 'dev';
const cluster = clusterOf(NAME);

const manifests = inSyncOrder(manifestsBelow(join(REPOSITORY, 'dist', NAME)));
const workloads = manifests.filter(({ file }) => file.startsWith('tenants/shop/workloads/'));
const FRONTEND = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'frontend', namespace: 'shop-web' } };
const SHOP = memberOf('shop-admins');

let plane: ControlPlane;
beforeAll(async () => {
  if (!isThere) return;
  plane = await startEnvironment(cluster);
  const argocd = plane.as(argocdOf(cluster));
  expect((await applyAll(argocd, manifests)).complaints).toEqual([]);
}, 120_000);
afterAll(() => plane?.end());

const names = (objects: readonly JsonObject[]) => objects.map(({ metadata }) => String(valueAt(metadata, ['name'])));
const all = (kind: string, namespace?: string) =>
  plane.admin.itemsOf({ apiVersion: 'v1', kind, ...(namespace === undefined ? {} : { namespace }) });

it('Argo CD applies everything again once the policies are asked, and controllers make every pod', async () => {
  await plane.until('they are asked', async () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: 'shop-web' } };
    const alias = { ...service, spec: { type: 'ExternalName', externalName: 'example.com' } };
    await expect(plane.admin.post(alias)).rejects.toThrow('services.bulkhead.dev');
    return true;
  });
  // Pods made from now on are judged: those of the first apply may have been before.
  await plane.as(SHOP).send(HttpMethod.DELETE, '/api/v1/namespaces/shop-web/pods');
  expect((await applyAll(plane.as(argocdOf(cluster)), manifests)).complaints).toEqual([]);
  for (const { object } of workloads.filter(({ object: { kind } }) => kind === 'Deployment' || kind === 'StatefulSet'))
    await plane.until(
      `${object.metadata.name} is up again`,
      async () => lacking(await plane.admin.get(object)) === undefined,
      60,
    );
  const refused = (await all('Event')).filter(({ message }) => String(message).includes('bulkhead.dev'));
  expect(refused.map(({ message }) => message)).toEqual([]);
}, 120_000);

it('what belongs to a removed Deployment goes with it', async () => {
  await plane.as(SHOP).remove(FRONTEND);
  const isGone = async () => !names(await all('Pod', 'shop-web')).some((name) => name.startsWith('frontend-'));
  await plane.until('its pods are gone', isGone, 60);
}, 90_000);

it('a pod that holds on is let go of', async () => {
  const [name = ''] = names(await all('Pod', 'shop-web')).filter((name) => name.startsWith('app-'));
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop-web' } };
  const hold = (finalizers: string[]) =>
    plane.as(SHOP).edit(pod, { metadata: { finalizers } }, 'application/merge-patch+json');
  await hold(['example.com/kept']);
  await plane.as(SHOP).remove(pod);
  await hold([]).catch(() => {});
  await plane.until('it is gone', async () => !names(await all('Pod', 'shop-web')).includes(name), 60);
}, 90_000);

it('a namespace goes with all that is in it', async () => {
  await plane.admin.remove({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop-data' } });
  await plane.until('it is gone', async () => !names(await all('Namespace')).includes('shop-data'), 60);
}, 90_000);
