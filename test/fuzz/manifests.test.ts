import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText } from '../../lib/config/decode.js';
import { locate } from '../../lib/config/positions.js';
import { formatProblems, type Problem } from '../../lib/config/problem.js';
import type { SourceFile } from '../../lib/config/source.js';
import { Context } from '../../lib/policy/context.js';
import { judge } from '../../lib/policy/judge.js';
import { readManifests } from '../../lib/policy/manifests/read.js';
import { RULE_IDS, RULES } from '../../lib/policy/registry.js';
import { FORMATS } from '../../lib/policy/reports/formats.js';
import { inOrder } from '../../lib/policy/reports/order.js';
import { runs } from '../property-runs.js';
import { expectReadable } from './answer.js';
import { edits, mutated, TOKENS } from './mutations.js';

/** Of every kind that rules look into, by hand and as machines write it. */
const MANIFESTS = [
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop-web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: &labels {app: web}}
    spec:
      hostNetwork: true
      containers:
        - name: web
          image: registry.example.com/web:latest
          env: [{name: PASSWORD, value: hunter2}]
          ports: [{containerPort: 80, hostPort: 80}]
          resources: {limits: {cpu: 1, memory: 1Gi}}
          securityContext: {privileged: true, capabilities: {add: [NET_ADMIN]}}
      volumes: [{name: host, hostPath: {path: /}}]
---
apiVersion: v1
kind: Namespace
metadata: {name: shop-web, labels: {pod-security.kubernetes.io/enforce: baseline}}
`,
  `apiVersion: v1
kind: List
items:
- apiVersion: networking.k8s.io/v1
  kind: NetworkPolicy
  metadata: {name: open, namespace: shop-web}
  spec:
    podSelector: {}
    policyTypes: [Ingress, Egress]
    ingress: [{}]
    egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}]}]
- apiVersion: rbac.authorization.k8s.io/v1
  kind: RoleBinding
  metadata: {name: all, namespace: shop-web}
  roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
  subjects: [{kind: Group, name: 'system:authenticated'}]
- apiVersion: v1
  kind: ResourceQuota
  metadata: {name: quota, namespace: shop-web}
  spec: {hard: {limits.cpu: "4"}, scopes: [BestEffort]}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: conf}
  data: {key: "-----BEGIN PRIVATE KEY-----"}
`,
  `{
  "apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingWebhookConfiguration",
  "metadata": {"name": "hook"},
  "webhooks": [{"name": "a.example.com", "failurePolicy": "Fail", "clientConfig": {"caBundle": "", "service": {"name": "a", "namespace": "b"}}, "rules": [{"apiGroups": ["*"], "resources": ["*"]}]}]
}
---
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: all, namespace: argocd}
spec: {sourceRepos: ['*'], destinations: [{server: '*', namespace: '*'}], clusterResourceWhitelist: [{group: '*', kind: '*'}]}
---
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: kata}
handler: kata
scheduling: {nodeSelector: {a: b}, tolerations: [{key: a}]}
---
apiVersion: batch/v1
kind: CronJob
metadata: {generateName: job-}
spec: {schedule: '* * * * *', jobTemplate: {spec: {template: {spec: {containers: [{image: 'a'}], restartPolicy: Never}}}}}
`,
];

/** A few kilobytes take milliseconds; this leaves room for a machine that is busy with something else. */
const PATIENCE_MS = 5000;

/** Whatever stands in the files, in a moment: objects, problems with places that exist, and reports that can be read. */
function expectJudged(files: readonly { path: string; bytes: Uint8Array }[]): number {
  const start = performance.now();
  const decoded = files.map(({ path, bytes }) => decodeText(path, bytes));
  const sources = decoded.filter((each): each is SourceFile => 'text' in each);
  const input = sources.map(({ text }) => text).join('\n');
  const { objects, problems, notEvaluated, locator } = readManifests(sources);
  const undecoded = decoded.filter((each): each is Problem => !('text' in each));
  const all = [...undecoded, ...problems];
  expectReadable(formatProblems(all, { colour: false }), input);
  for (const { place } of all) expectPlace(locate(place), place.file);
  const assignment = { rules: RULES, known: RULE_IDS, locator, today: '2026-06-15' };
  const judgement = judge(new Context(undefined, objects), assignment);
  const findings = inOrder(judgement.findings);
  for (const { manifest } of findings) if (manifest !== undefined) expectPlace(locate(manifest), manifest.file);
  const report = { ...judgement, findings, notEvaluated, known: [], rules: RULES, version: '1' };
  for (const format of Object.values(FORMATS)) expect(format(report, { colour: false })).not.toContain('[object ');
  expect(performance.now() - start).toBeLessThan(PATIENCE_MS);
  return objects.length;
}

function expectPlace({ line, column }: { line: number; column: number }, { text }: SourceFile): void {
  const lines = text.split('\n');
  expect(line).toBeGreaterThan(0);
  expect(line).toBeLessThanOrEqual(lines.length);
  expect(column).toBeGreaterThan(0);
  expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
}

test('mutated manifests are judged or refused', () => {
  let judged = 0;
  let refused = 0;
  fc.assert(
    fc.property(fc.constantFrom(...MANIFESTS), edits, (text, changes) => {
      if (expectJudged([{ path: 'a.yaml', bytes: mutated(text, changes) }]) > 0) judged += 1;
      else refused += 1;
    }),
    runs(250),
  );
  expect(judged).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(20);
});

test('bytes and words of YAML are refused', () => {
  const words = fc.array(fc.oneof(fc.constantFrom(...TOKENS), fc.string({ maxLength: 5 })), { maxLength: 40 });
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    words.map((all) => Buffer.from(all.join(''))),
  );
  fc.assert(
    fc.property(bytes, bytes, (one, two) => {
      expectJudged([
        { path: 'a.yaml', bytes: one },
        { path: 'b.yaml', bytes: two },
      ]);
    }),
    runs(300),
  );
});

test('objects whose fields hold anything are judged', () => {
  const value = fc.jsonValue({ maxDepth: 2 });
  const wrong = fc.tuple(
    fc.constantFrom(...MANIFESTS),
    fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    value,
  );
  fc.assert(
    fc.property(fc.array(wrong, { minLength: 1, maxLength: 4 }), (all) => {
      const files = all.map(([text, at, other], index) => {
        // In place of a value, wherever it stands: flow style takes JSON anywhere.
        const values = [...text.matchAll(/(?<=: )[^{}[\],\n]+/g)];
        const hit = values[Math.floor(at * values.length)];
        const start = hit?.index ?? 0;
        const changed = text.slice(0, start) + JSON.stringify(other) + text.slice(start + (hit?.[0].length ?? 0));
        return { path: `${index}.yaml`, bytes: Buffer.from(changed) };
      });
      expectJudged(files);
    }),
    runs(200),
  );
});

test.each<[string, string]>([
  ['brackets', '['.repeat(1_000_000)],
  ['braces', '{a: '.repeat(500_000)],
  ['flow pairs', `[${':,'.repeat(1_000_000)}]`],
  ['dashes', '- '.repeat(500_000)],
  ['lines of dashes', '-\n'.repeat(1_000_000)],
  ['question marks', '? '.repeat(500_000)],
  ['document markers', '---\n'.repeat(300_000)],
  ['a quoted text that never ends', `a: "${'x\n\n '.repeat(300_000)}`],
  ['a plain text of many lines', `a: ${'x\n '.repeat(500_000)}`],
  ['anchors', '&a '.repeat(300_000)],
  ['many anchors', Array.from({ length: 100_000 }, (_, at) => `a${at}: &a${at} x`).join('\n')],
  ['merges', `a: &a {b: 1}\nc:\n${'  <<: *a\n'.repeat(200_000)}`],
  [
    'wide merges',
    `a: &a {${Array.from({ length: 1000 }, (_, at) => `b${at}: 1`).join(', ')}}\nc:\n${'  <<: *a\n'.repeat(100_000)}`,
  ],
  ['duplicates', 'a: 1\n'.repeat(300_000)],
  ['tabs', `a:\n${'\t'.repeat(1_000_000)}b`],
  ['spaces', `a:${' '.repeat(2_000_000)}b`],
  ['comments', '#\n'.repeat(1_000_000)],
  ['a long key', `${'k'.repeat(2_000_000)}: 1`],
  ['template braces', '{{ .a }}\n'.repeat(200_000)],
  ['directives', '%YAML 1.2\n'.repeat(200_000)],
  ['markers of a conflict', '<<<<<<< HEAD\n'.repeat(100_000)],
])('%s by the million are refused within seconds', (_, text) => {
  const start = performance.now();
  const { objects, problems, notEvaluated } = readManifests([{ path: 'a.yaml', text }]);
  formatProblems(problems, { colour: false });
  expect(objects).toEqual([]);
  expect(problems.length + notEvaluated.length, text.slice(0, 20)).toBeGreaterThanOrEqual(
    /^[#-]+\n/.test(text) ? 0 : 1,
  );
  expect(performance.now() - start).toBeLessThan(4 * PATIENCE_MS);
});
