import { App } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Cluster, Fleet } from './config/declaration.js';
import { networkPaths } from './config/network-path.js';
import { placeOf } from './config/origin.js';
import type { Problem } from './config/problem.js';
import { PlatformDelivery } from './constructs/delivery/platform-delivery.js';
import { TenantDelivery } from './constructs/delivery/tenant-delivery.js';
import type { Origin } from './constructs/manifest-file.js';
import { Platform } from './constructs/platform/platform.js';
import { Tenant } from './constructs/tenant/tenant.js';
import { describeObject } from './kubernetes/object.js';
import type { Judgement } from './policy/judge.js';
import { collect, type Manifest } from './synth/collect.js';
import { manifestText } from './synth/manifest-text.js';
import type { RenderedFile } from './synth/rendered-path.js';

export interface Rendering {
  readonly files: readonly RenderedFile[];
  readonly problems: readonly Problem[];
  /** One for each environment, in their order; nothing where nobody was to judge. */
  readonly judgements: readonly Judgement[];
}

export interface RenderOptions {
  /** Who judges an environment before anything is made of its objects. */
  readonly judge?: (cluster: Cluster) => EnvironmentJudge;
  /** Hears of progress. */
  readonly onUnit?: (done: number, all: number) => void;
}

/** Is given what an environment renders, unit by unit, and asked once about all of it. */
export interface EnvironmentJudge {
  add(unit: Unit, manifests: readonly Manifest[]): void;
  judge(): Judgement;
}

/** A part of an environment that is composed, turned into plain data and forgotten before the next. */
export interface Unit {
  /** Folder or file that its files are in, relative to the environment's folder. */
  readonly name: string;
  /** A second folder that its files are in, where there is one. */
  readonly also?: string;
  compose(scope: Construct): void;
}

/** Renders environments: declarations in, the text of files out. */
export function render(fleet: Fleet, { judge, onUnit = () => {} }: RenderOptions = {}): Rendering {
  const files: RenderedFile[] = [];
  const problems: Problem[] = [];
  const judgements: Judgement[] = [];
  const work = fleet.clusters.map((cluster) => ({ cluster, units: unitsOf(cluster) }));
  const all = work.reduce((sum, { units }) => sum + units.length, 0);
  let done = 0;
  for (const { cluster, units } of work) {
    const { manifests, ...found } = compose(units, judge?.(cluster), () => onUnit(++done, all));
    problems.push(...found.problems);
    judgements.push(...found.judgements);
    // From the end, so that each is forgotten once its text is there: a large environment is a lot to hold twice.
    for (let manifest = manifests.pop(); manifest !== undefined; manifest = manifests.pop())
      files.push({ path: `${cluster.name}/${manifest.path}`, content: Buffer.from(manifestText(manifest)) });
  }
  return { files, problems, judgements };
}

interface Composition extends Omit<Rendering, 'files'> {
  readonly manifests: Manifest[];
}

/** All manifests of an environment, judged. A function of its own, so that whoever judges does not outlive it. */
function compose(units: readonly Unit[], judge: EnvironmentJudge | undefined, onUnit: () => void): Composition {
  const manifests: Manifest[] = [];
  for (const unit of units) {
    const composed = manifestsOf(unit);
    manifests.push(...composed);
    judge?.add(unit, composed);
    onUnit();
  }
  const owners = new Map<string, Origin | undefined>();
  const problems = manifests.flatMap((manifest) => collisions(manifest, owners));
  owners.clear();
  return { manifests, problems, judgements: judge === undefined ? [] : [judge.judge()] };
}

/** The platform, every tenant, and how each of them is delivered. */
export function unitsOf(cluster: Cluster): Unit[] {
  const paths = networkPaths(cluster);
  return [
    { name: 'platform', also: 'nodes', compose: (scope) => new Platform(scope, 'platform', { cluster }) },
    { name: 'argocd', compose: (scope) => new PlatformDelivery(scope, 'delivery', { cluster }) },
    ...[...cluster.tenants.values()].flatMap((tenant): Unit[] => [
      {
        name: `tenants/${tenant.name}`,
        compose: (scope) => new Tenant(scope, 'tenant', { cluster, tenant, paths }),
      },
      {
        name: `argocd/tenants/${tenant.name}`,
        compose: (scope) => new TenantDelivery(scope, 'delivery', { cluster, tenant }),
      },
    ]),
  ];
}

export function manifestsOf(unit: Unit, options: { traced?: boolean } = {}): Manifest[] {
  const app = new App();
  unit.compose(app);
  return collect(app, options);
}

/** Objects that another declaration renders too: applied one over the other, one of them would be lost. */
export function collisions(manifest: Manifest, owners: Map<string, Origin | undefined>): Problem[] {
  const problems: Problem[] = [];
  for (const rendered of manifest.objects) {
    if (!owners.has(rendered.identity)) {
      // Not the object: keeping them all is what a collector of garbage would spend its time on.
      owners.set(rendered.identity, rendered.origin);
      continue;
    }
    const [place, other] = [placeOfOrigin(rendered.origin), placeOfOrigin(owners.get(rendered.identity))];
    if (place === undefined)
      throw new Error(`${describeObject(rendered.object)} is rendered twice, from no declaration`);
    problems.push({
      place,
      message: `${describeObject(rendered.object)} is rendered from two declarations`,
      hint: 'give one of them another name',
      ...(other === undefined ? {} : { related: { place: other, message: 'the other one' } }),
    });
  }
  return problems;
}

function placeOfOrigin(origin: Origin | undefined) {
  return origin === undefined ? undefined : placeOf(origin.declaration, origin.path);
}
