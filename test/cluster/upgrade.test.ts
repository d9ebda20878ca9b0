import { afterEach, expect, it } from 'vitest';
import { ControlPlane } from './control-plane.js';
import { clusterOf, DECLARATIONS } from './declared.js';
import { DEFINITION_PARTS, defineWhatIsRendered } from './definitions.js';
import { type Manifest, manifestsOf } from './manifests.js';
import { needs, partAt } from './parts.js';
import { applyAll } from './sync.js';

const isThere = needs('etcd', 'kube-apiserver', ...DEFINITION_PARTS);

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
    await defineWhatIsRendered(plane);
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
  const declarations = DECLARATIONS.map(({ path, text }) => ({
    path,
    text: text
      .replace(/^( {2}kubernetesVersion: ).*$/m, `$1"${version}"`)
      // The image is mounted as a volume, which the older one does not know.
      .replace(
        /^( *)image: (quay\.io\/kata-containers\/kata-deploy)@sha256:(.*)$/gm,
        '$1url: https://192.0.2.1/kata.tar.zst\n$1sha256: $3',
      ),
  }));
  return manifestsOf(clusterOf(name, declarations));
}

function kindsIn(manifests: readonly Manifest[]): string[] {
  return [...new Set(manifests.map(({ object }) => object.kind))].sort();
}
