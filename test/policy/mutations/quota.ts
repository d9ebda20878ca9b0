import { describe } from 'vitest';
import { SHOP } from '../../shop.js';
import { type Case, remove, set, testCases } from './planted.js';

const ENVIRONMENT = 'environments/prod/platform/environment.yaml';
const TENANT = 'environments/base/platform/shop.yaml';

const COMPUTE = 'ResourceQuota shop-web/compute';
const FRONTEND = 'Deployment shop-web/frontend';
const COUNT = 'Environment prod: spec.nodePools.kata.count';
const hard = (name: string) => ['spec', 'hard', name];

/** A declaration of the shop with another text at one place. */
function declaring(path: string, before: string, after: string): Record<string, string> {
  const text = SHOP[path] ?? '';
  if (text.split(before).length !== 2) throw new Error(`${path} does not have ${before} once`);
  return { [path]: text.replace(before, after) };
}

const CASES: readonly Case[] = [
  { title: 'no fault', finds: [] },
  {
    title: 'the quota that bounds CPU and memory is gone',
    plant: remove(COMPUTE),
    finds: ['quota/missing: Namespace shop-web: metadata.name'],
  },
  {
    title: 'a quota without memory',
    plant: set(COMPUTE, ['spec', 'hard'], { 'requests.cpu': '4' }),
    finds: ['quota/missing: Namespace shop-web: metadata.name'],
  },
  {
    // 3 x (500m + 250m) of CPU.
    title: 'a quota that is smaller than what runs',
    plant: set(COMPUTE, hard('requests.cpu'), '2'),
    finds: [`quota/no-room: ${FRONTEND}: spec.replicas`],
  },
  {
    // 2250m runs, and 3 are needed while a pod is replaced.
    title: 'a quota that is smaller than a rollout',
    plant: set(COMPUTE, hard('requests.cpu'), '2999m'),
    finds: [`quota/no-room: ${FRONTEND}: spec.replicas`],
  },
  {
    title: 'more replicas than the quota has room for',
    plant: set(FRONTEND, ['spec', 'replicas'], 6),
    finds: [`quota/no-room: ${FRONTEND}: spec.replicas`],
  },
  {
    // 3 x (500m + 750m) in a quota of 4, and a rollout takes 1250m more; the bank runs one pod less.
    title: 'a virtual machine that costs more',
    plant: set('RuntimeClass kata-clh', ['overhead', 'podFixed', 'cpu'], '750m'),
    finds: [`quota/no-room: ${FRONTEND}: spec.replicas`],
  },
  {
    title: 'a container beyond what a container may have',
    plant: set(FRONTEND, ['spec', 'template', 'spec', 'containers', 0, 'resources', 'limits', 'cpu'], '2500m'),
    finds: [
      `quota/limit-range: ${FRONTEND}: spec.template.spec.containers[name=frontend].resources.limits.cpu`,
      `quota/limit-range: ${FRONTEND}: spec.template.spec.containers[name=frontend].resources.requests.cpu`,
      `quota/no-room: ${FRONTEND}: spec.replicas`,
    ],
  },
  {
    title: 'a LimitRange that gives too little to who asks for nothing',
    plant: set('LimitRange shop-data/defaults', ['spec', 'limits', 0, 'min'], { memory: '1Gi' }),
    finds: [
      'quota/limit-range: CronJob shop-data/import: spec.jobTemplate.spec.template.spec.containers[name=import].resources.requests.memory',
      'quota/limit-range: StatefulSet shop-data/db: spec.template.spec.containers[name=db].resources.requests.memory',
    ],
  },
  {
    title: 'a quota of a PriorityClass that there is not',
    plant: set(
      'ResourceQuota shop-web/secure-workloads',
      ['spec', 'scopeSelector', 'matchExpressions', 0, 'values'],
      ['kata-high-securty'],
    ),
    finds: [
      'quota/unknown-priority-class: ResourceQuota shop-web/secure-workloads: spec.scopeSelector.matchExpressions[0].values[0]',
    ],
  },
  {
    // 4 + 3 CPU are promised to the shop, and 4 to the bank: 11, of 9.
    title: 'fewer nodes than are promised',
    declarations: declaring(ENVIRONMENT, 'cpu: 16', 'cpu: 3'),
    finds: [`quota/over-capacity: ${COUNT}`],
  },
  {
    // 12 on three nodes, 8 on two.
    title: 'fewer nodes than are promised, once one is gone',
    declarations: declaring(ENVIRONMENT, 'cpu: 16', 'cpu: 4'),
    finds: [`quota/node-loss: ${COUNT}`],
  },
  {
    title: 'a quota in an object that promises more than was declared',
    plant: set('ResourceQuota shop-data/compute', hard('requests.cpu'), '45'),
    finds: [`quota/over-capacity: ${COUNT}`],
  },
  {
    // 33 + 3 and 4 CPU: 48 on three nodes, 32 on two.
    title: 'a tenant that is granted what two of three nodes do not have',
    declarations: declaring(TENANT, '  quota:\n    cpu: 4', '  quota:\n    cpu: 33'),
    finds: [`quota/node-loss: ${COUNT}`],
  },
];

describe('a fault in what quotas promise', () => {
  testCases('quota', CASES);
});
