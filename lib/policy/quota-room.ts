import { ownDemand } from '../config/demand.js';
import { type Amounts, addAmounts, multiplyAmounts, NOTHING } from '../kubernetes/amounts.js';
import { addQuantities, formatQuantity, type Quantity } from '../kubernetes/quantity.js';
import { isInScope } from '../kubernetes/quota/scopes.js';
import type { Context } from './context.js';
import { type Taker, takerOf } from './quota-takers.js';
import { type JudgedQuota, quotasOf } from './quotas.js';

/** Bounds of quotas that have no room for an object. */
export interface Shortage {
  readonly taker: Taker;
  /** Of everything that always runs, or of what the object adds to it for a while. */
  readonly when: 'always' | Taker['reason'];
  readonly short: readonly { readonly quota: JudgedQuota; readonly key: string; readonly used: Quantity }[];
}

/**
 * What a namespace has no room for: everything that always runs, and beside it each job and each rollout. For the first
 * the object is blamed that takes most of what there is too little of.
 */
export function shortagesIn(context: Context, namespace: string): Shortage[] {
  const takers = context.objects.inNamespace(namespace).flatMap((judged) => takerOf(context, judged) ?? []);
  const quotas = takers.length === 0 ? [] : quotasOf(context, namespace);
  const blamed = new Map<Taker, Map<Shortage['when'], Shortage['short'][number][]>>();
  const blame = (taker: Taker, when: Shortage['when'], short: Shortage['short'][number]) => {
    const of = blamed.get(taker) ?? new Map<Shortage['when'], Shortage['short'][number][]>();
    of.set(when, [...(of.get(when) ?? []), short]);
    blamed.set(taker, of);
  };
  for (const quota of quotas) {
    const taken = new Map(takers.map((taker) => [taker, takenAtRest(taker, quota)]));
    const own = quota.scopes.length > 0 ? NOTHING : ownDemand(quotas.length);
    const used = [...taken.values()].reduce(addAmounts, own);
    for (const [key, hard] of quota.hard) {
      const sum = used.get(key) ?? ZERO;
      if (sum.nanos > hard.nanos) {
        const most = greatest(taken, key);
        if (most !== undefined) blame(most, 'always', { quota, key, used: sum });
        continue;
      }
      for (const taker of takers) {
        const more = taker.passing === 0 || !counts(taker, quota) ? undefined : taker.perPod.get(key);
        if (more === undefined || more.nanos === 0n) continue;
        const beside = addQuantities(sum, { ...more, nanos: more.nanos * BigInt(taker.passing) });
        if (beside.nanos > hard.nanos) blame(taker, taker.reason, { quota, key, used: beside });
      }
    }
  }
  return [...blamed].flatMap(([taker, all]) => [...all].map(([when, short]) => ({ taker, when, short })));
}

/** `5 of requests.cpu, and ResourceQuota "compute" has 4`. */
export function describeShort({ quota, key, used }: Shortage['short'][number]): string {
  const hard = quota.hard.get(key) ?? ZERO;
  return `${formatQuantity(used)} of ${key}, and ResourceQuota "${quota.name}" has ${formatQuantity(hard)}`;
}

const ZERO: Quantity = { nanos: 0n, format: 'DecimalSI' };

/** With a scope, a quota counts nothing but pods. */
function takenAtRest(taker: Taker, quota: JudgedQuota): Amounts {
  const pods = taker.lasting > 0 && counts(taker, quota) ? multiplyAmounts(taker.perPod, taker.lasting) : NOTHING;
  return quota.scopes.length > 0 ? pods : addAmounts(taker.objects, pods);
}

function counts({ pod }: Taker, { scopes }: JudgedQuota): boolean {
  return pod !== undefined && scopes.every((scope) => isInScope(pod, scope));
}

function greatest(taken: ReadonlyMap<Taker, Amounts>, key: string): Taker | undefined {
  let most: Taker | undefined;
  let amount = 0n;
  for (const [taker, amounts] of taken) {
    const nanos = amounts.get(key)?.nanos ?? 0n;
    if (nanos > amount) [most, amount] = [taker, nanos];
  }
  return most;
}
