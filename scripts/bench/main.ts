// `npm run bench`: what rendering and judging cost, beside other tools on the same objects. It measures and judges nobody: exit code 0.
import { rmSync, writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { placeOfFigures, writeFigures } from './figures.js';
import { newFolder, placeOf } from './folder.js';
import { machine } from './machine.js';
import { endRunning, findClock } from './measure.js';
import { templateFiles } from './rendered.js';
import { type Report, terminalReport } from './report.js';
import { run } from './run.js';
import type { Tool } from './tool.js';
import { bulkhead } from './tools/bulkhead.js';
import { cdk8s } from './tools/cdk8s.js';
import { conftest } from './tools/conftest.js';
import { helm } from './tools/helm.js';
import { jsonnet } from './tools/jsonnet.js';
import { kubeconform } from './tools/kubeconform.js';
import { kustomize } from './tools/kustomize.js';
import { kyverno } from './tools/kyverno.js';

const TOOLS: readonly Tool[] = [bulkhead, cdk8s, helm, jsonnet, kustomize, kubeconform, conftest, kyverno];
const DOCUMENT = 'docs/performance.md';

interface Options {
  readonly tenants: number[];
  readonly repeat: number;
  readonly only: readonly string[];
  readonly limit: number;
  readonly folder?: string;
  readonly json?: string;
  readonly markdown?: string | true;
}

const options = new Command('npm run bench --')
  .option('--tenants <list>', 'how many tenants, smallest first', counts, [100, 1000, 10_000])
  .option('--repeat <count>', 'how often everything runs; medians are shown', count, 5)
  .option('--only <list>', `tools: ${names(TOOLS)}`, tools, names(TOOLS).split(','))
  .option('--limit <seconds>', 'a run of another tool that takes longer is ended', count, 60)
  .option('--folder <dir>', 'where to write; in memory (/dev/shm) if it has room, or else where temporary files go')
  .option('--json <file>', 'write every single measurement to a file')
  .option('--markdown [file]', `put the figures into a page, ${DOCUMENT} unless another is named`)
  .addHelpText('after', '\nExample:\n  npm run bench -- --tenants 100,1000 --only bulkhead,helm')
  .parse()
  .opts<Options>();

function count(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('a whole number from 1 to 999999 is meant');
  return Number(text);
}

function counts(text: string): number[] {
  return [...new Set(text.split(',').map(count))].sort((a, b) => a - b);
}

function tools(text: string): string[] {
  const unknown = text.split(',').find((name) => TOOLS.every((tool) => tool.name !== name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`there is no tool "${unknown}"; there are: ${names(TOOLS)}`);
  return text.split(',');
}

function names(list: readonly Tool[]): string {
  return list.map(({ name }) => name).join(',');
}

const watched = process.stderr.isTTY === true;
const onStep = (step: string) => process.stderr.write(watched ? `\r${step}\u001b[K` : `${step}\n`);

try {
  await bench(options);
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}

async function bench({ tenants, repeat, only, limit, json, ...where }: Options): Promise<void> {
  const page = where.markdown === true ? DOCUMENT : where.markdown;
  if (page !== undefined) placeOfFigures(page);
  const chosen = TOOLS.filter(({ name }) => only.includes(name)).map((tool) => ({ tool, version: tool.version() }));
  const installed = chosen.filter(({ version }) => version !== undefined);
  const absent = chosen.filter(({ version }) => version === undefined).map(({ tool }) => tool);
  const clock = findClock();
  const folder = newFolder(where.folder);
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      endRunning();
      removeFolder();
      process.exit(130);
    });

  try {
    const tools = installed.map(({ tool }) => tool);
    const samples = await run({ tools, sizes: tenants, repetitions: repeat, limit, clock, folder, onStep });
    if (watched) process.stderr.write('\r\u001b[K');
    const objects = Object.values(templateFiles()).flat().length;
    const about = [
      `${machine()}; ${installed.map(({ tool, version }) => `${tool.name} ${version}`).join(', ')}.`,
      ...(absent.length > 0 ? [`Not installed, so not measured: ${names(absent)}.`] : []),
      `${objects} objects per tenant; medians of ${repeat}, of memory the highest; ${placeOf(folder)}; measured with ${clock.name}.`,
      ...(clock.memory ? [] : ['Peak memory is not measured: that needs python3.']),
    ];
    const report: Report = {
      about,
      contenders: tools.flatMap((tool) => tool.contenders),
      sizes: tenants,
      samples,
      limit,
    };
    process.stdout.write(`${terminalReport(report)}\n`);
    if (json !== undefined) writeFileSync(json, `${JSON.stringify({ about, objects, samples }, null, 2)}\n`);
    if (page !== undefined) writeFigures(page, report);
  } finally {
    removeFolder();
  }
}
