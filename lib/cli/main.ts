#!/usr/bin/env node
import { createRequire } from 'node:module';
import { Command, CommanderError, Option } from 'commander';
import { FAIL_ON } from '../policy/verdict.js';
import { exitCode } from './exit.js';
import { optimiseLate } from './optimise-late.js';
import { programDigest } from './program.js';

optimiseLate();
// Every rendered file is a Buffer: cut out of a few large ones they are made in half the time.
Buffer.poolSize = 1024 * 1024;

const { version } = createRequire(import.meta.url)('../../../package.json') as { version: string };

const program = new Command('bulkhead')
  .description('Renders the manifests that keep tenants apart in hardware, from small declarations.')
  .version(version)
  .showHelpAfterError('(bulkhead --help shows what there is)')
  .exitOverride();

// Commands are loaded when they run: starting up costs the same however many there are.
program
  .command('synth')
  .description('render every environment into dist')
  .option('--declarations <dir>', 'folder of the declarations', 'environments')
  .option('--dist <dir>', 'folder that is rendered into', 'dist')
  .option('--environment <name...>', 'render these environments only')
  .option('--check', 'write nothing; list what differs and exit 1 if anything does')
  .addOption(
    new Option('--fail-on <severity>', 'from which severity on findings stop it')
      .choices(FAIL_ON.filter((each) => each !== 'note'))
      .default('error'),
  )
  .addHelpText('after', '\nExample:\n  bulkhead synth --environment staging --check')
  .action(async (options) => {
    const asked = { ...options, program: programDigest() };
    // Where nothing has changed, what renders and judges is not even loaded.
    const begun = (await import('./begin-synth.js')).beginSynth(asked);
    run(typeof begun === 'number' ? begun : (await import('./synth.js')).synth(asked, begun));
  });

program
  .command('check')
  .description('judge what the declarations render, or any manifests')
  .argument(
    '[path...]',
    'files and folders of manifests, or - for what is piped in; without, the declared environments',
  )
  .option('--declarations <dir>', 'folder of the declarations', 'environments')
  .option('--environment <names>', 'judge these environments only; with paths, the one to judge the manifests in', list)
  .option('--tenant <name>', 'report what concerns this tenant only')
  .option('--rule <ids>', 'ask these rules only; `image` is all of a category', list)
  .addOption(
    new Option('--fail-on <severity>', 'from which severity on findings fail the run')
      .choices(FAIL_ON)
      .default('error'),
  )
  .option('--baseline <file>', 'a baseline or a JSON report: what it holds already fails nothing')
  .option('--write-baseline <file>', 'write all findings to a baseline, and report none')
  .option('--base <dir>', 'the declarations before a change: judges the change as well')
  .option('-o, --output <format[=file]>', 'print or write a report; may be repeated', each)
  .option('--color', 'colours, whoever reads')
  .option('--no-color', 'no colours')
  .addHelpText(
    'after',
    `
Exit codes:
  0  nothing at or above --fail-on is found
  1  findings, or problems in the declarations
  2  could not run, or could not read all of the manifests
  3  nothing was judged: no such path, rule, environment or tenant, or no object

Examples:
  bulkhead check --environment prod --rule tenant,image/latest-tag
  bulkhead check -o github -o sarif=bulkhead.sarif
  helm template shop | bulkhead check --environment prod -`,
  )
  .action(async (paths, options) => run((await import('./check.js')).check(paths, { ...options, version })));

program
  .command('explain')
  .description('say what a rule demands, why, and how to mend what it finds')
  .argument('[rule]', 'a rule or a category; without, every rule is listed')
  .addHelpText('after', '\nExample:\n  bulkhead explain image/latest-tag')
  .action(async (rule) => run((await import('./explain.js')).explain(rule)));

program
  .command('where')
  .description('name the declaration that a place in dist comes from')
  .argument('<file[:line]>', 'a rendered file, and a line of it')
  .option('--declarations <dir>', 'folder of the declarations', 'environments')
  .option('--dist <dir>', 'folder that was rendered into', 'dist')
  .addHelpText('after', '\nExample:\n  bulkhead where dist/prod/tenants/tenant-a/walls/tenant-a/network.yaml:23')
  .action(async (place, options) => run((await import('./where.js')).where(place, options)));

program
  .command('runtimes')
  .description("say what an environment's runtimes can do, and which one meets the needs")
  .option('--declarations <dir>', 'folder of the declarations', 'environments')
  .option('--environment <names>', 'these environments only', list)
  .option('--gpu', 'a GPU')
  .option('--vf', 'a virtual function of a network card')
  .option('--block-volumes', 'claims with volumeMode: Block')
  .option('--untrusted', 'code that nobody trusts')
  .option('--confidential', 'memory that the node cannot read')
  .addOption(asText())
  .addHelpText(
    'after',
    `
Exit codes:
  0  the catalogue is printed, or some runtime of every environment meets the needs
  1  none does, or the declarations have problems
  2  could not run

Examples:
  bulkhead runtimes --environment prod
  bulkhead runtimes --environment prod --gpu --untrusted`,
  )
  .action(async (options) => run((await import('./runtimes.js')).runtimes(options)));

program
  .command('diagnose')
  .description('name why pods of Kata do not run, from a support bundle')
  .argument('<path...>', 'files and folders that were collected, or - for what is piped in')
  .addOption(asText())
  .addHelpText(
    'after',
    `
Exit codes:
  0  a cause is named
  2  could not run, or could not read all of it
  3  nothing is recognised

Examples:
  kubectl get nodes,runtimeclasses,pods,events -A -o yaml | bulkhead diagnose -
  bulkhead diagnose support-bundle/`,
  )
  .action(async (paths, options) => run((await import('./diagnose.js')).diagnose(paths, options)));

program
  .command('schemas')
  .description('write the JSON Schemas of the declarations, for editors, and of the JSON report of a check')
  .option('--out <dir>', 'folder that is written into', 'schemas')
  .option('--check', 'write nothing; exit 1 if a schema is missing or stale')
  .addHelpText('after', '\nExample:\n  bulkhead schemas --out schemas')
  .action(async (options) => run((await import('./schemas.js')).schemas(options)));

program
  .command('codeowners')
  .description('write CODEOWNERS: who has to approve a change of what')
  .requiredOption('--organization <name>', 'organization or group that the teams are in')
  .requiredOption('--platform <team>', "team that owns what is no tenant's")
  .option('--network <team>', 'team that owns the rendered NetworkPolicies')
  .option('--group-prefix <text>', 'what owner groups begin with and teams do not')
  .option('--declarations <dir>', 'folder of the declarations', 'environments')
  .option('--out <file>', 'file that is written', 'CODEOWNERS')
  .option('--check', 'write nothing; exit 1 if the file is missing or stale')
  .addHelpText('after', '\nExample:\n  bulkhead codeowners --organization example --platform platform')
  .action(async (options) => run((await import('./codeowners.js')).codeowners(options)));

program
  .command('request')
  .description('judge a pull request with the tool of the checked-out base branch; nothing of the request is run')
  .argument('<base>', 'commit that the request is to be merged into')
  .argument('<head>', 'commit of the request, fetched but never checked out')
  .argument('<out>', 'new folder for summary.md, rendered.patch, upload/ and findings/')
  .addHelpText(
    'after',
    `
Exit codes:
  0  nothing to mend: dist and CODEOWNERS are what the merged declarations render, and no rule is broken that is
     not broken on the base branch; or no declaration is changed
  1  refused, in conflict, faulty, against a rule or stale: the output says which, and what to do
  2  could not run

Example:
  bulkhead request origin/main 6f1c0de /tmp/request`,
  )
  .action(async (base, head, out) => run((await import('./request.js')).request(base, head, out)));

program
  .command('request-steps', { hidden: true })
  .argument('<task>', 'what `request` has taken out, as JSON')
  .action(async (task) => run((await import('./request-steps.js')).requestSteps(task, version)));

/** `a,b` or an option given twice: a list with spaces would take paths for names. */
function list(value: string, before: readonly string[] = []): string[] {
  return [...before, ...value.split(',')];
}

function each(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function asText(): Option {
  return new Option('-o, --output <format>', 'for people or for programs').choices(['human', 'json']).default('human');
}

function run(code: number): void {
  process.exitCode = code;
}

// Whoever reads the output may stop reading: `bulkhead where … | head`.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode);
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode =
    error instanceof CommanderError ? (error.exitCode === 0 ? 0 : exitCode.couldNotRun) : await unexpected(error);
}

async function unexpected(error: unknown): Promise<number> {
  const { explain } = await import('./unexpected.js');
  process.stderr.write(explain(error));
  return exitCode.couldNotRun;
}
