import type { Limits } from './schema/limits.js';

type Amount = string | number;
type Amounts = Readonly<Record<string, Amount | undefined>>;

/** An item of a LimitRange, with amounts as they were declared. */
export interface LimitRangeItem {
  readonly type: 'Container' | 'Pod' | 'PersistentVolumeClaim';
  readonly default?: Amounts;
  readonly defaultRequest?: Amounts;
  readonly min?: Amounts;
  readonly max?: Amounts;
  readonly maxLimitRequestRatio?: Amounts;
}

/** The LimitRange of a namespace: what is rendered of its limits, with the ratios that hold where none is declared. */
export function limitRangeItems(
  { container, pod, claim }: Limits,
  maxLimitRequestRatio: { readonly cpu: Amount; readonly memory: Amount },
): LimitRangeItem[] {
  // The order in which the API server fills them in (SetDefaults_LimitRangeItem).
  const defaults = { ...container.max, ...container.default };
  return [
    {
      type: 'Container',
      default: defaults,
      defaultRequest: { ...container.min, ...defaults, ...container.defaultRequest },
      ...(container.min === undefined ? {} : { min: container.min }),
      ...(container.max === undefined ? {} : { max: container.max }),
      maxLimitRequestRatio,
    },
    ...(pod?.max === undefined ? [] : [{ type: 'Pod' as const, max: pod.max }]),
    // The API server refuses an entry for claims without either bound.
    ...(claim?.min === undefined && claim?.max === undefined
      ? []
      : [
          {
            type: 'PersistentVolumeClaim' as const,
            ...(claim.min === undefined ? {} : { min: { storage: claim.min } }),
            ...(claim.max === undefined ? {} : { max: { storage: claim.max } }),
          },
        ]),
  ];
}
