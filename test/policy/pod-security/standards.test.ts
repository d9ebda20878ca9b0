import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../lib/config/declaration.js';
import { Context } from '../../../lib/policy/context.js';
import { atVersion } from '../../../lib/policy/pod-security/examples.js';
import { Standards } from '../../../lib/policy/pod-security/standards.js';
import { objectsIn, sampleWith } from '../judged.js';

/** The sample's tenant `shop` is restricted, as its environment says, at 1.34. */
const sample = sampleWith();
const baselineShop = sampleWith({
  'platform/shop.yaml':
    'apiVersion: bulkhead.dev/v1alpha1\nkind: Tenant\nmetadata: {name: shop}\nspec: {podSecurity: baseline}\n',
});

function labelled(name: string, labels: Record<string, string>): string {
  const all = Object.entries(labels).map(([key, value]) => `pod-security.kubernetes.io/${key}: '${value}'`);
  return `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, labels: {${all.join(', ')}}}\n`;
}

/** As `severity level:version`, with the version whose rules are applied where that is another. */
function standardsOf(
  namespace: string | undefined,
  { cluster, manifests = '' }: { cluster?: Cluster; manifests?: string },
) {
  const standards = new Standards(new Context(cluster, manifests === '' ? [] : objectsIn(manifests)));
  return standards
    .of(namespace)
    .map(
      ({ severity, level, version, applied }) =>
        `${severity} ${level}:${version}${applied === version ? '' : ` as ${applied}`}`,
    );
}

describe('the labels of a Namespace among the objects', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['a level and its version', { enforce: 'restricted', 'enforce-version': 'v1.30' }, ['error restricted:v1.30']],
    ['a level without version', { enforce: 'baseline' }, ['error baseline:latest']],
    ['privileged', { enforce: 'privileged' }, []],
    ['a level that means nothing', { enforce: 'strict' }, ['error restricted:latest']],
    [
      'a stricter level to warn of',
      { enforce: 'baseline', warn: 'restricted' },
      ['error baseline:latest', 'warning restricted:latest'],
    ],
    [
      'a stricter level to note',
      { enforce: 'baseline', audit: 'restricted' },
      ['error baseline:latest', 'note restricted:latest'],
    ],
    ['warned of only', { warn: 'restricted', 'warn-version': 'v1.30' }, ['warning restricted:v1.30']],
    ['noted only', { enforce: 'privileged', audit: 'baseline' }, ['note baseline:latest']],
    [
      'the same for all modes',
      { enforce: 'restricted', audit: 'restricted', warn: 'restricted' },
      ['error restricted:latest'],
    ],
    [
      'a newer version to warn of',
      { enforce: 'restricted', 'enforce-version': 'v1.30', warn: 'restricted', 'warn-version': 'v1.33' },
      ['error restricted:v1.30', 'warning restricted:v1.33'],
    ],
    ['a version alone says no level', { 'enforce-version': 'v1.30' }, ['error baseline:latest']],
    ['none', {}, ['error baseline:latest']],
  ])('%s', (_, labels, standards) => {
    expect(standardsOf('web', { manifests: labelled('web', labels) })).toEqual(standards);
  });

  it('come before what is declared', () => {
    const manifests = labelled('shop-web', { enforce: 'baseline', 'enforce-version': 'v1.30' });
    expect(standardsOf('shop-web', { cluster: sample, manifests })).toEqual(['error baseline:v1.30']);
    expect(standardsOf('shop-data', { cluster: sample, manifests })).toEqual(['error restricted:v1.34']);
  });

  it('that say nothing leave it to what is declared', () => {
    expect(standardsOf('shop-web', { cluster: sample, manifests: labelled('shop-web', {}) })).toEqual([
      'error restricted:v1.34',
    ]);
  });

  it('ask a cluster for no newer rules than it has', () => {
    const at = (version: string) =>
      standardsOf('web', {
        cluster: sample,
        manifests: labelled('web', { enforce: 'baseline', 'enforce-version': version }),
      });
    expect(at('v1.36')).toEqual(['error baseline:v1.36 as v1.34']);
    expect(at('latest')).toEqual(['error baseline:latest as v1.34']);
    expect(at('v1.33')).toEqual(['error baseline:v1.33']);
  });

  it('that a cluster takes for the same are asked for once', () => {
    const labels = { enforce: 'restricted', 'enforce-version': 'v1.34', warn: 'restricted', 'warn-version': 'latest' };
    expect(standardsOf('web', { cluster: sample, manifests: labelled('web', labels) })).toEqual([
      'error restricted:v1.34',
    ]);
  });

  it('hold for namespaces of Kubernetes itself too', () => {
    expect(standardsOf('kube-system', { manifests: labelled('kube-system', { enforce: 'baseline' }) })).toEqual([
      'error baseline:latest',
    ]);
  });
});

describe('where no label says it', () => {
  it('the Tenant does, or else its Environment, at the version of the cluster', () => {
    expect(standardsOf('shop-web', { cluster: baselineShop })).toEqual(['error baseline:v1.34']);
    expect(standardsOf('bank-ledger', { cluster: baselineShop })).toEqual(['error restricted:v1.34']);
    expect(standardsOf('shop-web', { cluster: sampleWith(atVersion('1.36')) })).toEqual(['error restricted:v1.36']);
  });

  it.each(['web', undefined])('namespace %s, of which nobody says anything, is taken for baseline', (namespace) => {
    expect(standardsOf(namespace, {})).toEqual(['error baseline:latest']);
    expect(standardsOf(namespace, { cluster: sample })).toEqual(['error baseline:latest as v1.34']);
  });

  it.each(['kube-system', 'kube-public', 'kube-node-lease'])('%s is not judged', (namespace) => {
    expect(standardsOf(namespace, {})).toEqual([]);
    expect(standardsOf(namespace, { cluster: sample })).toEqual([]);
  });
});
