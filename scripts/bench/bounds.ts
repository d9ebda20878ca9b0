import { difference, type Quantity, ratio, type Samples, summary } from './samples.js';
import type { Measure } from './tool.js';

/** What this project has set itself. */
export interface Bound {
  readonly what: string;
  readonly most: number;
  readonly unit: '×' | 'MiB';
  figure(samples: Samples): number | undefined;
}

const MODEL_TO_FILES = 'bulkhead, from model to files';
const CHECK = 'bulkhead check, all rules';

export const BOUNDS: readonly Bound[] = [
  {
    what: 'from model to files, CPU, 1,000 tenants: of cdk8s with one App per tenant',
    most: 0.35,
    unit: '×',
    figure: compare('cpu', 'part', [MODEL_TO_FILES, 1000], ['cdk8s, one App per tenant', 1000]),
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
  {
    what: 'what judging adds from model to files, CPU, 1,000 tenants: of the same without',
    most: 0.6,
    unit: '×',
    figure: (samples) => ratio(addedByJudging(samples, 1000), samples.of(MODEL_TO_FILES, 'part', 1000), 'cpu'),
  },
  {
    what: 'growth of what judging adds, CPU, from 1,000 to 10,000 tenants',
    most: 11,
    unit: '×',
    figure: (samples) => ratio(addedByJudging(samples, 10_000), addedByJudging(samples, 1000), 'cpu'),
  },
  {
    what: 'bulkhead check, CPU, 1,000 tenants: of kyverno apply',
    most: 0.1,
    unit: '×',
    figure: compare('cpu', 'judging', [CHECK, 1000], ['kyverno apply, Pod Security and 5 rules', 1000]),
  },
  {
    what: 'bulkhead check, CPU, 1,000 tenants: of conftest',
    most: 0.25,
    unit: '×',
    figure: compare('cpu', 'judging', [CHECK, 1000], ['conftest, 6 Rego rules', 1000]),
  },
  {
    what: 'bulkhead check, CPU, 1,000 tenants: of kubeconform',
    most: 1.0,
    unit: '×',
    figure: compare('cpu', 'judging', [CHECK, 1000], ['kubeconform, schemas only', 1000]),
  },
];

type Run = readonly [contender: string, tenants: number];

function compare(quantity: Quantity, measure: Measure, above: Run, below: Run) {
  return (samples: Samples) =>
    ratio(samples.of(above[0], measure, above[1]), samples.of(below[0], measure, below[1]), quantity);
}

/** Rendering with judging less rendering without: what keeping the objects costs the collector of garbage is part of it. */
function addedByJudging(samples: Samples, tenants: number) {
  const of = (contender: string) => samples.of(contender, 'part', tenants);
  return difference(of(`${MODEL_TO_FILES}, judged`), of(MODEL_TO_FILES));
}
