import { expect, test } from 'vitest';
import type { JsonObject } from '../../lib/kubernetes/json.js';
import { isPodHolder, podTemplatesOf } from '../../lib/kubernetes/pod-template.js';

test.each([
  ['v1', 'Pod', 'spec'],
  ['v1', 'PodTemplate', 'template.spec'],
  ['v1', 'ReplicationController', 'spec.template.spec'],
  ['apps/v1', 'DaemonSet', 'spec.template.spec'],
  ['apps/v1', 'Deployment', 'spec.template.spec'],
  ['apps/v1', 'ReplicaSet', 'spec.template.spec'],
  ['apps/v1', 'StatefulSet', 'spec.template.spec'],
  ['batch/v1', 'Job', 'spec.template.spec'],
  ['batch/v1', 'CronJob', 'spec.jobTemplate.spec.template.spec'],
  ['agents.x-k8s.io/v1alpha1', 'Sandbox', 'spec.podTemplate.spec'],
  ['extensions.agents.x-k8s.io/v1alpha1', 'SandboxTemplate', 'spec.podTemplate.spec'],
  ['argoproj.io/v1alpha1', 'Rollout', 'spec.template.spec'],
])('%s %s holds its pod spec at %s', (apiVersion, kind, path) => {
  const steps = path.split('.');
  const spec = { containers: [] };
  const body = steps.reduceRight<object>((inner, step) => ({ [step]: inner }), spec);
  expect(isPodHolder({ apiVersion, kind })).toBe(true);
  expect(podTemplatesOf({ apiVersion, kind, ...body })).toEqual([{ path: steps.slice(0, -1), metadata: {}, spec }]);
});

test('a JobSet holds a template for each of its jobs', () => {
  const job = (name: string, template: object) => ({ name, template: { spec: { template } } });
  const jobSet = {
    apiVersion: 'jobset.x-k8s.io/v1alpha2',
    kind: 'JobSet',
    spec: {
      replicatedJobs: [
        job('leader', { metadata: { labels: { role: 'leader' } }, spec: { hostPID: true } }),
        null,
        job('odd', {}),
        job('workers', { metadata: 'none', spec: { containers: [] } }),
      ],
    },
  } as unknown as JsonObject;
  const path = (index: number) => ['spec', 'replicatedJobs', index, 'template', 'spec', 'template'];
  expect(podTemplatesOf(jobSet)).toEqual([
    { path: path(0), metadata: { labels: { role: 'leader' } }, spec: { hostPID: true } },
    { path: path(3), metadata: {}, spec: { containers: [] } },
  ]);
  expect(
    podTemplatesOf({ ...jobSet, spec: { replicatedJobs: { 0: job('leader', { spec: {} }) } } } as JsonObject),
  ).toEqual([]);
});

test('a Pod is its own template', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec: { hostPID: true } };
  expect(podTemplatesOf(pod)).toEqual([{ path: [], metadata: pod.metadata, spec: pod.spec }]);
});

test('a Rollout that names a Deployment has no template of its own', () => {
  const spec = { workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } };
  expect(podTemplatesOf({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec })).toEqual([]);
});

test.each([
  { apiVersion: 'v1', kind: 'ConfigMap', spec: {} },
  { apiVersion: 'example.com/v1', kind: 'Deployment', spec: { template: { spec: {} } } },
  { apiVersion: 'v1', kind: 'Deployment', spec: { template: { spec: {} } } },
  { kind: 'Pod', spec: {} },
  { apiVersion: 'v1', kind: 'constructor' },
])('%j holds none', (object) => {
  expect(isPodHolder(object)).toBe(false);
  expect(podTemplatesOf(object)).toEqual([]);
});

test.each([undefined, null, 'text', []])('a pod spec that is %j is none', (spec) => {
  expect(podTemplatesOf({ apiVersion: 'v1', kind: 'Pod', ...(spec === undefined ? {} : { spec }) })).toEqual([]);
});
