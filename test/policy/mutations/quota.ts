import { type Case, remove, set } from './case.js';
import { BANK_TENANT, declared, declaring, ENVIRONMENT, rendered, SHOP_TENANT } from './company.js';

const COMPUTE = 'ResourceQuota shop-web/compute';
const FRONTEND = 'Deployment shop-web/frontend';
const COUNT = 'Environment prod: spec.nodePools.kata.count';
const hard = (name: string) => ['spec', 'hard', name];

export const quotaCases: readonly Case[] = [
  { title: 'no fault', finds: [] },
  {
    title: 'the quota that bounds CPU and memory is gone',
    plant: remove(COMPUTE),
    finds: [
      {
        is: 'quota/missing: Namespace shop-web: metadata.name',
        declared: declared.shop('shop-web: »{}'),
        rendered: rendered.webNamespace('name: »shop-web'),
      },
    ],
  },
  {
    title: 'a quota without memory',
    plant: set(COMPUTE, ['spec', 'hard'], { 'requests.cpu': '4' }),
    finds: [
      {
        is: 'quota/missing: Namespace shop-web: metadata.name',
        declared: declared.shop('shop-web: »{}'),
        rendered: rendered.webNamespace('name: »shop-web'),
      },
    ],
  },
  {
    // 3 x (500m + 250m) of CPU.
    title: 'a quota that is smaller than what runs',
    plant: set(COMPUTE, hard('requests.cpu'), '2'),
    finds: [
      {
        is: `quota/no-room: ${FRONTEND}: spec.replicas`,
        declared: declared.workloads('replicas: »3'),
        rendered: rendered.frontend('replicas: »3'),
        related: rendered.webQuota('limits.memory: 16Gi\n    requests.cpu: »"2"'),
      },
    ],
  },
  {
    // 2250m runs, and 3 are needed while a pod is replaced.
    title: 'a quota that is smaller than a rollout',
    plant: set(COMPUTE, hard('requests.cpu'), '2999m'),
    finds: [
      {
        is: `quota/no-room: ${FRONTEND}: spec.replicas`,
        declared: declared.workloads('replicas: »3'),
        rendered: rendered.frontend('replicas: »3'),
        related: rendered.webQuota('requests.cpu: »2999m'),
      },
    ],
  },
  {
    title: 'more replicas than the quota has room for',
    plant: set(FRONTEND, ['spec', 'replicas'], 6),
    finds: [
      {
        is: `quota/no-room: ${FRONTEND}: spec.replicas`,
        declared: declared.workloads('replicas: »3'),
        rendered: rendered.frontend('replicas: »6'),
        related: rendered.webQuota('requests.cpu: »"4"'),
      },
    ],
  },
  {
    // 3 x (500m + 750m) in a quota of 4, and a rollout takes 1250m more; the bank runs one pod less.
    title: 'a virtual machine that costs more',
    plant: set('RuntimeClass kata-clh', ['overhead', 'podFixed', 'cpu'], '750m'),
    finds: [
      {
        is: 'kata/overhead: RuntimeClass kata-clh: overhead.podFixed.cpu',
        declared: declared.runtimes('preset: »kata-clh'),
        rendered: rendered.runtimeClasses('cpu: »750m'),
      },
      {
        is: `quota/no-room: ${FRONTEND}: spec.replicas`,
        declared: declared.workloads('replicas: »3'),
        rendered: rendered.frontend('replicas: »3'),
        related: rendered.webQuota('requests.cpu: »"4"'),
      },
    ],
  },
  {
    title: 'a container beyond what a container may have',
    plant: set(FRONTEND, ['spec', 'template', 'spec', 'containers', 0, 'resources', 'limits', 'cpu'], '2500m'),
    finds: [
      {
        is: `quota/limit-range: ${FRONTEND}: spec.template.spec.containers[name=frontend].resources.limits.cpu`,
        declared: declared.workloads('cpu: »500m'),
        rendered: rendered.frontend('cpu: »2500m'),
        related: rendered.webQuota('max:\n      cpu: »"2"'),
      },
      {
        is: `quota/limit-range: ${FRONTEND}: spec.template.spec.containers[name=frontend].resources.requests.cpu`,
        declared: declared.workloads('cpu: »500m'),
        rendered: rendered.frontend('cpu: »500m'),
        related: rendered.webQuota('maxLimitRequestRatio:\n      cpu: »"1"'),
      },
      {
        is: `quota/no-room: ${FRONTEND}: spec.replicas`,
        declared: declared.workloads('replicas: »3'),
        rendered: rendered.frontend('replicas: »3'),
        related: rendered.webQuota('limits.cpu: »"4"'),
      },
    ],
  },
  {
    title: 'a LimitRange that gives too little to who asks for nothing',
    plant: set('LimitRange shop-data/defaults', ['spec', 'limits', 0, 'min'], { memory: '1Gi' }),
    finds: [
      {
        is: 'quota/limit-range: CronJob shop-data/import: spec.jobTemplate.spec.template.spec.containers[name=import].resources.requests.memory',
        declared: declared.workloads('»job:'),
        rendered: rendered.import('»resources: {}'),
        related: rendered.dataQuota('min:\n      memory: »1Gi'),
      },
      {
        is: 'quota/limit-range: StatefulSet shop-data/db: spec.template.spec.containers[name=db].resources.requests.memory',
        declared: declared.workloads('»database:'),
        rendered: rendered.db('»resources: {}'),
        related: rendered.dataQuota('min:\n      memory: »1Gi'),
      },
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
      {
        is: 'quota/unknown-priority-class: ResourceQuota shop-web/secure-workloads: spec.scopeSelector.matchExpressions[0].values[0]',
        declared: declared.shop('priorityClass: »kata-high-security'),
        rendered: rendered.webQuota('- »kata-high-securty'),
      },
    ],
  },
  {
    // 4 + 3 CPU are promised to the shop, and 4 to the bank: 11, of 9.
    title: 'fewer nodes than are promised',
    declarations: declaring(ENVIRONMENT, 'cpu: 16', 'cpu: 3'),
    finds: [{ is: `quota/over-capacity: ${COUNT}`, declared: declared.environment('count: »3') }],
  },
  {
    // 12 on three nodes, 8 on two.
    title: 'fewer nodes than are promised, once one is gone',
    declarations: declaring(ENVIRONMENT, 'cpu: 16', 'cpu: 4'),
    finds: [{ is: `quota/node-loss: ${COUNT}`, declared: declared.environment('count: »3') }],
  },
  {
    title: 'a quota in an object that promises more than was declared',
    plant: set('ResourceQuota shop-data/compute', hard('requests.cpu'), '45'),
    finds: [{ is: `quota/over-capacity: ${COUNT}`, declared: declared.environment('count: »3') }],
  },
  {
    // 33 + 3 and 4 CPU: 48 on three nodes, 32 on two.
    title: 'a tenant that is granted what two of three nodes do not have',
    declarations: declaring(SHOP_TENANT, '  quota:\n    cpu: 4', '  quota:\n    cpu: 33'),
    finds: [{ is: `quota/node-loss: ${COUNT}`, declared: declared.environment('count: »3') }],
  },
  {
    // 8Gi and 2 x 16Gi are promised.
    title: 'less memory than is promised',
    declarations: declaring(ENVIRONMENT, 'memory: 64Gi', 'memory: 12Gi'),
    finds: [{ is: `quota/over-capacity: ${COUNT}`, declared: declared.environment('count: »3') }],
  },
  {
    // Whatever is promised of CPU and memory, nothing of it is left.
    title: 'a single node',
    declarations: declaring(ENVIRONMENT, 'count: 3', 'count: 1'),
    finds: [
      { is: `quota/node-loss: ${COUNT}`, declared: declared.environment('count: »1') },
      { is: `quota/node-loss: ${COUNT}`, declared: declared.environment('count: »1') },
    ],
  },
  {
    // 200Gi and 2 x 16Gi, and three nodes have 192Gi.
    title: 'a second tenant that is granted more than the first leaves',
    declarations: declaring(BANK_TENANT, 'memory: 8Gi', 'memory: 200Gi'),
    finds: [{ is: `quota/over-capacity: ${COUNT}`, declared: declared.environment('count: »3') }],
  },
];
