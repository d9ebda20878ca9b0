import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Json, type JsonObject, valueAt } from '../../../lib/kubernetes/json.js';
import { podSecurityOf } from '../../../lib/kubernetes/pod-security/namespace-labels.js';
import { podSecurityMessage, podSecurityViolations } from '../../../lib/kubernetes/pod-security/violations.js';
import { podTemplatesOf } from '../../../lib/kubernetes/pod-template.js';
import { mayHoldPods } from '../../../lib/kubernetes/unknown-pods.js';
import { runs } from '../../property-runs.js';
import { oddPods } from './mutated-pods.js';

/** Every key that a check reads, and some that no object should have. */
const KEYS =
  'metadata annotations labels spec template podTemplate jobTemplate replicatedJobs containers initContainers ephemeralContainers volumes name securityContext windowsOptions hostProcess seLinuxOptions type user role seccompProfile appArmorProfile capabilities add drop procMount privileged allowPrivilegeEscalation runAsNonRoot runAsUser sysctls ports hostPort containerPort livenessProbe readinessProbe startupProbe lifecycle postStart preStop httpGet tcpSocket host hostNetwork hostPID hostIPC hostUsers os hostPath nfs emptyDir image __proto__ constructor toString valueOf length'.split(
    ' ',
  );

const scalar = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    false,
    0,
    -0,
    1,
    1.5,
    1e300,
    '',
    'ALL',
    'windows',
    'Unconfined',
    'unconfined',
    '\ud800',
  ),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.integer(),
);
const { odd } = fc.letrec<{ odd: Json }>((tie) => ({
  odd: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    { weight: 2, arbitrary: scalar },
    fc.array(tie('odd'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('odd'), { maxKeys: 6, noNullPrototype: false }) as fc.Arbitrary<Json>,
  ),
}));

const VERSIONS = ['v1.0', 'v1.18', 'v1.24', 'v1.34', 'latest'] as const;

/** That every path leads to what offends, or to nothing, inside the pod. */
function expectAnswer(pod: { metadata: JsonObject; spec: JsonObject }): void {
  for (const version of VERSIONS)
    for (const level of ['baseline', 'restricted'] as const) {
      const violations = podSecurityViolations(pod, level, version);
      expect(podSecurityMessage({ level, version }, violations)).toBeTypeOf('string');
      for (const { check, reason, paths } of violations) {
        expect([check, reason]).not.toContain('');
        expect(paths.length).toBeGreaterThan(0);
        for (const { path, container } of paths) {
          expect(['spec', 'metadata']).toContain(path[0]);
          if (container !== undefined && path[0] === 'spec')
            expect(container).toBe(typeof nameAt(pod, path) === 'string' ? nameAt(pod, path) : '');
        }
      }
    }
}

const nameAt = (pod: object, path: readonly (string | number)[]) => valueAt(pod, [...path.slice(0, 3), 'name']);

it('a pod of any shape gets an answer', () => {
  fc.assert(
    fc.property(odd, odd, (metadata, spec) =>
      expectAnswer({ metadata, spec } as { metadata: JsonObject; spec: JsonObject }),
    ),
    runs(3000),
  );
});

it('a pod with something odd in any place gets an answer', () => {
  fc.assert(
    fc.property(oddPods, fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 3 }), (pod, changes) => {
      const copy = structuredClone(pod);
      for (const [at, value] of changes) replace(copy, at, value);
      expectAnswer(copy as { metadata: JsonObject; spec: JsonObject });
    }),
    runs(1500),
  );
});

it('an object of any shape has its pods found, or none', () => {
  const kinds = fc.constantFrom(
    ['v1', 'Pod'],
    ['batch/v1', 'CronJob'],
    ['jobset.x-k8s.io/v1alpha2', 'JobSet'],
    ['example.com/v1', 'Other'],
  );
  fc.assert(
    fc.property(kinds, odd, ([apiVersion = '', kind = ''], spec) => {
      const object: JsonObject = { apiVersion, kind, spec };
      for (const template of podTemplatesOf(object)) {
        expect(valueAt(object, [...template.path, 'spec'])).toBe(template.spec);
        expectAnswer(template);
      }
      expect(mayHoldPods(object)).toBeOneOf([undefined, expect.any(String)]);
    }),
    runs(1500),
  );
});

it('labels of any shape get an answer', () => {
  const label = fc.constantFrom('enforce', 'enforce-version', 'audit', 'audit-version', 'warn', 'warn-version');
  const labels = fc.dictionary(
    label.map((name) => `pod-security.kubernetes.io/${name}`),
    fc.oneof(odd, fc.constantFrom<Json>('baseline', 'restricted', 'latest', 'v1.30')),
  );
  fc.assert(
    fc.property(labels, (any) => {
      const { enforce, audit, warn } = podSecurityOf(any);
      for (const { level, version } of [enforce, audit, warn]) {
        expect(['privileged', 'baseline', 'restricted']).toContain(level);
        expect(version).toMatch(/^(latest|v1\.\d+)$/);
      }
    }),
    runs(500),
  );
});

/** Puts a value where another stands: the one of that number, in the order in which they stand. */
function replace(root: JsonObject, number: number, value: Json): void {
  const places: [JsonObject, string][] = [];
  const visit = (node: Json) => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      places.push([node as JsonObject, key]);
      visit(child);
    }
  };
  visit(root.spec ?? null);
  const place = places[number % Math.max(places.length, 1)];
  if (place !== undefined) place[0][place[1]] = value;
}
