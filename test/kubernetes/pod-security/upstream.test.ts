import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { CORE_SCHEMA, load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../lib/kubernetes/json.js';
import type { Level, PolicyVersion } from '../../../lib/kubernetes/pod-security/version.js';
import { podSecurityMessage, podSecurityViolations } from '../../../lib/kubernetes/pod-security/violations.js';
import { needs, partAt } from '../../cluster/parts.js';
import { countJudged } from '../../cluster/tally.js';
import { runs } from '../../property-runs.js';
import { oddPods } from './mutated-pods.js';
import { stored } from './stored.js';

const PART = 'pod-security-admission';
const isThere = needs(PART);

type Pod = JsonObject & { spec: JsonObject };

interface Fixture {
  /** `restricted/v1.34/fail/hostports0.yaml`. */
  readonly name: string;
  readonly level: Level;
  readonly version: PolicyVersion;
  readonly passes: boolean;
  readonly check: string;
  readonly pod: Pod;
}

const fixtures: Fixture[] = isThere ? read(dirname(partAt(PART))) : [];

function read(folder: string): Fixture[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => {
      const [level, version, verdict, file = ''] = name.split('/');
      const pod = load(readFileSync(join(folder, name), 'utf8'), { schema: CORE_SCHEMA }) as Pod;
      const check = file.replace(/\d+\.yaml$/, '');
      return { name, level: level as Level, version: version as PolicyVersion, passes: verdict === 'pass', check, pod };
    });
}

/** Checks of level restricted that are made instead of one of level baseline, from the minor of a version on. */
const INSTEAD: Readonly<Record<string, readonly [since: number, check: string]>> = {
  hostpathvolumes: [0, 'restrictedvolumes'],
  seccompprofile_baseline: [19, 'seccompprofile_restricted'],
  capabilities_baseline: [22, 'capabilities_restricted'],
  procmount: [35, 'procmount_restricted'],
};

describe('the pods that upstream is tested with', () => {
  it('are all there', () => {
    const versions = new Set(fixtures.map(({ version }) => version));
    expect([...versions].sort()).toEqual(Array.from({ length: 38 }, (_, minor) => `v1.${minor}`).sort());
    expect(fixtures.length).toBeGreaterThan(4000);
  });

  it('pass, or fail in the check that they are for', () => {
    for (const { name, level, version, passes, check, pod } of fixtures) {
      const [since, other] = INSTEAD[check] ?? [0, check];
      const expected = level === 'restricted' && Number(version.slice(3)) >= since ? other : check;
      const checks = podSecurityViolations(pod, level, version).map((violation) => violation.check.toLowerCase());
      if (passes) expect(checks, name).toEqual([]);
      else expect(checks, name).toContain(expected);
    }
    countJudged("verdicts on upstream's pods", fixtures.length);
  });
});

const LEVELS = ['baseline', 'restricted'] as const;
const VERSIONS: PolicyVersion[] = ['latest', ...Array.from({ length: 39 }, (_, minor) => `v1.${minor}` as const)];

/** What upstream has against each pod, by level and version. */
function upstream(pods: readonly JsonObject[]): Record<string, string>[] {
  const input = pods.map((pod) => `${JSON.stringify(stored(pod))}\n`).join('');
  const { stdout, stderr, status } = spawnSync(partAt(PART), { input, encoding: 'utf8', maxBuffer: 2 ** 29 });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function ours(pod: Pod): Record<string, string> {
  const verdicts: Record<string, string> = {};
  for (const level of LEVELS)
    for (const version of VERSIONS) {
      const violations = podSecurityViolations(pod, level, version);
      const start = `violates PodSecurity "${level}:${version}": `;
      const message = podSecurityMessage({ level, version }, violations);
      expect(message.startsWith(start)).toBe(true);
      if (violations.length > 0) verdicts[`${level}:${version}`] = message.slice(start.length);
    }
  return verdicts;
}

function expectSameWords(pods: readonly Pod[]): void {
  upstream(pods).forEach((verdicts, index) => {
    const pod = pods[index] as Pod;
    const own = ours(pod);
    const different = [...new Set([...Object.keys(verdicts), ...Object.keys(own)])]
      .filter((asked) => own[asked] !== verdicts[asked])
      .map((asked) => ({ asked, own: own[asked], upstream: verdicts[asked] }));
    expect(different.slice(0, 2), JSON.stringify(pod)).toEqual([]);
  });
  countJudged("messages held against upstream's", pods.length * LEVELS.length * VERSIONS.length);
}

describe("what is said at every level and version has upstream's words", () => {
  it('of the pods that upstream is tested with', () => {
    const different = new Map(
      fixtures.map(({ pod }) => [
        JSON.stringify({ ...pod, metadata: { ...(pod.metadata as JsonObject), name: '' } }),
        pod,
      ]),
    );
    expectSameWords([...different.values()]);
  }, 60_000);

  it('of pods with changes in all that the checks read', () => {
    const { numRuns, seed = Date.now() } = runs(1500);
    const pods = fc.sample(oddPods, { numRuns, seed }) as Pod[];
    const verdicts = upstream(pods);
    // Else the changes would say little: each check must be heard of, and some pods must pass.
    expect(verdicts.filter((verdict) => verdict['restricted:v1.37'] === undefined).length).toBeGreaterThan(20);
    const said = verdicts.flatMap((verdict) => Object.values(verdict)).join('\n');
    for (const reason of REASONS) expect(said).toContain(`${reason} (`);
    expectSameWords(pods);
  }, 120_000);
});

const REASONS = [
  'forbidden AppArmor profile',
  'forbidden AppArmor profiles',
  'non-default capabilities',
  'host namespaces',
  'hostPath volumes',
  'hostPort',
  'probe or lifecycle host',
  'privileged',
  'procMount',
  'seLinuxOptions',
  'seccompProfile',
  'forbidden sysctls',
  'hostProcess',
  'allowPrivilegeEscalation != false',
  'unrestricted capabilities',
  'restricted volume types',
  'runAsNonRoot != true',
  'runAsUser=0',
];
