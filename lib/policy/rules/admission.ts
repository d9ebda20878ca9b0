import type { Rule } from '../rule.js';
import { auditOnly } from './admission/audit-only.js';
import { caBundle } from './admission/ca-bundle.js';
import { failOpen } from './admission/fail-open.js';
import { lockOut } from './admission/lock-out.js';
import { matchPolicy } from './admission/match-policy.js';
import { params } from './admission/params.js';
import { sideEffects } from './admission/side-effects.js';
import { timeout } from './admission/timeout.js';
import { unboundPolicy } from './admission/unbound-policy.js';
import { unknownPolicy } from './admission/unknown-policy.js';
import { wildcard } from './admission/wildcard.js';

export const admissionRules: readonly Rule[] = [
  lockOut,
  wildcard,
  failOpen,
  sideEffects,
  timeout,
  caBundle,
  matchPolicy,
  unboundPolicy,
  unknownPolicy,
  auditOnly,
  params,
];
