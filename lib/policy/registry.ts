import type { Category } from './category.js';
import type { Rule } from './rule.js';
import { admissionRules } from './rules/admission.js';
import { changeRules } from './rules/change.js';
import { deliveryRules } from './rules/delivery.js';
import { exceptionRules } from './rules/exception.js';
import { imageRules } from './rules/image.js';
import { kataRules } from './rules/kata.js';
import { manifestRules } from './rules/manifest.js';
import { nodeRules } from './rules/node.js';
import { podSecurityRules } from './rules/pod-security.js';
import { quotaRules } from './rules/quota.js';
import { runtimeRules } from './rules/runtime.js';
import { tenantRules } from './rules/tenant.js';

const BY_CATEGORY: Record<Category, readonly Rule[]> = {
  'pod-security': podSecurityRules,
  tenant: tenantRules,
  quota: quotaRules,
  image: imageRules,
  admission: admissionRules,
  delivery: deliveryRules,
  runtime: runtimeRules,
  kata: kataRules,
  node: nodeRules,
  change: changeRules,
  exception: exceptionRules,
  manifest: manifestRules,
};

/** Every rule there is, by category and then in the order in which the category names them. */
export const RULES: readonly Rule[] = Object.values(BY_CATEGORY).flat();

export const RULE_IDS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id));
