import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MODULES, moduleOf } from '../../../scripts/cluster/modules.js';
import { type BuiltPart, PARTS } from '../../../scripts/cluster/parts.js';
import { actions } from '../../../scripts/cluster/recipe.js';
import { REPOSITORY } from '../../cli/command.js';

const TESTS = join(REPOSITORY, 'test');
const built = PARTS.filter((part): part is BuiltPart => 'module' in part);
const parts = built.map((part) => [part.name, part] as const);
const text = (part: BuiltPart, file: string) => new Map(moduleOf(part).files).get(file) ?? '';
/** The lines of a directive of go.mod, whether it stands alone or has a block. */
const directive = (goMod: string, word: string) =>
  [...goMod.matchAll(new RegExp(`^${word} (?:\\(\\n([^)]*)\\n\\)|(.*))$`, 'gm'))].flatMap(([, block, line]) =>
    (block ?? line ?? '')
      .split('\n')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  );

describe('the parts and their modules', () => {
  it('name each other', () => {
    expect([...new Set(built.map(({ module }) => module))].sort()).toEqual(readdirSync(MODULES).sort());
    expect(new Set(PARTS.map(({ name }) => name)).size).toBe(PARTS.length);
  });

  it.each(parts)('%s: its module pins what it is made from', (_, part) => {
    const { version } = moduleOf(part);
    const sums = text(part, 'go.sum').split('\n');
    for (const what of [version, `${version}/go.mod`])
      expect(sums).toContainEqual(expect.stringMatching(`^${part.upstream} ${what} h1:`));
    // A folder of this machine would be no pin.
    expect(directive(text(part, 'go.mod'), 'replace').filter((line) => !/ v\S+$/.test(line))).toEqual([]);
  });

  it.each([...new Set(built.map(({ module }) => module))])(
    '%s: go mod tidy keeps the packages of its parts',
    (name) => {
      const of = built.filter(({ module }) => module === name);
      const packages = of.flatMap(({ steps }) =>
        steps.flatMap((step) => ('compile' in step ? [step.compile] : 'run' in step ? [step.run] : [])),
      );
      const [first] = of;
      // Go keeps what the module's own program imports by itself.
      const others = packages.filter((name) => name !== '.');
      expect(first && directive(text(first, 'go.mod'), 'tool').sort()).toEqual(others.sort());
    },
  );

  it('are all had in CI, as far as tests name them', () => {
    const tests = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.startsWith('cluster/build/'))
      .map((file) => readFileSync(join(TESTS, file), 'utf8'));
    const named = PARTS.map(({ name }) => name).filter((name) => tests.some((text) => text.includes(`'${name}'`)));
    const inCi = readFileSync(join(REPOSITORY, '.ci/run'), 'utf8').split(/\s+/);
    expect(named.filter((name) => !inCi.includes(name))).toEqual([]);
    expect(named).toContain('prometheus-operator-crds');
  });

  it('have the versions that the tests are written for', () => {
    expect(Object.fromEntries(built.map((part) => [part.name, moduleOf(part).version]))).toEqual({
      etcd: 'v3.6.6',
      'kube-apiserver': 'v1.36.3',
      'kube-controller-manager': 'v1.36.3',
      'kube-scheduler': 'v1.36.3',
      'pod-security-admission': 'v0.37.2',
      kwok: 'v0.7.0',
      containerd: 'v2.4.2',
      argocd: 'v3.5.0',
      'argo-cd-crds': 'v3.5.0',
      'kubevirt-crds': 'v1.6.0',
      'cdi-crds': 'v1.61.0',
      'external-secrets-crds': 'v1.3.2',
      'harvester-crds': 'v1.6.0',
      'kyverno-crds': 'v1.19.1',
      'network-attachment-definition-crds': 'v1.7.7',
      'openreports-crds': 'v0.2.1',
      'prometheus-operator-crds': 'v0.85.0',
    });
  });

  it('of Kubernetes has every library of the same release', () => {
    const [kubernetes] = built.filter(({ module }) => module === 'kubernetes');
    const replaced = kubernetes ? directive(text(kubernetes, 'go.mod'), 'replace') : [];
    expect(replaced.length).toBeGreaterThan(30);
    expect(replaced.filter((line) => !/^(k8s\.io\/\S+) => \1 v0\.36\.3$/.test(line))).toEqual([]);
  });

  it('tell Kubernetes which version it is', () => {
    const [apiServer] = built.filter(({ name }) => name === 'kube-apiserver');
    const stamps = (variables: string) =>
      `-X ${variables}.gitVersion=v1.36.3 -X ${variables}.gitMajor=1 -X ${variables}.gitMinor=36 -X ${variables}.gitCommit=unknown -X ${variables}.gitTreeState=clean`;
    const flags = `-ldflags=-s -w ${stamps('k8s.io/component-base/version')} ${stamps('k8s.io/client-go/pkg/version')}`;
    expect(apiServer && actions(apiServer, moduleOf(apiServer))).toEqual([
      { go: ['build', flags, '-o', '{out}/kube-apiserver', 'k8s.io/kubernetes/cmd/kube-apiserver'] },
    ]);
  });
});
