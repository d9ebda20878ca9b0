import { describe, expect, it } from 'vitest';
import { COMPARE_OPTIONS } from '../../lib/config/labels.js';
import { type JsonObject, valueAt } from '../../lib/kubernetes/json.js';
import type { KubernetesObject } from '../../lib/kubernetes/object.js';
import type { Application } from './application.js';
import { creationsIn } from './creation-order.js';
import { DECLARATIONS } from './declared.js';
import { judgeDelivery, WORKLOADS } from './delivered.js';
import { DELIVERY_PARTS } from './delivery.js';
import { changedLeaves } from './leaves.js';
import { LEAVERS, latecomer, leavers, newcomer, PARTING_SOURCE } from './leaving.js';
import { AGENTS, NO_PODS, preparedByNobody, preparedOtherwise } from './nodes-prepared.js';
import { OWN_SOURCE, PICKING } from './own-source.js';
import { needs } from './parts.js';
import { configMap, type Smuggled, smuggled } from './smuggling.js';
import { countJudged } from './tally.js';

const isThere = needs(...DELIVERY_PARTS);

const environment = 'dev';

/** Renders its manifests itself. */
const TENANT = 'dev.tenant.fulfilment';

const ATTEMPTS = smuggled({
  project: TENANT,
  namespace: 'fulfilment',
  foreign: 'payments',
  argocd: 'argocd',
  delivered: PICKING,
  owner: TENANT,
});

const NODES = `${environment}.nodes`;

/** What must not arrive, and what lies beside it. */
const CONTRABAND = [
  ...ATTEMPTS.map(({ object }) => object).filter((object) => object !== PICKING),
  configMap('fulfilment'),
];

describe(`Argo CD, given dist/${environment} and tenants that come and go`, () => {
  const judged = judgeDelivery(
    isThere,
    { environment, sources: { fulfilment: { ...OWN_SOURCE, ...contraband() }, parting: PARTING_SOURCE } },
    [...DECLARATIONS, ...leavers('active')],
  );

  it('refuses what is smuggled into a tenant’s own source, and what lies beside it', async () => {
    const { plane, argoCd } = judged.delivery;
    const real = await application(TENANT);
    await Promise.all(ATTEMPTS.map((attempt) => plane.admin.apply(smuggler(real.object, attempt), 'test')));
    const smugglers = async () => (await argoCd.applications()).filter(({ name }) => name.startsWith('smuggler-'));
    const isOver = ({ phase, sync }: Application) =>
      ['Failed', 'Error', 'Succeeded'].includes(phase) || sync === 'Unknown';
    await plane.until('every sync is over', async () => (await smugglers()).every(isOver), 60);
    const complaints = Object.fromEntries((await smugglers()).map(({ name, complaints }) => [name, complaints]));
    for (const { reference } of await smugglers()) await plane.admin.remove(reference);
    const arrived = await Promise.all(CONTRABAND.map((object) => plane.admin.remove(object).then(String, String)));
    for (const { name, refusal } of ATTEMPTS) expect(complaints[`smuggler-${name}`]).toContain(`Failed: ${refusal}`);
    // Cleared away also where the wall did not hold: the tests below judge other walls.
    for (const answer of arrived) expect(answer).toContain('not found');
    await judged.delivery.untilDelivered(60);
    countJudged('attempts at smuggling', ATTEMPTS.length);
  }, 150_000);

  it('takes away the workloads of tenants that retire, and nothing else, while another comes', async () => {
    const { delivery } = judged;
    const before = await claims();
    expect(before.map(({ name }) => name).sort()).toEqual(['archive', 'files', 'storage-records-0']);
    delivery.commit([...DECLARATIONS, ...leavers('retired'), ...newcomer]);
    await delivery.argoCd.refresh();
    await delivery.untilDelivered(90);
    await delivery.plane.until('nothing works there any more', async () => (await working()).length === 0);
    expect(await claims()).toEqual(before);
    const walls = delivery.manifests.filter(({ file }) => LEAVERS.some((name) => file.startsWith(`tenants/${name}/`)));
    for (const { object } of walls) expect(changedLeaves(object, await delivery.plane.admin.get(object))).toEqual([]);
    expect(walls.length).toBeGreaterThan(0);
  }, 150_000);

  it('forgets tenants whose declaration goes, and leaves namespaces, walls and volumes to a person', async () => {
    const { delivery } = judged;
    const [before, left] = [await claims(), await inNamespaces()];
    delivery.commit([...DECLARATIONS, ...newcomer]);
    await delivery.argoCd.refresh();
    await delivery.untilDelivered(90);
    const projects = await delivery.plane.admin.itemsOf({ apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject' });
    const rendered = delivery.manifests.flatMap(({ object: { kind, metadata } }) =>
      kind === 'AppProject' ? [metadata.name] : [],
    );
    expect(projects.map(({ metadata }) => (metadata as { name: string }).name).sort()).toEqual(rendered.sort());
    expect(await claims()).toEqual(before);
    expect(await inNamespaces()).toEqual(left);
  }, 150_000);

  it('delivers to tenants while nodes are still being prepared, and takes the agents away when none is to be', async () => {
    const { delivery } = judged;
    const { admin } = delivery.plane;
    // Agents of before go, and no other comes in their place.
    await admin.apply(NO_PODS, 'test');
    delivery.commit([...preparedOtherwise(environment), ...newcomer]);
    await delivery.argoCd.refresh();
    const health = async () => (await application(NODES)).health;
    await delivery.plane.until('nodes are being prepared', async () => (await health()) === 'Progressing', 60);

    delivery.commit([...preparedOtherwise(environment), ...newcomer, ...latecomer]);
    await delivery.argoCd.refresh();
    const arrived = async () => (await application('dev.tenant.latecomer')).isDelivered;
    await delivery.plane.until('the tenant is delivered', arrived, 60);
    expect(await health()).toBe('Progressing');

    delivery.commit([...preparedByNobody(environment), ...newcomer, ...latecomer]);
    await delivery.argoCd.refresh();
    await delivery.untilDelivered(90);
    const agents = await admin.itemsOf({ apiVersion: 'apps/v1', kind: 'DaemonSet', namespace: AGENTS });
    expect(agents).toEqual([]);
    await admin.get({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: AGENTS } });
  }, 240_000);

  async function application(name: string): Promise<Application> {
    const all = await judged.delivery.argoCd.applications();
    const found = all.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no Application ${name}`);
    return found;
  }

  /** The volumes of those who leave: the same ones, if their uids are. */
  async function claims() {
    const { admin } = judged.delivery.plane;
    const found = await Promise.all(
      LEAVERS.map((namespace) => admin.itemsOf({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace })),
    );
    return found.flat().map(({ metadata, status }) => {
      const { name, uid } = metadata as { name: string; uid: string };
      return { name, uid, phase: valueAt(status, ['phase']) };
    });
  }

  /** What stands in the namespaces of those who leave, but for what is said of it. */
  async function inNamespaces(): Promise<string[]> {
    const creations = await creationsIn(judged.delivery.plane, LEAVERS);
    return creations.filter(({ resource }) => resource !== 'events').map(({ name }) => name);
  }

  async function working(): Promise<string[]> {
    const creations = await creationsIn(judged.delivery.plane, LEAVERS);
    const others = WORKLOADS.filter((resource) => resource !== 'persistentvolumeclaims');
    return creations.filter(({ resource }) => others.includes(resource)).map(({ name }) => name);
  }
});

/** A folder for each attempt, beside the one that is declared: what is smuggled, and something harmless. */
function contraband(): Record<string, string> {
  const folders = ATTEMPTS.map(({ name, object }) => [
    `../../smuggled/${name}/all.yaml`,
    [object, configMap('fulfilment')].map((one) => JSON.stringify(one)).join('\n---\n'),
  ]);
  return Object.fromEntries(folders);
}

/** The tenant's Application as it is rendered, but for where it looks, and that it tries once. */
function smuggler({ metadata, spec, ...rest }: JsonObject, { name }: Smuggled): KubernetesObject {
  const { source, syncPolicy, ...others } = spec as { source: JsonObject; syncPolicy: JsonObject };
  const { namespace, annotations } = metadata as { namespace: string; annotations: JsonObject };
  return {
    apiVersion: String(rest.apiVersion),
    kind: String(rest.kind),
    metadata: {
      name: `smuggler-${name}`,
      namespace,
      annotations: { [COMPARE_OPTIONS]: annotations[COMPARE_OPTIONS] ?? null },
    },
    spec: {
      ...others,
      source: { ...source, path: `smuggled/${name}` },
      syncPolicy: { ...syncPolicy, automated: { prune: true }, retry: { limit: 0 } },
    },
  };
}
