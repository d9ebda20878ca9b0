import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../lib/kubernetes/json.js';
import { mayHoldPods } from '../../lib/kubernetes/unknown-pods.js';

const app = { name: 'app', image: 'registry.example.com/app:1' };
const containers = [app];
const of = (apiVersion: string, kind: string, spec: Json): JsonObject => ({ apiVersion, kind, metadata: {}, spec });

describe('may hold pods', () => {
  test.each([
    ['kubevirt.io/v1', 'VirtualMachine'],
    ['kubevirt.io/v1', 'VirtualMachineInstance'],
    ['kubevirt.io/v1', 'VirtualMachineInstanceReplicaSet'],
    ['pool.kubevirt.io/v1beta1', 'VirtualMachinePool'],
  ])('%s %s, whose launcher pods are not modelled', (apiVersion, kind) => {
    expect(mayHoldPods(of(apiVersion, kind, { template: {} }))).toContain('launcher pods');
  });

  test.each<[what: string, object: JsonObject]>([
    ['a template of pods', of('example.com/v1', 'Fleet', { template: { spec: { containers } } })],
    ['templates in lists', of('example.com/v1', 'Fleet', { groups: [[], [{ containers }]] })],
    ['init containers', of('example.com/v1', 'Fleet', { initContainers: containers })],
    ['containers that are only named', of('example.com/v1', 'Fleet', { pod: { containers: [{ name: 'app' }] } })],
    [
      'containers beside something odd',
      of('example.com/v1', 'Fleet', { pod: { containers: [null, 'app', ...containers] } }),
    ],
    [
      'a kind of a known group',
      of('argoproj.io/v1alpha1', 'Workflow', { templates: [{ sidecars: [], initContainers: containers }] }),
    ],
    ['a group that looks built in', of('serving.k8s.io/v1', 'Fleet', { containers })],
    ['a field beside the spec', { apiVersion: 'example.com/v1', kind: 'Fleet', template: { spec: { containers } } }],
  ])('an unknown kind with %s', (_, object) => {
    expect(mayHoldPods(object)).toMatch(
      /^it has a list `(initContainers|containers)`, and where a \w+ of [\w.]+ holds pods is not known$/,
    );
  });

  test.each<[what: string, apiVersion: string, kind: string, spec: Json, found: string]>([
    [
      'the container of a template',
      'argoproj.io/v1alpha1',
      'Workflow',
      { templates: [{ container: app }] },
      'a `container`',
    ],
    [
      'the script of a template',
      'argoproj.io/v1alpha1',
      'CronWorkflow',
      { workflowSpec: { templates: [{ script: app }] } },
      'a `script`',
    ],
    [
      'the sidecars of a template',
      'argoproj.io/v1alpha1',
      'WorkflowTemplate',
      { templates: [{ sidecars: [app] }] },
      'a list `sidecars`',
    ],
    ['the steps of a task', 'tekton.dev/v1', 'Task', { steps: [{ ref: { name: 'clone' } }, app] }, 'a list `steps`'],
  ])('%s', (_, apiVersion, kind, spec, found) => {
    expect(mayHoldPods(of(apiVersion, kind, spec))).toBe(
      `it has ${found}, and where a ${kind} of ${apiVersion.split('/')[0]} holds pods is not known`,
    );
  });

  test('an unknown kind that is too large, or leads into itself', () => {
    const circle: JsonObject = {};
    circle.circle = circle;
    for (const spec of [Array.from({ length: 200_001 }, () => ({})), circle])
      expect(mayHoldPods(of('example.com/v1', 'Fleet', spec))).toContain('more than 200000 values');
  });
});

describe('holds no pods, or none that are not found', () => {
  let deep: Json = {};
  for (let depth = 0; depth < 100_000; depth++) deep = { deep };
  test.each<[what: string, object: JsonObject]>([
    ['a built-in kind', of('v1', 'ConfigMap', { containers })],
    ['a kind whose pods are found', of('apps/v1', 'Deployment', { template: { spec: { containers } } })],
    [
      'a kind of others whose pods are found',
      of('agents.x-k8s.io/v1alpha1', 'Sandbox', { podTemplate: { spec: { containers } } }),
    ],
    ['names of containers', of('example.com/v1', 'Alert', { containers: ['app', 'side'] })],
    [
      'steps that name others',
      of('argoproj.io/v1alpha1', 'Workflow', { templates: [{ steps: [[{ name: 'a', template: 'b' }]] }] }),
    ],
    ['a container that is only named', of('example.com/v1', 'Alert', { container: 'app', script: { name: 'a' } })],
    ['an empty list', of('example.com/v1', 'Alert', { containers: [] })],
    ['a mapping', of('example.com/v1', 'Alert', { containers: { name: 'app' } })],
    ['a status', { apiVersion: 'example.com/v1', kind: 'Alert', metadata: { containers }, status: { containers } }],
    ['great depth', of('example.com/v1', 'Alert', deep)],
    ['no kind', { apiVersion: 'example.com/v1', spec: { containers } }],
  ])('%s', (_, object) => {
    expect(mayHoldPods(object)).toBeUndefined();
  });
});
