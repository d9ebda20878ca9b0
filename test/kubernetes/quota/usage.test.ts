import { describe, expect, test } from 'vitest';
import { formatQuantity } from '../../../lib/kubernetes/quantity.js';
import { type Counted, usageOf } from '../../../lib/kubernetes/quota/usage.js';

const usage = (object: Counted) =>
  Object.fromEntries([...usageOf(object)].map(([name, quantity]) => [name, formatQuantity(quantity)]));

describe('a quota counts', () => {
  test('a pod by its requests, under both names, and its limits', () => {
    const limits = { cpu: '1', memory: '1Gi', 'nvidia.com/gpu': 1, 'hugepages-2Mi': '4Mi' };
    expect(
      usage({ kind: 'Pod', spec: { containers: [{ resources: { limits } }], overhead: { memory: '130Mi' } } }),
    ).toEqual({
      'count/pods': '1',
      pods: '1',
      cpu: '1',
      'requests.cpu': '1',
      'limits.cpu': '1',
      memory: '1154Mi',
      'requests.memory': '1154Mi',
      'limits.memory': '1154Mi',
      'requests.nvidia.com/gpu': '1',
      'hugepages-2Mi': '4Mi',
      'requests.hugepages-2Mi': '4Mi',
    });
  });

  test.each(['Succeeded', 'Failed'])('of a pod that has %s nothing but its object', (phase) => {
    const spec = { containers: [{ resources: { limits: { cpu: '1' } } }] };
    expect(usage({ kind: 'Pod', spec, status: { phase } })).toEqual({ 'count/pods': '1' });
  });

  test('a claim in all, and for its class', () => {
    const resources = { requests: { storage: '10Gi' } };
    const counted = { 'count/persistentvolumeclaims': '1', persistentvolumeclaims: '1', 'requests.storage': '10Gi' };
    expect(usage({ kind: 'PersistentVolumeClaim', spec: { resources } })).toEqual(counted);
    expect(usage({ kind: 'PersistentVolumeClaim', spec: { resources, storageClassName: 'fast' } })).toEqual({
      ...counted,
      'fast.storageclass.storage.k8s.io/requests.storage': '10Gi',
      'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '1',
    });
  });

  const service = { 'count/services': '1', services: '1' };
  test.each<[string, Extract<Counted, { kind: 'Service' }>['spec'], object]>([
    ['a Service', { ports: [{ port: 80 }] }, {}],
    ['its node ports', { type: 'NodePort', ports: [{ port: 80 }, { port: 81 }] }, { 'services.nodeports': '2' }],
    [
      'a load balancer, and the node ports that come with it',
      { type: 'LoadBalancer', ports: [{ port: 80 }, { port: 81 }] },
      { 'services.nodeports': '2', 'services.loadbalancers': '1' },
    ],
    [
      'those that are asked for by number where none come with it',
      {
        type: 'LoadBalancer',
        allocateLoadBalancerNodePorts: false,
        ports: [{ port: 80, nodePort: 30000 }, { port: 81 }],
      },
      { 'services.nodeports': '1', 'services.loadbalancers': '1' },
    ],
  ])('%s', (_, spec, more) => {
    expect(usage({ kind: 'Service', spec: spec ?? {} })).toEqual({ ...service, ...more });
  });

  test.each<[Counted, string[]]>([
    [{ kind: 'ConfigMap' }, ['configmaps', 'count/configmaps']],
    [{ kind: 'Secret' }, ['count/secrets', 'secrets']],
    [{ kind: 'ResourceQuota' }, ['count/resourcequotas', 'resourcequotas']],
    [{ kind: 'Deployment' }, ['count/deployments.apps']],
    [{ kind: 'StatefulSet' }, ['count/statefulsets.apps']],
    [{ kind: 'Job' }, ['count/jobs.batch']],
    [{ kind: 'CronJob' }, ['count/cronjobs.batch']],
  ])('%o by name', (object, names) => {
    expect(usage(object)).toEqual(Object.fromEntries(names.map((name) => [name, '1'])));
  });
});
