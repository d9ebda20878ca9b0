import type { Usage } from './measure.js';
import type { Contender, Measure } from './tool.js';

export type Quantity = keyof Usage;

/** What one run of a contender has used, or that it was ended at the limit; a part has no peak of its own. */
export type Sample = Usage | 'cut off';

/** Everything that was measured: by contender, measure and number of tenants; a sample for each repetition. */
export class Samples {
  private readonly byKey = new Map<string, Sample[]>();

  add(contender: Contender, measure: Measure, tenants: number, sample: Sample): void {
    const key = keyOf(contender.name, measure, tenants);
    this.byKey.set(key, [...(this.byKey.get(key) ?? []), sample]);
  }

  of(contender: string, measure: Measure, tenants: number): readonly Sample[] {
    return this.byKey.get(keyOf(contender, measure, tenants)) ?? [];
  }

  /** For `--json`. */
  toJSON(): object[] {
    return [...this.byKey].map(([key, samples]) => {
      const [contender, measure, tenants] = key.split('\n');
      return { contender, measure, tenants: Number(tenants), samples };
    });
  }
}

function keyOf(contender: string, measure: Measure, tenants: number): string {
  return [contender, measure, tenants].join('\n');
}

/** The median of CPU and wall time; of memory the highest, for a peak is what must be there. */
export function summary(samples: readonly Sample[], quantity: Quantity): number | undefined {
  const values = samples.flatMap((sample) => (sample === 'cut off' ? [] : (sample[quantity] ?? [])));
  if (values.length === 0) return undefined;
  return quantity === 'peak' ? Math.max(...values) : median(values);
}

/** The median of the ratios of each repetition: its runs stand close in time, so that a busy machine slows both. */
export function ratio(above: readonly Sample[], below: readonly Sample[], quantity: Quantity): number | undefined {
  const ratios = above.flatMap((sample, repetition) => {
    const other = below[repetition];
    if (sample === 'cut off' || other === undefined || other === 'cut off') return [];
    const [a, b] = [sample[quantity], other[quantity]];
    return a === undefined || b === undefined ? [] : [a / b];
  });
  return ratios.length === 0 ? undefined : median(ratios);
}

/** How much more CPU and wall time one has used than the other, for each repetition; of peaks nobody could say. */
export function difference(above: readonly Sample[], below: readonly Sample[]): Sample[] {
  return above.map((sample, repetition) => {
    const other = below[repetition];
    if (sample === 'cut off' || other === undefined || other === 'cut off') return 'cut off';
    return { cpu: sample.cpu - other.cpu, wall: sample.wall - other.wall };
  });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}
