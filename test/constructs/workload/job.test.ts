import { describe, expect, test } from 'vitest';
import { at } from '../rendered.js';
import { workloadOf } from './workload.js';

const [migrate] = workloadOf('migrate').ofKind('Job');
const nameWith = (spec: string) => workloadOf('migrate', { workloads: { shop: { migrate: spec } } }).names('Job')[0];

describe('a job', () => {
  test('with a schedule is a CronJob', () => {
    const { jobTemplate, ...spec } = workloadOf('nightly').find('CronJob', 'nightly', 'shop-data').spec as {
      jobTemplate: { spec: { template: { spec: object } } };
    };
    expect(spec).toEqual({ schedule: '0 3 * * *', timeZone: 'Europe/Berlin', concurrencyPolicy: 'Forbid' });
    expect(jobTemplate.spec).toMatchObject({
      completions: 1,
      parallelism: 1,
      backoffLimit: 3,
      ttlSecondsAfterFinished: 3600,
    });
    expect(jobTemplate.spec.template.spec).toMatchObject({
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
    });
    expect(jobTemplate.spec.template.spec).not.toHaveProperty('topologySpreadConstraints');
  });

  test('without one is a Job with a hash in its name: its template cannot be changed', () => {
    expect(migrate?.metadata.name).toMatch(/^migrate-[0-9a-f]{8}$/);
    expect(migrate?.spec).toMatchObject({
      backoffLimit: 1,
      activeDeadlineSeconds: 600,
      completions: 1,
      parallelism: 1,
    });
    expect(migrate?.spec).not.toHaveProperty('ttlSecondsAfterFinished');
    expect(at(migrate ?? {}, 'spec', 'template', 'spec', 'restartPolicy')).toBe('Never');
  });

  test.each(['image: registry.example.com/shop/migrate:8', 'env: {A: "1"}', 'job: {retries: 2}', 'args: [--all]'])(
    'runs again when %s changes',
    (spec) => {
      expect(nameWith(spec)).not.toBe(migrate?.metadata.name);
    },
  );

  test('does not run again for the order of what is declared', () => {
    const [one, other] = [
      nameWith('placement: {nodeLabels: {example.com/zone: a, example.com/rack: b}}\nenv: {a: "1", b: "2"}'),
      nameWith('placement: {nodeLabels: {example.com/rack: b, example.com/zone: a}}\nenv: {b: "2", a: "1"}'),
    ];
    expect(one).toBe(other);
    expect(one).not.toBe(migrate?.metadata.name);
  });
});
