import { describe, expect, it } from 'vitest';
import type { Category } from '../../../lib/policy/category.js';
import { RULES } from '../../../lib/policy/registry.js';
import { admissionCases } from './admission.js';
import type { Case } from './case.js';
import { changeCases } from './change.js';
import { deliveryCases } from './delivery.js';
import { exceptionCases } from './exception.js';
import { imageCases } from './image.js';
import { kataCases } from './kata.js';
import { kataHardwareCases } from './kata-hardware.js';
import { manifestCases } from './manifest.js';
import { nodeCases } from './node.js';
import { expectedOf, type FoundText, foundOf, judgePlanted } from './planted.js';
import { podSecurityCases } from './pod-security.js';
import { quotaCases } from './quota.js';
import { runtimeCases } from './runtime.js';
import { tenantAccessCases } from './tenant-access.js';
import { tenantNamespaceCases } from './tenant-namespace.js';
import { tenantNetworkCases } from './tenant-network.js';

const CASES: Readonly<Record<Category, readonly Case[]>> = {
  'pod-security': podSecurityCases,
  tenant: [...tenantNamespaceCases, ...tenantNetworkCases, ...tenantAccessCases],
  quota: quotaCases,
  image: imageCases,
  admission: admissionCases,
  delivery: deliveryCases,
  runtime: runtimeCases,
  kata: [...kataHardwareCases, ...kataCases],
  node: nodeCases,
  change: changeCases,
  exception: exceptionCases,
  manifest: manifestCases,
};

it('finds nothing before a fault is planted', () => {
  expect(judgePlanted({}).findings).toEqual([]);
});

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  it.each(cases.map((one) => [one.title, one] as const))('%s', (_, one) => {
    const { findings, textOf } = judgePlanted(one);
    expect(inOrder(findings.map(foundOf))).toEqual(inOrder(one.finds.map((found) => expectedOf(found, textOf))));
  });
});

it('plants a fault for every rule', () => {
  const found = new Set(Object.values(CASES).flatMap((cases) => cases.flatMap(({ finds }) => finds.map(ruleOf))));
  expect(RULES.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
});

function inOrder(found: readonly FoundText[]): FoundText[] {
  return found.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function ruleOf({ is }: { readonly is: string }): string {
  return is.slice(0, is.indexOf(':'));
}
