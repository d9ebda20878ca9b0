import type { Cluster, Fleet } from '../../lib/config/declaration.js';
import { loadFiles } from '../../lib/config/load.js';
import { formatProblems } from '../../lib/config/problem.js';
import { manifestsOf, unitsOf } from '../../lib/pipeline.js';
import { Context } from '../../lib/policy/context.js';
import { type Judgement, judge, judgeChange, type Locator } from '../../lib/policy/judge.js';
import type { JudgedObject } from '../../lib/policy/judged-object.js';
import { readManifests } from '../../lib/policy/manifests/read.js';
import { RULE_IDS } from '../../lib/policy/registry.js';
import type { Example, Rule } from '../../lib/policy/rule.js';
import { SAMPLE } from '../../lib/policy/sample.js';

/** The day on which examples are judged. */
export const TODAY = '2026-06-15';

const NOWHERE: Locator = { declaration: () => undefined, manifest: () => undefined };

/** Files by their path below `environments/`. Throws where they cannot be used: an example has to be right otherwise. */
export function fleetOf(files: Readonly<Record<string, string>>): Fleet {
  const sources = Object.entries(files).map(([path, text]) => ({ path: `environments/${path}`, text }));
  const { fleet, problems } = loadFiles(sources, 'environments');
  if (problems.length > 0) throw new Error(formatProblems(problems, { colour: false }));
  return fleet;
}

/** The sample environment with an example's files on top. */
export function sampleWith(declarations: Readonly<Record<string, string>> = {}): Cluster {
  const own = Object.entries(declarations).map(([path, text]) => [`sample/${path}`, text]);
  const cluster = fleetOf({ ...SAMPLE, ...Object.fromEntries(own) }).clusters.find(({ name }) => name === 'sample');
  if (cluster === undefined) throw new Error('the sample environment is gone');
  return cluster;
}

export function renderedObjects(cluster: Cluster): JudgedObject[] {
  return unitsOf(cluster)
    .flatMap((unit) => manifestsOf(unit))
    .flatMap(({ path, objects }) =>
      objects.map(({ object, identity, origin }, document) => ({
        object,
        identity,
        origin,
        file: `dist/${cluster.name}/${path}`,
        document,
      })),
    );
}

/** Manifests as they are written. Throws where they cannot be read: an example has to be right otherwise. */
export function objectsIn(text: string, path = 'example.yaml'): readonly JudgedObject[] {
  const { objects, problems } = readManifests([{ path, text }]);
  if (problems.length > 0) throw new Error(formatProblems(problems, { colour: false }));
  return objects;
}

export function judgeExample(example: Example, rules: readonly Rule[]): Judgement {
  const assignment = { rules, known: RULE_IDS, locator: NOWHERE, today: TODAY };
  if (example.before !== undefined || example.after !== undefined) {
    const state = (files = {}) => fleetOf({ ...SAMPLE, ...files });
    return judgeChange({ before: state(example.before), after: state(example.after) }, assignment);
  }
  const cluster = sampleWith(example.declarations);
  const objects = example.manifests === undefined ? renderedObjects(cluster) : objectsIn(example.manifests);
  return judge(new Context(cluster, objects), assignment);
}
