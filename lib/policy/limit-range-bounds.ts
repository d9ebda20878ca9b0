import type { Amounts } from '../kubernetes/amounts.js';
import { formatQuantity, type Quantity } from '../kubernetes/quantity.js';
import type { LimitItem } from './limit-ranges.js';

/** Where an amount lies: what was asked for, or what may be used at most. */
export type Side = 'requests' | 'limits';

export interface Breach {
  readonly resource: string;
  readonly side: Side;
  /** The field of the item that refuses it. */
  readonly bound: 'min' | 'max' | 'maxLimitRequestRatio';
  /** `has a limit of 4 cpu, more than the 2 that a Container may have`. */
  readonly reason: string;
}

const NANOS = 1_000_000_000n;

/**
 * What an item of a LimitRange refuses of something with these requests and limits, as the API server does (kubernetes
 * plugin/pkg/admission/limitranger, admission.go: minConstraint, maxConstraint, limitRequestRatioConstraint). Claims have
 * requests alone.
 */
export function* breaches(item: LimitItem, requests: Amounts, limits: Amounts): Generator<Breach> {
  const { type } = item;
  const claim = type === 'PersistentVolumeClaim';
  for (const [resource, least] of item.min) {
    const [request, limit] = [requests.get(resource), limits.get(resource)];
    const demand = `less than the ${formatQuantity(least)} that a ${type} must have`;
    const breach = (side: Side, what: string) =>
      ({ resource, bound: 'min', side, reason: `${what}, ${demand}` }) as const;
    if (request === undefined) yield breach('requests', `requests no ${resource}`);
    else if (request.nanos < least.nanos)
      yield breach('requests', `requests ${formatQuantity(request)} of ${resource}`);
    else if (limit !== undefined && limit.nanos < least.nanos)
      yield breach('limits', `is limited to ${formatQuantity(limit)} of ${resource}`);
  }
  for (const [resource, most] of item.max) {
    const [request, limit] = [requests.get(resource), limits.get(resource)];
    const demand = `more than the ${formatQuantity(most)} that a ${type} may have`;
    const breach = (side: Side, what: string) =>
      ({ resource, bound: 'max', side, reason: `${what}, ${demand}` }) as const;
    if (limit === undefined && !claim) yield breach('limits', `has no limit of ${resource}`);
    else if (limit !== undefined && limit.nanos > most.nanos)
      yield breach('limits', `is limited to ${formatQuantity(limit)} of ${resource}`);
    else if (request !== undefined && request.nanos > most.nanos)
      yield breach('requests', `requests ${formatQuantity(request)} of ${resource}`);
  }
  for (const [resource, ratio] of item.maxLimitRequestRatio) {
    const [request, limit] = [requests.get(resource), limits.get(resource)];
    const demand = `and a ${type} may have limits of ${formatQuantity(ratio)} times its requests`;
    const breach = (side: Side, what: string) =>
      ({ resource, bound: 'maxLimitRequestRatio', side, reason: `${what}, ${demand}` }) as const;
    if (isNothing(request)) yield breach('requests', `requests no ${resource}`);
    else if (isNothing(limit)) yield breach('limits', `has no limit of ${resource}`);
    else if (limit.nanos * NANOS > request.nanos * ratio.nanos)
      yield breach(
        'requests',
        `is limited to ${formatQuantity(limit)} of ${resource} and requests ${formatQuantity(request)}`,
      );
  }
}

function isNothing(amount: Quantity | undefined): amount is undefined {
  return amount === undefined || amount.nanos === 0n;
}
