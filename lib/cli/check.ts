import { readFileSync } from 'node:fs';
import { didYouMean } from '../config/suggest.js';
import { reason } from '../config/tree.js';
import { baselineOf, type Split, splitByBaseline } from '../policy/baseline.js';
import type { Finding } from '../policy/finding.js';
import { RULE_IDS, RULES } from '../policy/registry.js';
import type { Report } from '../policy/reports/report.js';
import { count } from '../policy/reports/summary.js';
import { selectRules } from '../policy/selection.js';
import { type FailOn, fails } from '../policy/verdict.js';
import { exitCode } from './exit.js';
import { judgeManifests, type ManifestOptions } from './judge-manifests.js';
import { judgeRepository, type RepositoryOptions } from './judge-repository.js';
import { together } from './judged.js';
import { say, wantsColour } from './output.js';
import { outputsOf, writeReport, writeText } from './report-output.js';
import { today } from './today.js';

export interface CheckOptions extends RepositoryOptions, ManifestOptions {
  readonly tenant?: string;
  /** Ids and categories. */
  readonly rule?: readonly string[];
  readonly failOn: FailOn;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly output?: readonly string[];
  /** Undefined where the terminal decides. */
  readonly color?: boolean;
  readonly version: string;
}

/** `bulkhead check`: judges what the declarations render, or manifests that are named. */
export function check(paths: readonly string[], options: CheckOptions): number {
  const outputs = outputsOf(options.output);
  if (typeof outputs === 'string') return refuse(outputs, exitCode.couldNotRun);
  if (paths.length > 0 && options.base !== undefined)
    return refuse('--base compares declarations; leave it out, or the paths', exitCode.couldNotRun);
  const rules = options.rule === undefined ? RULES : selectRules(options.rule);
  if (typeof rules === 'string') return refuse(rules, exitCode.nothingToJudge);

  const assignment = { rules, known: RULE_IDS, today: today() };
  const judged = paths.length === 0 ? judgeRepository(options, assignment) : judgeManifests(paths, options, assignment);
  if (typeof judged === 'number') return judged;
  const { tenant } = options;
  if (tenant !== undefined && !judged.tenants.has(tenant))
    return refuse(noTenant(tenant, judged.tenants), exitCode.nothingToJudge);

  const all = together(judged.judgements, tenant);
  if (options.writeBaseline !== undefined) return writeBaseline(options.writeBaseline, all.findings);
  const split = againstBaseline(all.findings, options.baseline);
  if (typeof split === 'string') return refuse(split, exitCode.couldNotRun);
  const report: Report = { ...all, findings: split.fresh, known: split.known, rules, version: options.version };
  const written = writeReport(report, outputs, wantsColour(options.color));
  if (!written || judged.incomplete) return exitCode.couldNotRun;
  return fails(report.findings, options.failOn) ? exitCode.problems : exitCode.done;
}

function refuse(message: string, code: number): number {
  say(`error: ${message}`);
  return code;
}

function noTenant(name: string, tenants: ReadonlySet<string>): string {
  if (tenants.size === 0)
    return `there is no tenant \`${name}\`, as what was judged names none; --environment says what is declared`;
  return `there is no tenant \`${name}\`; ${didYouMean(name, tenants) ?? `there are: ${[...tenants].sort().join(', ')}`}`;
}

function writeBaseline(file: string, findings: readonly Finding[]): number {
  if (!writeText(file, baselineOf(findings))) return exitCode.couldNotRun;
  say(
    `${file}: a baseline of ${count(findings.length, 'finding')}; check with --baseline ${file} to hear of new ones only`,
  );
  return exitCode.done;
}

function againstBaseline(findings: readonly Finding[], file: string | undefined): Split | string {
  if (file === undefined) return { fresh: findings, known: [] };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return `the baseline ${file} cannot be read: ${reason(error)}`;
  }
  const split = splitByBaseline(findings, text);
  return typeof split === 'string' ? `the baseline ${file} cannot be used: ${split}` : split;
}
