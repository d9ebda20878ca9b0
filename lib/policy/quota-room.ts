import { ownDemand } from '../config/demand.js';
import { type Amounts, addAmounts, multiplyAmounts, NOTHING } from '../kubernetes/amounts.js';
import { addQuantities, formatQuantity, type Quantity } from '../kubernetes/quantity.js';
import { isInScope, type ScopeRequirement } from '../kubernetes/quota/scopes.js';
import type { Context } from './context.js';
import { type Taker, takersOf } from './quota-takers.js';
import { type JudgedQuota, quotasOf } from './quotas.js';

/** Bounds of quotas that have no room for an object. */
export interface Shortage {
  readonly taker: Taker;
  /** Of everything that always runs, or of what the object adds to it for a while. */
  readonly when: 'always' | Taker['reason'];
  readonly short: readonly { readonly quota: JudgedQuota; readonly key: string; readonly used: Quantity }[];
}

type Short = Shortage['short'][number];

/**
 * What a namespace has no room for: everything that always runs, and beside it each job and each rollout. For the first
 * the object is blamed that takes most of what there is too little of.
 */
export function shortagesIn(context: Context, namespace: string): Shortage[] {
  const takers = context.objects.inNamespace(namespace).flatMap((judged) => takersOf(context, judged));
  const quotas = takers.length === 0 ? [] : quotasOf(context, namespace);
  const blamed = new Map<Taker, Map<Shortage['when'], Short[]>>();
  const blame = (taker: Taker, when: Shortage['when'], short: Short) => {
    const of = blamed.get(taker) ?? new Map<Shortage['when'], Short[]>();
    blamed.set(taker, of);
    const known = of.get(when);
    if (known === undefined) of.set(when, [short]);
    else known.push(short);
  };
  // Quotas of the same scopes count the same.
  const counts = new Map<string, Count>();
  for (const quota of quotas) {
    const scopes = JSON.stringify(quota.scopes);
    const count = counts.get(scopes) ?? new Count(takers, quota.scopes, quotas.length);
    counts.set(scopes, count);
    for (const [key, hard] of quota.hard) {
      const used = count.used.get(key) ?? ZERO;
      const most = used.nanos > hard.nanos ? count.greatest(key) : undefined;
      if (most !== undefined) blame(most, 'always', { quota, key, used });
      else if (used.nanos <= hard.nanos)
        for (const { taker, amounts } of count.passing) {
          const more = amounts.get(key) ?? ZERO;
          const beside = addQuantities(used, more);
          if (more.nanos > 0n && beside.nanos > hard.nanos) blame(taker, taker.reason, { quota, key, used: beside });
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

/** What quotas of some scopes count. With a scope, a quota counts nothing but pods. */
class Count {
  /** At rest: everything but the pods of jobs, and of rollouts. */
  readonly used: Amounts;
  readonly passing: readonly { readonly taker: Taker; readonly amounts: Amounts }[];
  private readonly taken: ReadonlyMap<Taker, Amounts>;
  private readonly most = new Map<string, Taker | undefined>();

  constructor(takers: readonly Taker[], scopes: readonly ScopeRequirement[], quotas: number) {
    const counted = (pod: Taker['pod']) => pod !== undefined && scopes.every((scope) => isInScope(pod, scope));
    const all = scopes.length === 0;
    this.taken = new Map(
      takers.map((taker) => {
        const pods = taker.lasting > 0 && counted(taker.pod) ? multiplyAmounts(taker.perPod, taker.lasting) : NOTHING;
        return [taker, all ? addAmounts(taker.objects, pods) : pods];
      }),
    );
    this.used = [...this.taken.values()].reduce(addAmounts, all ? ownDemand(quotas) : NOTHING);
    this.passing = takers
      .filter(({ passing, pod }) => passing > 0 && counted(pod))
      .map((taker) => ({ taker, amounts: multiplyAmounts(taker.perPod, taker.passing) }));
  }

  /** Who takes most of a resource. */
  greatest(key: string): Taker | undefined {
    if (this.most.has(key)) return this.most.get(key);
    let found: Taker | undefined;
    let amount = 0n;
    for (const [taker, amounts] of this.taken) {
      const nanos = amounts.get(key)?.nanos ?? 0n;
      if (nanos > amount) [found, amount] = [taker, nanos];
    }
    this.most.set(key, found);
    return found;
  }
}
