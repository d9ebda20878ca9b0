import { existsSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Validation, ValidationContext, ValidationViolation } from 'cdk8s-cli/plugins';
import { z } from 'zod';
import { locate } from '../config/positions.js';
import type { Finding } from '../policy/finding.js';
import type { Assignment } from '../policy/judge.js';
import { RULE_IDS } from '../policy/registry.js';
import { human } from '../policy/reports/human.js';
import { line } from '../policy/reports/line.js';
import { at, placeToMend } from '../policy/reports/subject.js';
import { summaryLine } from '../policy/reports/summary.js';
import type { Rule } from '../policy/rule.js';
import { FAIL_ON, fails } from '../policy/verdict.js';
import { exitCode } from './exit.js';
import { OF_ONE_STATE } from './findings.js';
import { fleetIn } from './fleet.js';
import { judgeFiles, judgeManifests } from './judge-manifests.js';
import { type Judged, together } from './judged.js';
import { say, wantsColour } from './output.js';
import { today } from './today.js';

const PROPERTIES = z
  .strictObject({
    /** Folder of the declarations. */
    declarations: z.string().default('environments'),
    /** The one that all manifests are judged in. */
    environment: z.string().optional(),
    /** Folder of which each folder is judged in the environment of its name. */
    dist: z.string().optional(),
    failOn: z.enum(FAIL_ON).default('error'),
  })
  .refine(({ environment, dist }) => environment === undefined || dist === undefined, {
    error: 'name environment or dist, not both',
  });

type Properties = z.output<typeof PROPERTIES>;

/** What `cdk8s synth` asks about its manifests, where `cdk8s.yaml` names it under `validations`. */
export class BulkheadValidation implements Validation {
  private readonly properties: Properties;

  constructor(properties: unknown = {}) {
    const { data, error } = PROPERTIES.safeParse(properties);
    if (error !== undefined) throw new Error(`properties of BulkheadValidation:\n${z.prettifyError(error)}`);
    this.properties = data;
  }

  async validate({ manifests, report, logger }: ValidationContext): Promise<void> {
    const judged = judge(manifests, this.properties);
    // What is wrong has been said; an empty app is no silent pass either.
    if (typeof judged === 'number') return report.submit('failure', { Findings: 'nothing was judged' });
    const all = { ...together(judged.judgements), known: [], rules: OF_ONE_STATE };
    logger.log(human(all, { colour: wantsColour(undefined) }).trimEnd());
    const { failOn } = this.properties;
    // cdk8s knows no severities: what it shows is what fails.
    const failing = all.findings.filter((finding) => fails([finding], failOn));
    for (const rule of OF_ONE_STATE) {
      const findings = failing.filter((finding) => finding.rule === rule);
      if (findings.length > 0) report.addViolation(violationOf(rule, findings));
    }
    const failed = failing.length > 0 || judged.incomplete;
    report.submit(failed ? 'failure' : 'success', { Findings: summaryLine(all) });
  }
}

function judge(manifests: readonly string[], properties: Properties): Judged | number {
  const { declarations, environment, dist } = properties;
  const assignment = { rules: OF_ONE_STATE, known: RULE_IDS, today: today() };
  if (dist !== undefined) return judgeFolders(manifests, { declarations, dist }, assignment);
  return judgeManifests(manifests, { declarations, ...(environment && { environment: [environment] }) }, assignment);
}

/** Each environment by itself: an object that two clusters have would look like one that is there twice. */
function judgeFolders(
  manifests: readonly string[],
  { declarations, dist }: { readonly declarations: string; readonly dist: string },
  assignment: Omit<Assignment, 'locator'>,
): Judged | number {
  const fleet = fleetIn(declarations);
  if (typeof fleet === 'number') return fleet;
  const folders = byFolder(manifests, dist);
  const runs = fleet.clusters.flatMap((cluster) => {
    const files = folders.get(cluster.name);
    folders.delete(cluster.name);
    return files === undefined ? [] : [judgeFiles(files, cluster, assignment)];
  });
  const judged = runs.filter((run) => typeof run !== 'number');
  if (judged.length === 0) {
    if (runs.length === 0) say(`error: no manifest in a folder of ${dist} that is called like an environment`);
    return exitCode.nothingToJudge;
  }
  const others = [...folders.values()].flat().map((file) => ({ file, reason: 'in the folder of no environment' }));
  return {
    judgements: [
      ...judged.flatMap(({ judgements }) => judgements),
      { findings: [], suppressed: [], notEvaluated: others, objects: 0 },
    ],
    tenants: new Set(),
    incomplete: judged.length < runs.length || judged.some(({ incomplete }) => incomplete),
  };
}

/** By the folder of `dist` that they are in, whichever way cdk8s has come to them: its own output may be a link. */
function byFolder(manifests: readonly string[], dist: string): Map<string, string[]> {
  const root = existsSync(dist) ? realpathSync(dist) : dist;
  const found = new Map<string, string[]>();
  for (const manifest of manifests) {
    const path = relative(root, realpathSync(manifest));
    const [folder = ''] = path.split(sep);
    const file = folder === '..' ? manifest : join(dist, path);
    const others = found.get(folder);
    if (others === undefined) found.set(folder, [file]);
    else others.push(file);
  }
  return found;
}

function violationOf({ id, what, fix }: Rule, findings: readonly Finding[]): ValidationViolation {
  return {
    ruleName: id,
    recommendation: what,
    fix,
    violatingResources: findings.map((finding) => {
      const place = placeToMend(finding);
      const location = place && locate(place);
      return {
        resourceName: shown(finding.object?.name ?? 'none'),
        locations: [shown(`${finding.message}${location === undefined ? '' : ` (${at(location)})`}`)],
        manifestPath: location?.file ?? 'none',
      };
    }),
  };
}

/** cdk8s prints it as it is, into logs too that obey `##[command]` anywhere. */
function shown(text: string): string {
  return line(text).replaceAll('##[', '## [');
}
