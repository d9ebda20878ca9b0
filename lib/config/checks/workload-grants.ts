import { DEFAULT_MEMORY, DEFAULT_VCPUS } from '../../kata/annotations.js';
import type { Tenant, Workload } from '../declaration.js';
import { runtimeOf } from '../workload.js';
import { amongst, type Check, type CheckContext } from './check.js';

/** What a Workload names was granted to its tenant. */
export const workloadGrants: Check = (context) => {
  const { doubt, owned } = context;
  for (const { tenant, workload } of owned()) {
    for (const grant of doubt.each(GRANTS)) checkNames(context, tenant, workload, grant);
    for (const question of doubt.each([checkExclusiveNode, checkMachine])) question(context, tenant, workload);
  }
};

interface Grant {
  readonly what: string;
  readonly part?: 'key' | 'value';
  granted(tenant: Tenant['spec']): readonly string[];
  /** What is named, and where. */
  named(spec: Workload['spec']): readonly (readonly [name: string | undefined, ...path: (string | number)[]])[];
}

const GRANTS: readonly Grant[] = [
  {
    what: 'namespaces',
    granted: ({ namespaces }) => Object.keys(namespaces),
    named: ({ namespace }) => [[namespace, 'namespace']],
  },
  {
    what: 'runtimes',
    granted: ({ runtimes }) => runtimes.allowed,
    named: ({ runtime }) => [[runtime, 'runtime']],
  },
  {
    what: 'priority classes',
    granted: ({ priorityClasses }) => priorityClasses,
    named: ({ priorityClass }) => [[priorityClass, 'priorityClass']],
  },
  {
    what: 'networks',
    granted: ({ networks }) => networks,
    named: ({ networks }) => networks.map((network, index) => [network, 'networks', index]),
  },
  {
    what: 'devices',
    part: 'key',
    granted: ({ devices }) => devices,
    named: ({ devices }) => Object.keys(devices).map((device) => [device, 'devices', device]),
  },
];

function checkNames(
  { report }: CheckContext,
  tenant: Tenant,
  workload: Workload,
  { what, part = 'value', granted, named }: Grant,
): void {
  for (const [name, ...path] of named(workload.spec)) {
    const grant = name === undefined ? [] : granted(tenant.spec);
    if (name === undefined || grant.includes(name)) continue;
    const message = `\`${name}\` is not among the ${what} of tenant \`${tenant.name}\``;
    report(workload, ['spec', ...path], message, { part, hint: amongst(name, grant, what) });
  }
}

function checkExclusiveNode({ report }: CheckContext, tenant: Tenant, workload: Workload): void {
  if (workload.spec.placement.exclusiveNode && !tenant.spec.exclusiveNodes)
    report(workload, ['spec', 'placement', 'exclusiveNode'], `tenant \`${tenant.name}\` may not have nodes to itself`, {
      hint: 'the platform grants it in the Tenant: spec.exclusiveNodes',
    });
}

function checkMachine({ cluster, report, doubt }: CheckContext, tenant: Tenant, workload: Workload): void {
  const { vm } = workload.spec;
  if (vm === undefined) return;
  const runtime = runtimeOf(cluster, tenant, workload);
  if (runtime === undefined) return;
  for (const [field, annotation] of doubt.each(MACHINE)) {
    if (vm[field] !== undefined && !runtime.spec.podAnnotations.includes(annotation))
      report(
        workload,
        ['spec', 'vm', field],
        `the runtime \`${runtime.name}\` does not let tenants set ${annotation}`,
        { hint: 'the platform grants it in the Runtime: spec.podAnnotations' },
      );
  }
}

const MACHINE = [
  ['vcpus', DEFAULT_VCPUS],
  ['memory', DEFAULT_MEMORY],
] as const;
