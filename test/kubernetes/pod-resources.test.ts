import { describe, expect, test } from 'vitest';
import type { Amounts } from '../../lib/kubernetes/amounts.js';
import { type PodResources, podLimits, podRequests } from '../../lib/kubernetes/pod-resources.js';
import { formatQuantity } from '../../lib/kubernetes/quantity.js';

const said = (amounts: Amounts) =>
  Object.fromEntries([...amounts].map(([name, quantity]) => [name, formatQuantity(quantity)]));
const container = (cpu: string, more: object = {}) => ({ resources: { requests: { cpu }, limits: { cpu } }, ...more });
const sidecar = (cpu: string) => container(cpu, { restartPolicy: 'Always' });

describe('a pod requests', () => {
  // The examples of KEP-753 (sidecar containers), section "Resources calculation for scheduling and pod admission".
  test.each<[string, PodResources, string]>([
    ['its containers together', { containers: [container('500m'), container('250m')] }, '750m'],
    ['an init container that takes more', { containers: [container('1')], initContainers: [container('2')] }, '2'],
    ['not one that takes less', { containers: [container('1')], initContainers: [container('500m')] }, '1'],
    ['a sidecar for as long as it runs', { containers: [container('1')], initContainers: [sidecar('100m')] }, '1100m'],
    [
      'an init container and the sidecars before it',
      { containers: [container('1')], initContainers: [sidecar('100m'), container('2')] },
      '2100m',
    ],
    [
      'not the sidecars after it',
      { containers: [container('1')], initContainers: [container('2'), sidecar('100m')] },
      '2',
    ],
    [
      'a sidecar that starts beside greater ones than the containers are',
      { containers: [container('100m')], initContainers: [sidecar('1'), sidecar('2')] },
      '3100m',
    ],
    [
      'what the pod as a whole names instead',
      { containers: [container('1'), container('1')], resources: { requests: { cpu: '1500m' } } },
      '1500m',
    ],
    [
      'what containers name where the pod as a whole is only limited',
      { containers: [container('1')], resources: { limits: { cpu: '4' } } },
      '1',
    ],
    [
      'the limit of the whole where nothing else is said',
      { containers: [{}], resources: { limits: { cpu: '4' } } },
      '4',
    ],
    ['the limit where a container names no request', { containers: [{ resources: { limits: { cpu: '2' } } }] }, '2'],
    ['its overhead as well', { containers: [container('500m')], overhead: { cpu: '250m' } }, '750m'],
    [
      'overhead beside what the whole names',
      { containers: [container('1')], resources: { requests: { cpu: '2' } }, overhead: { cpu: '250m' } },
      '2250m',
    ],
  ])('%s', (_, pod, cpu) => {
    expect(said(podRequests(pod)).cpu).toBe(cpu);
  });

  test('nothing that it does not name', () => {
    expect(said(podRequests({ containers: [{}] }))).toEqual({});
  });

  test('devices of its containers, whatever the whole names', () => {
    const resources = { requests: { 'nvidia.com/gpu': 1 }, limits: { 'nvidia.com/gpu': 1 } };
    expect(
      said(podRequests({ containers: [{ resources }, { resources }], resources: { requests: { cpu: '1' } } })),
    ).toEqual({ cpu: '1', 'nvidia.com/gpu': '2' });
  });
});

describe('overhead', () => {
  const overhead = { cpu: '250m', memory: '130Mi' };

  test('adds to limits that there are, and makes none (PodLimits)', () => {
    expect(said(podLimits({ containers: [container('500m')], overhead }))).toEqual({ cpu: '750m' });
    expect(said(podLimits({ containers: [{ resources: { limits: { cpu: '0' } } }], overhead }))).toEqual({ cpu: '0' });
  });

  test('is requested by itself', () => {
    expect(said(podRequests({ containers: [{}], overhead }))).toEqual(overhead);
  });
});
