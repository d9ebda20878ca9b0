import { describe, expect, it } from 'vitest';
import { difference, ratio, type Sample, summary } from '../../scripts/bench/samples.js';

const cpu = (...values: number[]): Sample[] => values.map((value) => ({ cpu: value, wall: 0 }));

describe('a summary', () => {
  it('of time is the median', () => {
    expect(summary(cpu(9, 1, 3), 'cpu')).toBe(3);
    expect(summary(cpu(1, 2, 4, 9), 'cpu')).toBe(3);
  });

  it('of memory is the highest, and nothing where nobody could tell', () => {
    const peaks = [10, 30, 20].map((peak) => ({ cpu: 0, wall: 0, peak }));
    expect(summary(peaks, 'peak')).toBe(30);
    expect(summary(cpu(1), 'peak')).toBeUndefined();
  });
});

describe('a ratio', () => {
  it('is the median of the ratios of each round, not the ratio of the medians', () => {
    // 1/2, 8/4, 9/9: the median of 0.5, 2 and 1 is 1; the medians are 8 and 4.
    expect(ratio(cpu(1, 8, 9), cpu(2, 4, 9), 'cpu')).toBe(1);
  });

  it('leaves out rounds in which one of the two was ended', () => {
    expect(ratio(['cut off', ...cpu(6)], cpu(1, 2), 'cpu')).toBe(3);
    expect(ratio(cpu(1), ['cut off'], 'cpu')).toBeUndefined();
    expect(ratio(cpu(1), [], 'cpu')).toBeUndefined();
  });
});

describe('a difference', () => {
  it('is that of each round, and none where one of the two was ended', () => {
    const above: Sample[] = [{ cpu: 3, wall: 9, peak: 100 }, 'cut off', ...cpu(5, 7)];
    expect(difference(above, [{ cpu: 1, wall: 4 }, ...cpu(2), 'cut off'])).toEqual([
      { cpu: 2, wall: 5 },
      'cut off',
      'cut off',
      'cut off',
    ]);
  });
});
