import { describe, expect, test } from 'vitest';
import { append, complaints, edit, FILES, type Files, SHOP_FILE, WEB_FILE, workload } from './declarations.js';

/** The tenant's quota is 4 CPU, 8Gi and 10Gi of ephemeral storage; a container takes 500m, 512Mi and 1Gi unless declared. */
const web = (spec: string, files?: Files) => complaints(edit(WEB_FILE, '  service: {}\n', spec, files));
const quota = (text: string) => edit(SHOP_FILE, '  quota:\n', `  quota:\n${text}`);
const job = (spec: string): Files => ({
  ...FILES,
  'environments/prod/tenants/shop/report.yaml': workload('report', 'shop-web').replace('  service: {}\n', spec),
});

describe('the workloads of a namespace have room in its quotas', () => {
  test.each([
    ['eight pods of 500m are 4 CPU', '  service: {replicas: 8}\n'],
    ['nothing runs', '  service: {replicas: 0}\n  resources: {cpu: 5}\n'],
    [
      'a pod takes all, and rolls in place',
      '  service: {replicas: 1}\n  resources: {cpu: 4}\n  placement: {spread: required}\n',
    ],
    [
      'four pods take all, and a rollout takes one of them away first',
      '  service: {replicas: 4}\n  resources: {cpu: 1}\n',
    ],
    [
      'a set of two never has a third',
      '  database: {replicas: 2, ports: {}, storage: {size: 1Gi, mountPath: /data}}\n  resources: {cpu: 2}\n',
    ],
  ])('%s', (_, spec) => {
    expect(web(spec, quota('    storage: {total: 2Gi, claims: 2, classes: {ssd: {storage: 2Gi}}}\n'))).toBe('');
  });

  test('nine pods do not', () => {
    expect(web('  service: {replicas: 9}\n')).toBe(`\
environments/prod/tenants/shop/web.yaml:4:9: error: metadata.name: namespace \`shop-web\` has no room for it and its other workloads: 4500m of requests.cpu, and quota \`compute\` has 4; 4500m of limits.cpu, and quota \`compute\` has 4
     3 | metadata:
>    4 |   name: web
       |         ^^^
   the platform grants more in the Tenant: spec.quota.cpu

1 problem in 1 file`);
  });

  test('overhead of the runtime counts', () => {
    // kata-clh adds 250m to each pod.
    expect(web('  service: {replicas: 5}\n  runtime: kata-clh\n')).toBe('');
    expect(web('  service: {replicas: 6}\n  runtime: kata-clh\n')).toContain(
      '4500m of requests.cpu, and quota `compute` has 4',
    );
  });

  test('requests and limits have bounds of their own', () => {
    const limits = append(SHOP_FILE, '  limits: {container: {maxLimitRequestRatio: {cpu: 2}}}\n');
    const own = edit(SHOP_FILE, '    cpu: 4\n', '    cpu: {requests: 2, limits: 4}\n', limits);
    const spec = '  service: {replicas: 8}\n  resources: {cpu: 500m, requests: {cpu: 250m}}\n';
    expect(web(spec, own)).toBe('');
    expect(web(spec.replace('250m', '300m'), own)).toContain('2400m of requests.cpu, and quota `compute` has 2\n');
  });

  test('a rollout that adds a pod before it takes one away needs room for it', () => {
    expect(web('  service: {replicas: 3}\n  resources: {cpu: 1}\n')).toBe('');
    expect(web('  service: {replicas: 2}\n  resources: {cpu: 2}\n')).toContain(
      'has no room for the new pod of a rollout beside the old ones: 6 of requests.cpu, and quota `compute` has 4',
    );
  });

  test('a job has room beside what always runs, jobs need not run together', () => {
    const three = '  job: {schedule: "@daily"}\n  resources: {cpu: 3}\n';
    expect(complaints(job(three))).toBe('');
    expect(complaints(job(three.replace('3}', '3500m}')))).toContain(
      'report.yaml:4:9: error: metadata.name: namespace `shop-web` has no room for it beside what always runs: 4500m of requests.cpu',
    );
    expect(complaints(job('  job: {parallelism: 7}\n'))).toContain('4500m of requests.cpu, and quota `compute` has 4');
  });

  test('claims, by number, size and class', () => {
    expect(web('  database: {replicas: 2, ports: {}, storage: {size: 1Gi, mountPath: /data}}\n')).toContain(
      '2Gi of requests.storage, and quota `storage` has 0; 2Gi of ssd.storageclass.storage.k8s.io/requests.storage, and quota `storage` has 0; 2 of ssd.storageclass.storage.k8s.io/persistentvolumeclaims, and quota `storage` has 0; 2 of persistentvolumeclaims, and quota `objects` has 0\n',
    );
  });

  test('objects by number, those of the namespace itself included', () => {
    const files = quota('    objects: {configmaps: 2, resourcequotas: 4, services: 1}\n');
    const two = (count: number) =>
      `  service: {ports: {http: {port: 80}}}\n  files: {a: {mountPath: /a, data: {}}${count > 1 ? ', b: {mountPath: /b, data: {}}' : ''}}\n`;
    expect(web(two(1), files)).toBe('');
    // kube-root-ca.crt is the third.
    expect(web(two(2), files)).toContain('3 of configmaps, and quota `objects` has 2\n');
    expect(web('  service: {}\n', quota('    objects: {resourcequotas: 3}\n'))).toContain(
      '4 of resourcequotas, and quota `objects` has 3\n',
    );
  });

  test('pods of a priority in the quota of that priority, others not', () => {
    const files = append(
      SHOP_FILE,
      '  priorityClasses: [high]\n',
      quota('    scoped: {urgent: {priorityClass: high, cpu: 1, pods: 3}}\n'),
    );
    expect(web('  service: {replicas: 6}\n', files)).toBe('');
    expect(web('  service: {replicas: 2}\n  priorityClass: high\n  resources: {cpu: 250m}\n', files)).toBe('');
    expect(web('  service: {replicas: 4}\n  priorityClass: high\n  resources: {cpu: 250m}\n', files)).toContain(
      '4 of pods, and quota `urgent` has 3\n',
    );
  });

  test('devices together, where one pod has enough', () => {
    const nodes = edit(
      'environments/prod/platform/environment.yaml',
      '      count: 3\n',
      '      count: 3\n      devices: {gpu: 1}\n',
    );
    const files = append(
      SHOP_FILE,
      '  devices: [gpu]\n',
      edit(SHOP_FILE, '  quota:\n', '  quota:\n    devices: {gpu: 1}\n', nodes),
    );
    expect(web('  service: {replicas: 1}\n  devices: {gpu: 1}\n', files)).toBe('');
    expect(web('  service: {replicas: 2}\n  devices: {gpu: 1}\n', files)).toContain(
      '2 of requests.nvidia.com/gpu, and quota `compute` has 1\n',
    );
  });

  test('a retired tenant runs nothing', () => {
    expect(web('  service: {replicas: 9}\n', append(SHOP_FILE, '  state: retired\n'))).toBe('');
  });

  test('is not asked of what is faulty anyway', () => {
    const faults = web('  service: {replicas: 9}\n  runtime: kata-fc\n');
    expect(faults).toContain('1 problem in 1 file');
    expect(faults).toContain('spec.runtime');
  });
});

describe('what a workload declares is within the LimitRange of its namespace', () => {
  const limits = (text: string) =>
    append(
      SHOP_FILE,
      `  limits: ${text}\n`,
      quota('    storage: {total: 1Ti, claims: 9, classes: {ssd: {storage: 1Ti}}}\n'),
    );
  const bounds = limits(
    '{container: {min: {cpu: 100m}, max: {cpu: 1}, maxLimitRequestRatio: {cpu: 20}}, pod: {max: {memory: 1Gi}}, claim: {min: 1Gi, max: 2Gi}}',
  );
  const place = 'environments/prod/tenants/shop/web.yaml';

  test.each([
    '  resources: {cpu: 1, memory: 1Gi, requests: {cpu: 100m}}\n',
    // A LimitRange for pods counts no overhead.
    '  resources: {memory: 1Gi}\n  runtime: kata-clh\n',
    '  volumes: {a: {mountPath: /a, claim: a, create: {size: 1Gi}}, b: {mountPath: /b, claim: b, create: {size: 2Gi}}}\n',
  ])('%s', (spec) => {
    expect(complaints(append(WEB_FILE, spec, bounds))).toBe('');
  });

  test.each([
    [
      '  resources: {cpu: 1100m}\n',
      'spec.resources.cpu: 1100m is more than the 1 that a container may have in namespace `shop-web`',
      'container.max.cpu',
    ],
    [
      '  resources: {cpu: 99m}\n',
      'spec.resources.cpu: 99m is less than the 100m that a container must have in namespace `shop-web`',
      'container.min.cpu',
    ],
    [
      '  resources: {cpu: 1, requests: {cpu: 99m}}\n',
      'spec.resources.requests.cpu: 99m is less than the 100m that a container must have in namespace `shop-web`',
      'container.min.cpu',
    ],
    [
      '  resources: {memory: 1025Mi}\n',
      'spec.resources.memory: 1025Mi is more than the 1Gi that a pod may have in namespace `shop-web`',
      'pod.max.memory',
    ],
    [
      '  volumes: {a: {mountPath: /a, claim: a, create: {size: 3Gi}}}\n',
      'spec.volumes.a.create.size: 3Gi is more than the 2Gi that a claim may have in namespace `shop-web`',
      'claim.max',
    ],
    [
      '  volumes: {a: {mountPath: /a, claim: a, create: {size: 1M}}}\n',
      'spec.volumes.a.create.size: 1M is less than the 1Gi that a claim must have in namespace `shop-web`',
      'claim.min',
    ],
  ])('%s', (spec, fault, bound) => {
    const said = complaints(append(WEB_FILE, spec, bounds));
    expect(said).toMatch(new RegExp(`^${place}:9:\\d+: error: `));
    expect(said).toContain(`error: ${fault}\n`);
    expect(said).toContain(`the platform decides in the Tenant: spec.limits.${bound}\n`);
    expect(said).toContain('1 problem in 1 file');
  });

  test('a database keeps the bounds of claims too', () => {
    expect(web('  database: {ports: {}, storage: {size: 3Gi, mountPath: /data}}\n', bounds)).toContain(
      'spec.database.storage.size: 3Gi is more than the 2Gi that a claim may have',
    );
  });
});
