import { HttpMethod } from '@kubernetes/client-node';
import { expect, it } from 'vitest';
import { type JsonObject, valueAt } from '../../lib/kubernetes/json.js';
import { lacking } from './rollout.js';
import type { TenantBench } from './tenant-bench.js';
import { memberOf } from './users.js';

const FRONTEND = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'frontend', namespace: 'shop-web' } };
const SHOP = memberOf('shop-admins');

/**
 * Tests that the admission policies, which judge what tenants ask for, get in the way of nobody who finishes or removes it.
 * Everything is there when it begins, and some of it gone when it ends.
 */
export function judgeUndisturbed(bench: TenantBench): void {
  const workloads = bench.manifests.filter(({ file }) => file.startsWith('tenants/shop/workloads/'));
  const all = (kind: string, namespace?: string) =>
    bench.plane.admin.itemsOf({ apiVersion: 'v1', kind, ...(namespace === undefined ? {} : { namespace }) });

  it('Argo CD applies everything again once the policies are asked, and controllers make every pod', async () => {
    await bench.plane.until('they are asked', async () => {
      const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: 'shop-web' } };
      const alias = { ...service, spec: { type: 'ExternalName', externalName: 'example.com' } };
      await expect(bench.plane.admin.post(alias)).rejects.toThrow('services.bulkhead.dev');
      return true;
    });
    // Pods made from now on are judged: those of the first apply may have been before.
    await bench.plane.as(SHOP).send(HttpMethod.DELETE, '/api/v1/namespaces/shop-web/pods');
    expect(await bench.applyAll()).toEqual([]);
    for (const { object } of workloads.filter(
      ({ object: { kind } }) => kind === 'Deployment' || kind === 'StatefulSet',
    ))
      await bench.plane.until(
        `${object.metadata.name} is up again`,
        async () => lacking(await bench.plane.admin.get(object)) === undefined,
        60,
      );
    const refused = (await all('Event')).filter(({ message }) => String(message).includes('bulkhead.dev'));
    expect(refused.map(({ message }) => message)).toEqual([]);
  }, 120_000);

  it('what belongs to a removed Deployment goes with it', async () => {
    await bench.plane.as(SHOP).remove(FRONTEND);
    const isGone = async () => !names(await all('Pod', 'shop-web')).some((name) => name.startsWith('frontend-'));
    await bench.plane.until('its pods are gone', isGone, 60);
  }, 90_000);

  it('a pod that holds on is let go of', async () => {
    const [name = ''] = names(await all('Pod', 'shop-web')).filter((name) => name.startsWith('app-'));
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop-web' } };
    const hold = (finalizers: string[]) =>
      bench.plane.as(SHOP).edit(pod, { metadata: { finalizers } }, 'application/merge-patch+json');
    await hold(['example.com/kept']);
    await bench.plane.as(SHOP).remove(pod);
    await hold([]).catch(() => {});
    await bench.plane.until('it is gone', async () => !names(await all('Pod', 'shop-web')).includes(name), 60);
  }, 90_000);

  it('a namespace goes with all that is in it', async () => {
    await bench.plane.admin.remove({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop-data' } });
    await bench.plane.until('it is gone', async () => !names(await all('Namespace')).includes('shop-data'), 60);
  }, 90_000);
}

function names(objects: readonly JsonObject[]): string[] {
  return objects.map(({ metadata }) => String(valueAt(metadata, ['name'])));
}
