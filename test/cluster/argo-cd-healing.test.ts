import { describe, expect, it } from 'vitest';
import { TENANT } from '../../lib/config/labels.js';
import { argoNames } from '../../lib/constructs/delivery/names.js';
import { isObject } from '../../lib/kubernetes/json.js';
import type { KubernetesObject } from '../../lib/kubernetes/object.js';
import { judgeDelivery } from './delivered.js';
import { DELIVERY_PARTS } from './delivery.js';
import { tamperWith, untilHealed } from './healing.js';
import { needs } from './parts.js';
import { countJudged } from './tally.js';

const isThere = needs(...DELIVERY_PARTS);

// The environment with most kinds. Once is enough: what heals is Argo CD, whatever the environment.
const environment = 'prod';

/** Each of these would weaken a wall that was written without it. */
const ADDITIONS = [
  {
    what: 'a way out of the default deny',
    kind: 'NetworkPolicy',
    of: /^default-deny$/,
    path: '/spec/egress',
    value: [{}],
    refusal: 'NetworkPolicy default-deny closes both ways for every pod',
  },
  {
    what: 'a way in',
    kind: 'NetworkPolicy',
    of: /^default-deny$/,
    path: '/spec/ingress',
    value: [{}],
    refusal: 'NetworkPolicy default-deny closes both ways for every pod',
  },
  {
    what: 'a label of a namespace',
    kind: 'Namespace',
    of: /./,
    path: '/metadata/labels/example.com~1trusted',
    value: 'yes',
    refusal: 'label example.com/trusted is not declared for this namespace',
  },
  {
    what: 'an annotation of a namespace that grants',
    kind: 'Namespace',
    of: /./,
    path: '/metadata/annotations/scheduler.alpha.kubernetes.io~1node-selector',
    value: 'pool=payments',
    refusal: 'annotation scheduler.alpha.kubernetes.io/node-selector is not one that is rendered',
  },
];

describe(`Argo CD, given dist/${environment}`, () => {
  const judged = judgeDelivery(isThere, { environment });
  const objects = () => judged.delivery.manifests.map(({ object }) => object);

  it('heals every field that is changed or removed, and every object that is deleted', async () => {
    const { delivery } = judged;
    const all = objects().filter((object) => !isAnchor(object));
    const done = new Map<string, { changed: number; removed: number; deleted: number }>();
    for (const part of inTurn(all)) {
      // Else what is harmed in many steps would be healed after each, and pods made anew.
      const harmed = await delivery.argoCd.whileAway(() => tamperWith(delivery.plane.admin, part));
      await untilHealed(delivery.plane, harmed.objects, 120, () => delivery.argoCd.lookAgain());
      await delivery.untilDelivered(60);
      for (const [kind, count] of harmed.done) done.set(kind, count);
    }
    console.table(Object.fromEntries(done));
    const counts = [...done.values()].flatMap(Object.values) as number[];
    countJudged(
      'fields and objects harmed and healed',
      counts.reduce((sum, count) => sum + count, 0),
    );
    expect([...done].filter(([, { changed }]) => changed === 0)).toEqual([]);
  }, 420_000);

  it.each(ADDITIONS)('does not see what is added, so that the API server refuses it: $what', async (addition) => {
    const { plane } = judged.delivery;
    const tenants = new Set(
      objects().flatMap(({ kind, metadata }) =>
        kind === 'Namespace' && isObject(metadata.labels) && TENANT in metadata.labels ? [metadata.name] : [],
      ),
    );
    const walls = objects().filter(
      ({ kind, metadata }) =>
        kind === addition.kind &&
        addition.of.test(metadata.name) &&
        tenants.has(kind === 'Namespace' ? metadata.name : String(metadata.namespace)),
    );
    expect(walls.length).toBeGreaterThan(0);
    const patch = [{ op: 'add', path: addition.path, value: addition.value }];
    for (const wall of walls)
      await expect(plane.admin.edit(wall, patch, 'application/json-patch+json')).rejects.toThrow(addition.refusal);
  });

  it('recovers from harm to its own root and project when a person applies them again', async () => {
    const { delivery } = judged;
    const harmed = await tamperWith(delivery.plane.admin, objects().filter(isAnchor));
    await delivery.begin();
    await untilHealed(delivery.plane, harmed.objects, 60);
    await delivery.untilDelivered(60);
  }, 150_000);
});

const MAKE_PODS = ['CronJob', 'DaemonSet', 'Deployment', 'Job', 'StatefulSet'];

/**
 * What does not heal by itself once it has met something harmed comes in a turn of its own: an Application that looks while
 * its project is harmed looks again after minutes only, one that has begun to sync before it was healed itself tries again
 * after ever longer pauses, and a pod that is made meanwhile keeps what a harmed RuntimeClass or LimitRange gave to it.
 */
function inTurn(objects: readonly KubernetesObject[]): KubernetesObject[][] {
  const kinds = [['AppProject'], ['Application'], undefined, MAKE_PODS];
  const isOf = (kind: string, turn: readonly string[] | undefined) =>
    turn?.includes(kind) ?? !kinds.some((one) => one?.includes(kind));
  return kinds.map((turn) => objects.filter(({ kind }) => isOf(kind, turn)));
}

/** All hangs on these two: when they are broken, nothing is left that could heal them. */
function isAnchor({ kind, metadata: { name } }: KubernetesObject): boolean {
  const { root, platform } = argoNames(environment);
  return (kind === 'Application' && name === root) || (kind === 'AppProject' && name === platform);
}
