import { expect, test } from 'vitest';
import { deviceResources } from '../../lib/config/device-resources.js';
import type { EnvironmentSpec } from '../../lib/config/schema/environment.js';

const ENVIRONMENT = {
  devices: {
    gpu: { resourceName: 'nvidia.com/gpu', passthrough: false },
    nic: { resourceName: 'intel.com/vf', passthrough: false },
  },
  networks: { fabric: { attachment: 'a/b', resourceName: 'intel.com/vf' }, office: { attachment: 'a/c' } },
} as unknown as EnvironmentSpec;

test('a device and a network that are offered by one name are counted together, as the quota does', () => {
  expect(deviceResources(ENVIRONMENT, { devices: { gpu: 1, nic: 2 }, networks: ['fabric'] })).toEqual({
    'nvidia.com/gpu': 1,
    'intel.com/vf': 3,
  });
});

test('a network without virtual functions takes nothing, nor does what the environment has not', () => {
  expect(deviceResources(ENVIRONMENT, { devices: { unknown: 1 }, networks: ['office', 'unknown'] })).toEqual({});
});
