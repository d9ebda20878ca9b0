import { join } from 'node:path';
import { HttpMethod } from '@kubernetes/client-node';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JsonObject, valueAt } from '../../lib/kubernetes/json.js';
import { podSecurityOf } from '../../lib/kubernetes/pod-security/namespace-labels.js';
import { type LevelVersion, versionKnownTo } from '../../lib/kubernetes/pod-security/version.js';
import { podSecurityMessage, podSecurityViolations } from '../../lib/kubernetes/pod-security/violations.js';
import { podTemplatesOf } from '../../lib/kubernetes/pod-template.js';
import { REPOSITORY } from '../cli/command.js';
import { plausiblePods } from '../kubernetes/pod-security/mutated-pods.js';
import { runs } from '../property-runs.js';
import { ApiError } from './client.js';
import { ControlPlane } from './control-plane.js';
import { manifestsBelow } from './manifests.js';
import { needs, partAt } from './parts.js';
import { countJudged } from './tally.js';

const isThere = needs('etcd', 'kube-apiserver');

const MINOR = 36;
/** What namespaces enforce: old versions, its own, one that it cannot know yet. */
const POLICIES: readonly LevelVersion[] = (['v1.36', 'latest', 'v1.37', 'v1.34', 'v1.24', 'v1.18'] as const).flatMap(
  (version) => (['baseline', 'restricted'] as const).map((level) => ({ level, version })),
);

type Pod = JsonObject & { metadata: JsonObject; spec: JsonObject };

const manifests = manifestsBelow(join(REPOSITORY, 'dist')).map(({ object }) => object);
const rendered = manifests.flatMap(podsOf);

/** As a controller makes them; that of a StatefulSet adds a volume for each of its claims. */
function podsOf(object: JsonObject): Pod[] {
  const claims = (valueAt(object, ['spec', 'volumeClaimTemplates']) ?? []) as { metadata: { name: string } }[];
  const added = claims.map(({ metadata: { name } }) => ({ name, persistentVolumeClaim: { claimName: name } }));
  return podTemplatesOf(object).map(({ metadata, spec }) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, name: 'pod' },
    spec: { ...spec, volumes: [...((spec.volumes ?? []) as JsonObject[]), ...added] },
  }));
}

let plane: ControlPlane;
beforeAll(async () => {
  if (!isThere) return;
  plane = await ControlPlane.start({ binary: partAt, version: `1.${MINOR}` });
  // What pods refer to, from whichever environment: admission asks for it before it comes to Pod Security.
  const needed = manifests.filter(({ kind }) => ['RuntimeClass', 'PriorityClass'].includes(kind));
  const byName = new Map(needed.map((object) => [`${object.kind} ${object.metadata.name}`, object]));
  for (const object of byName.values()) await plane.admin.post(object);
  for (const policy of POLICIES) {
    const name = namespaceOf(policy);
    const labels = {
      'pod-security.kubernetes.io/enforce': policy.level,
      'pod-security.kubernetes.io/enforce-version': policy.version,
    };
    await plane.admin.post({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
    const accounts = new Set(['default', ...rendered.map(({ spec }) => String(spec.serviceAccountName ?? 'default'))]);
    for (const account of accounts)
      await plane.admin.post({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: account, namespace: name },
      });
  }
}, 120_000);
afterAll(() => plane?.end());

function namespaceOf({ level, version }: LevelVersion): string {
  return `${level}-${version.replace('.', '-')}`;
}

/** What the API server says of a pod: nothing where it would create it, undefined where something else is wrong with it. */
async function saidOf(pod: Pod, policy: LevelVersion): Promise<string | undefined> {
  const path = `/api/v1/namespaces/${namespaceOf(policy)}/pods`;
  try {
    await plane.admin.send(HttpMethod.POST, path, { query: { dryRun: 'All', fieldValidation: 'Strict' }, body: pod });
    return '';
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 422) return undefined;
    return error.message.replace(/^pods "pod" is forbidden: /, '');
  }
}

function ours(pod: Pod, { level, version }: LevelVersion): string {
  const violations = podSecurityViolations(pod, level, versionKnownTo(MINOR, version));
  return violations.length === 0 ? '' : podSecurityMessage({ level, version }, violations);
}

describe('a pod is judged as by the API server, in the same words', () => {
  it('where it is rendered', async () => {
    expect(rendered.length).toBeGreaterThan(30);
    for (const pod of rendered)
      for (const policy of POLICIES) expect(await saidOf(pod, policy), JSON.stringify(pod)).toBe(ours(pod, policy));
    countJudged('verdicts of Pod Security admission', rendered.length * POLICIES.length);
  }, 120_000);

  it('where it is changed in what the checks read', async () => {
    const { numRuns, seed = Date.now() } = runs(500);
    // Some are refused because the changes do not go together; others take their place.
    const pods = fc.sample(plausiblePods(rendered), { numRuns: numRuns * 4, seed }) as Pod[];
    const verdicts = { admitted: 0, refused: 0 };
    let judged = 0;
    for (const [index, pod] of pods.entries()) {
      const other = POLICIES[2 + (index % (POLICIES.length - 2))] as LevelVersion;
      const said = await Promise.all([...POLICIES.slice(0, 2), other].map((policy) => saidOf(pod, policy)));
      if (said.includes(undefined)) continue;
      expect(said, JSON.stringify(pod)).toEqual([...POLICIES.slice(0, 2), other].map((policy) => ours(pod, policy)));
      for (const each of said) verdicts[each === '' ? 'admitted' : 'refused']++;
      if (++judged === numRuns) break;
    }
    expect(judged).toBe(numRuns);
    expect(verdicts.admitted).toBeGreaterThan(numRuns / 5);
    expect(verdicts.refused).toBeGreaterThan(numRuns / 5);
    countJudged('verdicts of Pod Security admission', numRuns * 3);
  }, 300_000);
});

it.each<[labels: Record<string, string>]>([
  [{ enforce: 'foo' }],
  [{ enforce: 'baseline', 'enforce-version': 'v1.01' }],
  [{ enforce: '', 'audit-version': '1.30', warn: 'Restricted', 'warn-version': 'v2.0' }],
  [{ enforce: 'restricted', 'enforce-version': 'v1.10000', audit: 'privileged', 'warn-version': 'latest' }],
  [{ 'enforce-version': 'v1.9223372036854775807', 'audit-version': 'v1.9223372036854775808' }],
])('labels are right, or wrong in the same words: %j', async (short) => {
  const labels = Object.fromEntries(
    Object.entries(short).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]),
  );
  const errors = podSecurityOf(labels).errors.map(({ message }) => message);
  const said = await plane.admin
    .send(HttpMethod.POST, '/api/v1/namespaces', {
      query: { dryRun: 'All' },
      body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'labelled', labels } },
    })
    .then(
      () => '',
      ({ message }: ApiError) => message.replace('Namespace "labelled" is invalid: ', ''),
    );
  expect(said).toBe(errors.length > 1 ? `[${errors.join(', ')}]` : errors.join());
});
