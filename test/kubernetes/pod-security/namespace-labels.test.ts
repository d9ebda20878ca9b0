import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../lib/kubernetes/json.js';
import { podSecurityOf } from '../../../lib/kubernetes/pod-security/namespace-labels.js';

const labelled = (labels: JsonObject) =>
  Object.fromEntries([
    ['other-label', 'foo-bar'],
    ...Object.entries(labels).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]),
  ]);
const inShort = (labels: JsonObject) => {
  const { enforce, audit, warn } = podSecurityOf(labelled(labels));
  return [enforce, audit, warn].map(({ level, version }) => `${level}:${version}`).join(' ');
};

describe('the labels of a namespace', () => {
  // Upstream: api/helpers_test.go, TestPolicyToEvaluate.
  it.each<[labels: JsonObject, enforceAuditWarn: string]>([
    [{}, 'privileged:latest privileged:latest privileged:latest'],
    [{ enforce: 'baseline' }, 'baseline:latest privileged:latest baseline:latest'],
    [{ warn: 'restricted' }, 'privileged:latest privileged:latest restricted:latest'],
    [{ audit: 'baseline' }, 'privileged:latest baseline:latest privileged:latest'],
    [{ enforce: 'baseline', warn: 'restricted' }, 'baseline:latest privileged:latest restricted:latest'],
    [{ enforce: 'baseline', 'enforce-version': 'v1.22' }, 'baseline:v1.22 privileged:latest baseline:v1.22'],
    [
      { enforce: 'baseline', 'enforce-version': 'v1.22', 'warn-version': 'latest' },
      'baseline:v1.22 privileged:latest baseline:latest',
    ],
    [{ enforce: 'baseline', 'warn-version': 'v1.23' }, 'baseline:latest privileged:latest baseline:v1.23'],
    [
      {
        enforce: 'baseline',
        'enforce-version': 'v1.20',
        warn: 'restricted',
        'warn-version': 'v1.21',
        audit: 'restricted',
        'audit-version': 'v1.22',
      },
      'baseline:v1.20 restricted:v1.22 restricted:v1.21',
    ],
    [{ enforce: 'baseline', warn: 'privileged' }, 'baseline:latest privileged:latest privileged:latest'],
    [{ 'enforce-version': 'v1.22' }, 'privileged:v1.22 privileged:latest privileged:latest'],
  ])('%j ask for %s', (labels, expected) => {
    expect(inShort(labels)).toBe(expected);
    expect(podSecurityOf(labelled(labels)).errors).toEqual([]);
  });

  it.each<[labels: JsonObject, enforceAuditWarn: string]>([
    [{ enforce: 'foo' }, 'restricted:latest privileged:latest privileged:latest'],
    [{ enforce: 'Baseline' }, 'restricted:latest privileged:latest privileged:latest'],
    [{ enforce: '' }, 'restricted:latest privileged:latest privileged:latest'],
    [{ audit: 'foo' }, 'privileged:latest privileged:latest privileged:latest'],
    [{ enforce: 'baseline', warn: 'foo' }, 'baseline:latest privileged:latest privileged:latest'],
    [{ enforce: 'baseline', 'enforce-version': '1.22' }, 'baseline:latest privileged:latest baseline:latest'],
  ])('%j are wrong, and ask for %s', (labels, expected) => {
    expect(inShort(labels)).toBe(expected);
    expect(podSecurityOf(labelled(labels)).errors).toHaveLength(1);
  });

  it('are wrong in the words of the API server', () => {
    expect(podSecurityOf(labelled({ enforce: 'a"b', 'warn-version': 'v2.0' })).errors).toEqual([
      {
        label: 'pod-security.kubernetes.io/enforce',
        value: 'a"b',
        message: String.raw`metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "a\"b": must be one of privileged, baseline, restricted`,
      },
      {
        label: 'pod-security.kubernetes.io/warn-version',
        value: 'v2.0',
        message:
          'metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: "v2.0": must be "latest" or "v1.x"',
      },
    ]);
  });

  it.each(['latest', 'v1.0', 'v1.20', 'v1.10000', 'v1.9223372036854775807'])('name the version %s', (version) => {
    expect(podSecurityOf(labelled({ 'enforce-version': version })).enforce.version).toBe(version);
  });

  it.each(['foo', '', 'v2.0', 'v1', '1.1', 'v1.01', 'v1.-1', 'v1.2.3', 'v1.9223372036854775808', 'v1.1\n', 'v1.1e3'])(
    'do not name %j as a version',
    (version) => {
      const { enforce, errors } = podSecurityOf(labelled({ 'enforce-version': version }));
      expect([enforce.version, errors.length]).toEqual(['latest', 1]);
    },
  );

  it('that are no texts count as left out, and so do those of the prototype', () => {
    expect(inShort({ enforce: true, warn: ['restricted'] })).toBe(
      'privileged:latest privileged:latest privileged:latest',
    );
    const inherited = Object.create({ 'pod-security.kubernetes.io/enforce': 'baseline' });
    expect(podSecurityOf(inherited).enforce.level).toBe('privileged');
  });

  it('stand above the defaults of the API server', () => {
    const baseline = { level: 'baseline', version: 'v1.30' } as const;
    const defaults = { enforce: baseline, audit: baseline, warn: { level: 'restricted', version: 'latest' } } as const;
    expect(podSecurityOf(labelled({}), defaults)).toEqual({ ...defaults, errors: [] });
    expect(podSecurityOf(labelled({ enforce: 'privileged', audit: 'x' }), defaults)).toMatchObject({
      enforce: { level: 'privileged', version: 'v1.30' },
      audit: { level: 'privileged', version: 'v1.30' },
      warn: { level: 'restricted', version: 'latest' },
    });
  });
});
