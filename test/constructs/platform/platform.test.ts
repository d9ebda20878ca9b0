import { describe, expect, test } from 'vitest';
import { Platform } from '../../../lib/constructs/platform/platform.js';
import { harbour, type Overlay } from '../harbour.js';
import { Rendered } from '../rendered.js';

const platform = (overlay?: Overlay) =>
  Rendered.of((app) => new Platform(app, 'platform', { cluster: harbour(overlay) }));

describe('RuntimeClass', () => {
  test('is what kata-deploy ships, with the tolerations that were declared', () => {
    // kata-deploy 4.1.0, helm-chart/kata-deploy/templates/runtimeclasses.yaml: kata-clh 130Mi, 250m.
    expect(platform().find('RuntimeClass', 'kata-clh')).toEqual({
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'kata-clh' },
      handler: 'kata-clh',
      overhead: { podFixed: { cpu: '250m', memory: '130Mi' } },
      scheduling: {
        nodeSelector: { 'katacontainers.io/kata-runtime': 'true' },
        tolerations: [
          { key: 'example.com/tier', operator: 'Equal', value: 'vm' },
          { key: 'katacontainers.io/kata', operator: 'Exists', effect: 'NoSchedule' },
        ],
      },
    });
  });

  test('of gVisor has the handler runsc and no overhead', () => {
    expect(platform().find('RuntimeClass', 'gvisor')).toEqual({
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'gvisor' },
      handler: 'runsc',
      scheduling: { nodeSelector: { 'example.com/gvisor': 'true' } },
    });
  });

  test('of any other handler is what was declared, and nothing of a preset', () => {
    const runtimes = { own: 'handler: own-oci\nisolation: none\noverhead: {cpu: 0.1, memory: 1024Mi}' };
    expect(platform({ runtimes }).find('RuntimeClass', 'own')).toEqual({
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'own' },
      handler: 'own-oci',
      overhead: { podFixed: { cpu: '100m', memory: '1Gi' } },
    });
  });

  test('declared overhead and selector win over the preset', () => {
    const runtimes = { 'kata-clh': 'overhead: {cpu: 1, memory: 2Gi}\nnodeSelector: {kubernetes.io/arch: amd64}' };
    expect(platform({ runtimes }).find('RuntimeClass', 'kata-clh')).toMatchObject({
      overhead: { podFixed: { cpu: '1', memory: '2Gi' } },
      scheduling: { nodeSelector: { 'kubernetes.io/arch': 'amd64' } },
    });
  });
});

test('PriorityClasses say value and preemption, and none is the default', () => {
  expect(platform().ofKind('PriorityClass')).toEqual([
    {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'kata-high-security' },
      value: 1000000,
      preemptionPolicy: 'PreemptLowerPriority',
      description: 'Behind a virtual machine of their own',
    },
    {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'overnight' },
      value: -10,
      preemptionPolicy: 'Never',
    },
  ]);
});
