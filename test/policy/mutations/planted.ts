import type { Cluster } from '../../../lib/config/declaration.js';
import { RenderedEnvironment } from '../../../lib/judge.js';
import { describeObject, identityOf, type KubernetesObject } from '../../../lib/kubernetes/object.js';
import { manifestsOf, type Unit, unitsOf } from '../../../lib/pipeline.js';
import type { Finding } from '../../../lib/policy/finding.js';
import { judgeChange } from '../../../lib/policy/judge.js';
import { RULE_IDS, RULES } from '../../../lib/policy/registry.js';
import type { Manifest } from '../../../lib/synth/collect.js';
import { manifestText } from '../../../lib/synth/manifest-text.js';
import { fleetOf } from '../../shop.js';
import { TODAY } from '../judged.js';
import type { Case, Declarations, Found, Plant, Text } from './case.js';
import { COMPANY } from './company.js';
import { shownPlace, shownText, type TextOf } from './places.js';

const ASSIGNMENT = { rules: RULES, known: RULE_IDS, today: TODAY };

export interface Planted {
  readonly findings: readonly Finding[];
  readonly textOf: TextOf;
}

/** Everything that every rule finds in the company with the fault of a case, and the texts in which it is found. */
export function judgePlanted({ plant, declarations = {}, before }: Omit<Case, 'title' | 'finds'>): Planted {
  const files = companyWith(declarations);
  if (before !== undefined) return judgeDeclared(companyWith(before), files);
  const cluster = fleetOf(files).clusters.find(({ name }) => name === 'prod');
  if (cluster === undefined) throw new Error('the environment is gone');
  const units = renderPlanted(cluster, plant);
  const environment = new RenderedEnvironment(cluster, { ...ASSIGNMENT, dist: 'dist' });
  for (const { unit, manifests } of units) environment.add(unit, manifests);
  const written = new Map(
    units.flatMap(({ manifests }) => manifests).map((manifest) => [`dist/prod/${manifest.path}`, manifest]),
  );
  return {
    findings: environment.judge().findings,
    textOf: (path) => {
      const manifest = written.get(path);
      return manifest === undefined ? files[path] : manifestText(manifest);
    },
  };
}

function companyWith(declarations: Declarations): Readonly<Record<string, string>> {
  const files = Object.entries({ ...COMPANY, ...declarations });
  return Object.fromEntries(files.flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])));
}

interface RenderedUnit {
  readonly unit: Unit;
  readonly manifests: readonly Manifest[];
}

/** What the cluster renders, with a fault in it that is written to the manifests as well. */
function renderPlanted(cluster: Cluster, plant: Plant = () => {}): readonly RenderedUnit[] {
  const units = unitsOf(cluster).map((unit) => ({ unit, manifests: manifestsOf(unit).map(copied) }));
  const objects = units.flatMap(({ manifests }) => manifests.flatMap((manifest) => manifest.objects));
  const planted = objects.map(({ object }) => object);
  plant(planted);
  const left = new Set(planted);
  const still = (manifest: Manifest) => ({
    ...manifest,
    objects: manifest.objects.filter(({ object }) => left.delete(object)),
  });
  const rendered = units.map(({ unit, manifests }) => ({ unit, manifests: manifests.map(still) }));
  return left.size === 0 ? rendered : [...rendered, { unit: NOBODY, manifests: [manifestOf([...left])] }];
}

/** A copy to plant faults in: what is composed of equal parts shares them. */
function copied(manifest: Manifest): Manifest {
  return { ...manifest, objects: manifest.objects.map((one) => ({ ...one, object: structuredClone(one.object) })) };
}

/** Whose objects nobody declared. */
const NOBODY: Unit = { name: 'planted', compose: () => {} };

function manifestOf(objects: readonly KubernetesObject[]): Manifest {
  return {
    path: 'planted.yaml',
    declarations: [],
    objects: objects.map((object) => ({ object, identity: identityOf(object), origin: undefined, marks: [] })),
  };
}

function judgeDeclared(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): Planted {
  const locator = { declaration: () => undefined, manifest: () => undefined };
  const change = { before: fleetOf(before), after: fleetOf(after) };
  return { findings: judgeChange(change, { ...ASSIGNMENT, locator }).findings, textOf: (path) => after[path] };
}

/** A finding as cases list it. */
export function foundOf({ rule, object, path, declaration, manifest, related }: Finding): FoundText {
  const metadata = object && { name: object.name, ...(object.namespace && { namespace: object.namespace }) };
  const where = object && metadata && `: ${describeObject({ ...object, metadata })}`;
  return {
    is: `${rule.id}${where ?? ''}${path === undefined ? '' : `: ${path}`}`,
    declared: declaration && shownPlace(declaration),
    rendered: manifest && shownPlace(manifest),
    related: related && shownPlace(related.place),
  };
}

/** What a case lists, in the same words. */
export function expectedOf({ is, declared, rendered, related }: Found, textOf: TextOf): FoundText {
  const text = (place: Text | undefined) => place && shownText(place, textOf);
  return { is, declared: text(declared), rendered: text(rendered), related: text(related) };
}

export type FoundText = { readonly [part in keyof Found]-?: string | undefined };
