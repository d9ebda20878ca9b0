import { describe, expect, it } from 'vitest';
import { CHECKS, demandsOf } from '../../../lib/kubernetes/pod-security/checks.js';
import { NEWEST_MINOR, versionKnownTo } from '../../../lib/kubernetes/pod-security/version.js';
import {
  podSecurityFieldViolations,
  podSecurityMessage,
  podSecurityViolations,
} from '../../../lib/kubernetes/pod-security/violations.js';

/** Violates something of both levels. */
const pod = {
  metadata: { name: 'debug' },
  spec: {
    hostPID: true,
    containers: [{ name: 'shell', image: 'alpine', securityContext: { privileged: true } }],
    volumes: [{ name: 'node', hostPath: { path: '/' } }],
  },
};

const checksOf = (
  ...[level, version]: [level: 'baseline' | 'restricted', version: Parameters<typeof podSecurityViolations>[2]]
) => podSecurityViolations(pod, level, version).map(({ check }) => check);

describe('the checks', () => {
  it('are those of upstream, in its order: by level, then by id in the order of bytes', () => {
    const order = (level: string) => CHECKS.filter((check) => check.level === level).map(({ id }) => id);
    for (const level of ['baseline', 'restricted']) expect(order(level)).toEqual(order(level).toSorted());
    expect(CHECKS.map(({ id }) => id)).toEqual([...order('baseline'), ...order('restricted')]);
    expect([order('baseline').length, order('restricted').length]).toEqual([12, 7]);
  });

  it.each(CHECKS.map((check) => [check.id, check] as const))('%s has its revisions in order', (_, { revisions }) => {
    const since = revisions.map((revision) => revision.since);
    expect(since).toEqual([...new Set(since)].toSorted((a, b) => a - b));
    expect(since.at(-1)).toBeLessThanOrEqual(NEWEST_MINOR);
  });

  it.each([
    [0, 11, 11 - 1 + 2],
    [8, 11, 11 - 1 + 3],
    [19, 11, 11 - 2 + 4],
    [22, 11, 11 - 3 + 5],
    [23, 11, 11 - 3 + 6],
    [34, 12, 12 - 3 + 6],
    [35, 12, 12 - 4 + 7],
    [37, 12, 12 - 4 + 7],
  ])('at 1.%i are %i of level baseline and %i of restricted', (minor, baseline, restricted) => {
    expect([demandsOf('baseline', minor).length, demandsOf('restricted', minor).length]).toEqual([
      baseline,
      restricted,
    ]);
  });
});

describe('the violations of a pod', () => {
  it('are told in upstream’s order, those of level restricted in place of the ones that say less', () => {
    expect(checksOf('baseline', 'v1.34')).toEqual(['hostNamespaces', 'hostPathVolumes', 'privileged']);
    expect(checksOf('restricted', 'v1.34')).toEqual([
      'hostNamespaces',
      'privileged',
      'allowPrivilegeEscalation',
      'capabilities_restricted',
      'restrictedVolumes',
      'runAsNonRoot',
      'seccompProfile_restricted',
    ]);
    expect(checksOf('restricted', 'v1.0')).toEqual([
      'hostNamespaces',
      'privileged',
      'restrictedVolumes',
      'runAsNonRoot',
    ]);
  });

  it('are none for a privileged namespace', () => {
    expect(podSecurityViolations(pod, 'privileged', 'v1.34')).toEqual([]);
  });

  it('are those of the newest known version for any that is newer', () => {
    const { spec } = pod;
    const unsafe = { spec: { ...spec, securityContext: { sysctls: [{ name: 'net.ipv4.tcp_notsent_lowat' }] } } };
    const at = (version: Parameters<typeof podSecurityViolations>[2]) =>
      podSecurityViolations(unsafe, 'baseline', version).map(({ check }) => check);
    expect(at('v1.36')).toContain('sysctls');
    for (const version of ['v1.37', 'v1.38', 'v1.10000', 'latest'] as const) {
      expect(at(version)).toEqual(['hostNamespaces', 'hostPathVolumes', 'privileged']);
    }
  });

  it('become the sentence of the API server', () => {
    expect(
      podSecurityMessage({ level: 'baseline', version: 'v1.34' }, podSecurityViolations(pod, 'baseline', 'v1.34')),
    ).toBe(
      'violates PodSecurity "baseline:v1.34": host namespaces (hostPID=true), hostPath volumes (volume "node"), ' +
        'privileged (container "shell" must not set securityContext.privileged=true)',
    );
  });

  it('become what it warns of, where the level is not enforced', () => {
    const [first] = podSecurityViolations(pod, 'baseline', 'latest');
    expect(podSecurityMessage({ level: 'baseline', version: 'latest' }, first ? [first] : [], 'would violate')).toBe(
      'would violate PodSecurity "baseline:latest": host namespaces (hostPID=true)',
    );
  });

  it('are told without a detail where upstream has none: a sysctl without a name', () => {
    const nameless = { spec: { securityContext: { sysctls: [{}] } } };
    const violations = podSecurityViolations(nameless, 'baseline', 'latest');
    expect(podSecurityMessage({ level: 'baseline', version: 'latest' }, violations)).toBe(
      'violates PodSecurity "baseline:latest": forbidden sysctls',
    );
  });

  it('name a container twice that stands twice, as upstream does', () => {
    const twice = { name: 'a', securityContext: { privileged: true } };
    const [violation] = podSecurityViolations(
      { spec: { initContainers: [twice], containers: [twice] } },
      'baseline',
      'latest',
    );
    expect(violation).toEqual({
      check: 'privileged',
      reason: 'privileged',
      detail: 'containers "a", "a" must not set securityContext.privileged=true',
      paths: ['initContainers', 'containers'].map((list) => ({
        path: ['spec', list, 0, 'securityContext', 'privileged'],
        container: 'a',
      })),
    });
  });
});

describe('the violations of a pod, field by field', () => {
  it('are upstream’s words about each field alone', () => {
    const adds = (name: string, ...add: string[]) => ({ name, securityContext: { capabilities: { add } } });
    const spec = { hostPID: true, hostIPC: true, containers: [adds('a', 'SYS_ADMIN', 'NET_RAW'), adds('b', 'BPF')] };
    const told = podSecurityFieldViolations({ spec }, 'baseline', 'v1.34');
    expect(told.map(({ detail, path, container }) => [detail, path.join('.'), container])).toEqual([
      ...[
        ['SYS_ADMIN', 0, 0, 'a'],
        ['NET_RAW', 0, 1, 'a'],
        ['BPF', 1, 0, 'b'],
      ].map(([name, at, index, container]) => [
        `container "${container}" must not include "${name}" in securityContext.capabilities.add`,
        `spec.containers.${at}.securityContext.capabilities.add.${index}`,
        container,
      ]),
      ['hostPID=true', 'spec.hostPID', undefined],
      ['hostIPC=true', 'spec.hostIPC', undefined],
    ]);
  });

  it('are silent about what upstream’s sentence is silent about', () => {
    const spec = { securityContext: { runAsNonRoot: false }, containers: [{ name: 'a' }] };
    const told = podSecurityFieldViolations({ spec }, 'restricted', 'v1.0');
    expect(told.map(({ check, path }) => [check, path])).toEqual([
      ['runAsNonRoot', ['spec', 'securityContext', 'runAsNonRoot']],
    ]);
  });
});

it.each([
  ['v1.30', 'v1.30'],
  ['v1.34', 'v1.34'],
  ['v1.37', 'v1.34'],
  ['latest', 'v1.34'],
] as const)('an API server of 1.34 that is asked for %s applies %s', (asked, applied) => {
  expect(versionKnownTo(34, asked)).toBe(applied);
});
