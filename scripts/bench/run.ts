import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkEquivalence } from './equivalence.js';
import { type Manifests, writeManifests } from './manifests.js';
import { type Clock, type Measured, measure } from './measure.js';
import type { Part } from './part.js';
import { proveThatItJudges } from './proof.js';
import { Samples } from './samples.js';
import { declarations, manyTenants, writeFiles } from './tenants.js';
import type { Contender, Input, Tool } from './tool.js';

export interface Plan {
  readonly tools: readonly Tool[];
  readonly sizes: readonly number[];
  readonly repetitions: number;
  /** Seconds after which a run is ended, unless its tool is unlimited. */
  readonly limit: number;
  readonly clock: Clock;
  /** Empty folder for everything that is written. */
  readonly folder: string;
  readonly onStep: (step: string) => void;
}

/** Two tenants: enough to fill every cache that a first run fills, and to compare what comes out. */
const WARM_UP = 2;

/**
 * Runs every contender once, in turn, at every size, and that as often as asked: what is compared has run within one
 * round. Each round begins with another contender, so that none always runs after the same.
 */
export async function run(plan: Plan): Promise<Samples> {
  const samples = new Samples();
  const contenders = plan.tools.flatMap((tool) => tool.contenders.map((contender) => ({ tool, contender })));
  const inputs = new Map([...new Set([WARM_UP, ...plan.sizes])].map((size) => [size, prepare(plan, size)]));
  const inputOf = (tool: Tool, size: number) => inputs.get(size)?.get(tool) as Input;

  for (const { tool, contender } of contenders) {
    plan.onStep(`warm-up: ${contender.name}`);
    const input = inputOf(tool, WARM_UP);
    await measureOnce(plan, tool, contender, input);
    if (contender.output !== undefined)
      checkEquivalence(contender.name, join(input.folder, contender.output), input.tenants);
    proveThatItJudges(contender, input);
    removeOutput(contender, input);
  }
  const smallestCutOff = new Map<Contender, number>();
  for (let round = 0; round < plan.repetitions; round++) {
    const first = round % contenders.length;
    for (const size of plan.sizes) {
      for (const { tool, contender } of [...contenders.slice(first), ...contenders.slice(0, first)]) {
        if (size >= (smallestCutOff.get(contender) ?? Number.POSITIVE_INFINITY)) {
          add(samples, contender, size, 'cut off');
          continue;
        }
        plan.onStep(`round ${round + 1} of ${plan.repetitions}, ${size} tenants: ${contender.name}`);
        const input = inputOf(tool, size);
        const measured = await measureOnce(plan, tool, contender, input);
        removeOutput(contender, input);
        if (measured === 'cut off') smallestCutOff.set(contender, size);
        add(samples, contender, size, measured);
      }
    }
  }
  return samples;
}

/** The same tenants for every tool, each in a folder of its own. */
function prepare({ folder, tools, onStep }: Plan, size: number): Map<Tool, Input> {
  onStep(`writing ${size} tenants`);
  const root = join(folder, String(size));
  const tenants = manyTenants(size);
  writeFiles(root, declarations(tenants));
  let written: Manifests | undefined;
  return new Map(
    tools.map((tool) => {
      const input: Input = {
        tenants,
        declarations: join(root, 'environments'),
        folder: join(root, tool.name),
        // Takes as long as rendering: only where somebody judges.
        get manifests() {
          written ??= writeManifests(root, tenants);
          return written;
        },
      };
      mkdirSync(input.folder);
      tool.prepare(input);
      return [tool, input];
    }),
  );
}

function measureOnce(plan: Plan, tool: Tool, contender: Contender, input: Input): Promise<Measured> {
  return measure(plan.clock, contender.command(input), plan.folder, tool.unlimited ? undefined : plan.limit);
}

function removeOutput({ output }: Contender, { folder }: Input): void {
  if (output !== undefined) rmSync(join(folder, output), { recursive: true, force: true });
}

function add(samples: Samples, contender: Contender, size: number, measured: Measured): void {
  for (const what of contender.measures) {
    if (measured === 'cut off') samples.add(contender, what, size, measured);
    else if (what === 'part') samples.add(contender, what, size, JSON.parse(measured.output()) as Part);
    else {
      const { output, ...usage } = measured;
      samples.add(contender, what, size, usage);
    }
  }
}
