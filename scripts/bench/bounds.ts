import { type Quantity, ratio, type Samples, summary } from './samples.js';
import type { Measure } from './tool.js';

/** What this project has set itself. */
export interface Bound {
  readonly what: string;
  readonly most: number;
  readonly unit: '×' | 'MiB';
  figure(samples: Samples): number | undefined;
}

export const BOUNDS: readonly Bound[] = [
  {
    what: 'from model to files, CPU, 1,000 tenants: of cdk8s with one App per tenant',
    most: 0.35,
    unit: '×',
    figure: compare('cpu', 'part', ['bulkhead, from model to files', 1000], ['cdk8s, one App per tenant', 1000]),
  },
  {
    what: 'the whole command, CPU, 1,000 tenants: of helm template',
    most: 1.0,
    unit: '×',
    figure: compare('cpu', 'command', ['bulkhead synth', 1000], ['helm template, one chart', 1000]),
  },
  {
    what: 'the whole command, wall time, 1,000 tenants: of helm template',
    most: 0.8,
    unit: '×',
    figure: compare('wall', 'command', ['bulkhead synth', 1000], ['helm template, one chart', 1000]),
  },
  {
    what: 'growth of CPU from 1,000 to 10,000 tenants',
    most: 11,
    unit: '×',
    figure: compare('cpu', 'command', ['bulkhead synth', 10_000], ['bulkhead synth', 1000]),
  },
  {
    what: 'peak memory, 10,000 tenants',
    most: 600,
    unit: 'MiB',
    figure: (samples) => summary(samples.of('bulkhead synth', 'command', 10_000), 'peak'),
  },
  {
    what: 'nothing changed, CPU, 1,000 tenants: of the cold run',
    most: 0.5,
    unit: '×',
    figure: compare('cpu', 'command', ['bulkhead synth, nothing changed', 1000], ['bulkhead synth', 1000]),
  },
  {
    what: 'synth --check without a dist, CPU, 1,000 tenants: of the cold synth',
    most: 1.2,
    unit: '×',
    figure: compare('cpu', 'command', ['bulkhead synth --check, no dist', 1000], ['bulkhead synth', 1000]),
  },
  {
    what: 'synth --check, nothing changed, on a new machine, CPU, 1,000 tenants: of the cold synth',
    most: 1.2,
    unit: '×',
    figure: compare('cpu', 'command', ['bulkhead synth --check, new machine', 1000], ['bulkhead synth', 1000]),
  },
  {
    what: 'synth --check, nothing changed, CPU, 1,000 tenants: of synth likewise',
    most: 1.2,
    unit: '×',
    figure: compare(
      'cpu',
      'command',
      ['bulkhead synth --check, nothing changed', 1000],
      ['bulkhead synth, nothing changed', 1000],
    ),
  },
];

type Run = readonly [contender: string, tenants: number];

function compare(quantity: Quantity, measure: Measure, above: Run, below: Run) {
  return (samples: Samples) =>
    ratio(samples.of(above[0], measure, above[1]), samples.of(below[0], measure, below[1]), quantity);
}
