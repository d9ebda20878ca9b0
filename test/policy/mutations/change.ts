import { expect, test } from 'vitest';
import { judgeChange } from '../../../lib/policy/judge.js';
import { RULES } from '../../../lib/policy/registry.js';
import { fleetOf, SHOP } from '../../shop.js';
import { TODAY } from '../judged.js';

const ENVIRONMENT = 'environments/prod/platform/environment.yaml';
const RUNTIMES = 'environments/base/platform/runtimes.yaml';

/** The shop in two environments on one layer. */
const BEFORE: Readonly<Record<string, string>> = {
  ...SHOP,
  'environments/dev/platform/environment.yaml': (SHOP[ENVIRONMENT] ?? '').replace('  name: prod\n', '  name: dev\n'),
};

function found(after: Readonly<Record<string, string>>): string[] {
  const locator = { declaration: () => undefined, manifest: () => undefined };
  const change = { before: fleetOf(BEFORE), after: fleetOf(after) };
  return judgeChange(change, { rules: RULES, locator, today: TODAY }).findings.map(
    ({ rule, object, path }) => `${rule.id} · ${object?.kind} ${object?.name} · ${path}`,
  );
}

/** Declarations with other text at one place. */
function changed(path: string, before: string, after: string): Record<string, string> {
  expect((BEFORE[path] ?? '').split(before)).toHaveLength(2);
  return { ...BEFORE, [path]: (BEFORE[path] ?? '').replace(before, after) };
}

test('no change', () => {
  expect(found(BEFORE)).toEqual([]);
});

test('a handler in the layer of two environments', () => {
  const after = changed(RUNTIMES, '  preset: kata-clh\n', '  preset: kata-clh\n  handler: kata-clh-next\n');
  expect(found(after)).toEqual([
    'change/several-node-layers · Runtime kata-clh · spec.handler',
    'change/several-node-layers · Runtime kata-clh · spec.handler',
  ]);
});

test('Kata in one environment', () => {
  const after = changed(ENVIRONMENT, '      kvm: true\n', '      kvm: true\n      kata: {version: "4.1.0"}\n');
  expect(found(after)).toEqual([]);
});

test('a tenant that moves out of the layer', () => {
  const path = 'environments/base/platform/shop.yaml';
  const { [path]: tenant = '', ...rest } = BEFORE;
  // In prod a patch of it stands already, which is all that is left.
  const after = { ...rest, 'environments/prod/platform/shop.yaml': tenant };
  expect(found(after)).toEqual(['change/moved-layer · Tenant shop · metadata.name']);
});
