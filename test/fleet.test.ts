import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { DeclarationError, type Document, declareFleet, readFleet } from '../lib/fleet.js';
import { render } from '../lib/pipeline.js';
import type { RenderedFile } from '../lib/synth/rendered-path.js';
import { workspace } from './cli/command.js';
import { fleetOf, SHOP } from './shop.js';

/** The shop's declarations as objects. */
const documents = Object.fromEntries(
  Object.entries(SHOP).map(([path, text]) => [
    path.replace('environments/', ''),
    parseAllDocuments(text).map((document) => document.toJS() as Document),
  ]),
);
const SITE = 'prod/tenants/shop/site.yaml';
const site = (spec: object): Document => ({
  apiVersion: 'bulkhead.dev/v1alpha1',
  kind: 'Workload',
  metadata: { name: 'site' },
  spec: { namespace: 'shop-web', image: 'registry.example.com/shop/site:1', service: {}, ...spec },
});
const withoutHead = (files: readonly RenderedFile[]) =>
  files.map(({ path, content }) => ({ path, text: String(content).replace(/^(#.*\n)+/, '') }));

function inItself(): object {
  const value = { again: {} };
  value.again = value;
  return value;
}

describe('declarations in code', () => {
  it('render what the same declarations in files do', () => {
    const { files } = render(declareFleet(documents));
    expect(withoutHead(files)).toEqual(withoutHead(render(fleetOf(SHOP)).files));
    expect(String(files[0]?.content)).toMatch(/^#.*\n# {3}code\//);
  });

  it('are judged as files are, and all that is wrong is said with its field', () => {
    const wrong = { ...documents, [SITE]: site({ replica: 2 }), 'prod/tenants/other/site.yaml': site({}) };
    let message = '';
    try {
      declareFleet(wrong);
    } catch (error) {
      expect(error).toBeInstanceOf(DeclarationError);
      message = (error as Error).message;
    }
    expect(message).toMatch(/^declarations cannot be used\n\ncode\/prod\/tenants\/other\/site\.yaml:\d+:\d+: error: /);
    expect(message).toMatch(/code\/prod\/tenants\/shop\/site\.yaml:11:5: error: spec\.replica: unknown field$/m);
  });

  it('stand where their path says, like files', () => {
    const [tenant] = [documents['base/platform/shop.yaml']].flat();
    if (tenant === undefined) throw new Error('no tenant');
    expect(() => declareFleet({ ...documents, 'prod/tenants/shop/grant.yaml': tenant })).toThrow(
      'a Tenant cannot be declared in tenants/',
    );
  });

  it.each([
    ['a date', new Date(0), /^spec\.env\.A: .*1970.* is not plain data; use text, numbers/],
    ['a map', new Map(), /^spec\.env\.A: \[object Map\] is not plain data/],
    ['no number', Number.NaN, /^spec\.env\.A: NaN is not plain data/],
    ['a function', () => 1, /^spec\.env\.A: \(\) => 1 is not plain data/],
    ['an item of a list', ['a', 1n], /^spec\.env\.A\[1\]: 1 is not plain data/],
    ['what is part of itself', inItself(), /^spec\.env\.A\.again\.again: is nested in itself, or more than 50 levels/],
  ])('must be data: %s', (_, value, message) => {
    expect(() => declareFleet({ ...documents, [SITE]: site({ env: { A: value } }) })).toThrow(message);
  });

  it('may leave a field undefined', () => {
    const fleet = declareFleet({ ...documents, [SITE]: site({ env: undefined, service: { replicas: 1 } }) });
    expect(fleet.clusters[0]?.workloads.get('shop')?.has('site')).toBe(true);
  });
});

describe('declarations in files', () => {
  it('are read, or refused with all that is wrong', () => {
    const folder = workspace({ ...SHOP, 'environments/prod/platform/x.yaml': 'kind: Tenat\n' });
    expect(() => readFleet(`${folder}/environments`)).toThrow(DeclarationError);
    expect(() => readFleet(`${folder}/environments`)).toThrow(
      'environments/prod/platform/x.yaml:1:7: error: kind: `Tenat`',
    );
    expect(readFleet(`${workspace()}/environments`).clusters.map(({ name }) => name)).toEqual(['prod']);
  });
});
