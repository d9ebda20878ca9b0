import { expect, test } from 'vitest';
import { podSpecOf, podSpecPath } from '../../lib/kubernetes/pod-template.js';

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
])('%s %s holds its pod spec at %s', (apiVersion, kind, path) => {
  const steps = path.split('.');
  const spec = { containers: [] };
  const body = steps.reduceRight<object>((inner, step) => ({ [step]: inner }), spec);
  expect(podSpecPath({ apiVersion, kind })).toEqual(steps);
  expect(podSpecOf({ apiVersion, kind, ...body })).toBe(spec);
});

test.each([
  { apiVersion: 'v1', kind: 'ConfigMap', spec: {} },
  { apiVersion: 'example.com/v1', kind: 'Deployment', spec: { template: { spec: {} } } },
  { apiVersion: 'v1', kind: 'Deployment', spec: { template: { spec: {} } } },
  { kind: 'Pod', spec: {} },
  { apiVersion: 'v1', kind: 'constructor' },
])('%j holds none', (object) => {
  expect(podSpecPath(object)).toBeUndefined();
  expect(podSpecOf(object)).toBeUndefined();
});

test.each([undefined, null, 'text', []])('a pod spec that is %j is none', (spec) => {
  expect(podSpecOf({ apiVersion: 'v1', kind: 'Pod', ...(spec === undefined ? {} : { spec }) })).toBeUndefined();
});
