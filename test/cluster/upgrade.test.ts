import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { loadFiles } from '../../lib/config/load.js';
import { formatProblems } from '../../lib/config/problem.js';
import { readTree } from '../../lib/config/tree.js';
import { REPOSITORY } from '../cli/command.js';
import { Rendered } from '../constructs/rendered.js';
import { ControlPlane } from './control-plane.js';
import { define } from './definitions.js';
import { DEFINITIONS } from './environment.js';
import { inSyncOrder, type Manifest } from './manifests.js';
import { needs, partAt } from './parts.js';
import { applyAll } from './sync.js';

const isThere = needs('etcd', 'kube-apiserver', ...Object.keys(DEFINITIONS));

/** The oldest minor that is supported, and the newest. */
const [OLDEST, NEWEST] = ['1.33', '1.36'];

let plane: ControlPlane | undefined;
afterEach(() => plane?.end());

it.each(['dev', 'staging', 'prod'])(
  '%s, rendered for a newer Kubernetes, is applied over what was rendered for the older one',
  async (name) => {
    if (!isThere) return;
    const [before, after] = [rendered(name, OLDEST), rendered(name, NEWEST)];
    // There is something that only the newer one has: the test would show nothing without.
    expect(kindsIn(after)).not.toEqual(kindsIn(before));

    plane = await ControlPlane.start({ binary: partAt, version: OLDEST });
    for (const [part, names] of Object.entries(DEFINITIONS)) await define(plane, partAt(part), names);
    await plane.admin.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } }, 'setup');
    expect((await applyAll(plane.admin, before)).complaints).toEqual([]);
    // The cluster first, then what it runs: until then it has what was rendered for the older one.
    await plane.upgrade(NEWEST);
    expect((await applyAll(plane.admin, before)).complaints).toEqual([]);
    expect((await applyAll(plane.admin, after)).complaints).toEqual([]);
  },
  180_000,
);

function rendered(name: string, version: string): Manifest[] {
  const { files } = readTree(join(REPOSITORY, 'environments'), 'environments');
  const declarations = files.map(({ path, text }) => ({
    path,
    text: text.replace(/^( {2}kubernetesVersion: ).*$/m, `$1"${version}"`),
  }));
  const { fleet, problems } = loadFiles(declarations, 'environments');
  if (problems.length > 0) throw new Error(formatProblems(problems, { colour: false }));
  const cluster = fleet.clusters.find((one) => one.name === name);
  if (cluster === undefined) throw new Error(`there is no environment ${name}`);
  return inSyncOrder(Rendered.all(cluster).objects.map((object) => ({ file: name, object })));
}

function kindsIn(manifests: readonly Manifest[]): string[] {
  return [...new Set(manifests.map(({ object }) => object.kind))].sort();
}
