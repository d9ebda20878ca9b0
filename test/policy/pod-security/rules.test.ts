import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../../lib/kubernetes/pod-security/checks.js';
import { Context } from '../../../lib/policy/context.js';
import { judge } from '../../../lib/policy/judge.js';
import { RULE_IDS } from '../../../lib/policy/registry.js';
import { podSecurityRules } from '../../../lib/policy/rules/pod-security.js';
import { objectsIn, sampleWith, TODAY } from '../judged.js';

const locator = { declaration: () => undefined, manifest: () => undefined };

/** `severity rule path`, and the container. */
function found(manifests: string, cluster = sampleWith()): string[] {
  const context = new Context(cluster, objectsIn(manifests));
  const { findings } = judge(context, { rules: podSecurityRules, known: RULE_IDS, locator, today: TODAY });
  return findings.map(({ rule, severity, path, container }) =>
    [severity, rule.id.replace('pod-security/', ''), path, ...(container === undefined ? [] : [container])].join(' '),
  );
}

const namespace = (...labels: string[]) => `
apiVersion: v1
kind: Namespace
metadata:
  name: shop-web
  labels:
${labels.map((label) => `    pod-security.kubernetes.io/${label}`).join('\n')}
---`;

const debug = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: debug, namespace: shop-web}
spec:
  template:
    spec:
      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
      containers:
        - name: shell
          securityContext: {privileged: true, capabilities: {add: [SYS_ADMIN]}, allowPrivilegeEscalation: false}
      volumes: [{name: node, hostPath: {path: /}}]
`;
const SHELL = 'spec.template.spec.containers[name=shell].securityContext';
const NODE = 'spec.template.spec.volumes[name=node].hostPath';

describe('the rules about Pod Security', () => {
  it('are one for each of upstream’s checks, in its order', () => {
    const names = CHECKS.map(({ id }) => id.toLowerCase().replace('_', ''));
    expect(podSecurityRules.map(({ id }) => id.replace('pod-security/', '').replaceAll('-', ''))).toEqual(names);
  });

  it('find what is enforced as errors', () => {
    expect(found(debug)).toEqual([
      `error privileged ${SHELL}.privileged shell`,
      `error capabilities-restricted ${SHELL}.capabilities.drop shell`,
      `error capabilities-restricted ${SHELL}.capabilities.add[0] shell`,
      `error restricted-volumes ${NODE}`,
    ]);
  });

  it.each([
    ['warn', 'warning'],
    ['audit', 'note'],
  ])('find what a namespace would only %s of as %s, and each field once', (mode, severity) => {
    expect(found(namespace('enforce: baseline', `${mode}: restricted`) + debug)).toEqual([
      `error capabilities-baseline ${SHELL}.capabilities.add[0] shell`,
      `error host-path-volumes ${NODE}`,
      `error privileged ${SHELL}.privileged shell`,
      `${severity} capabilities-restricted ${SHELL}.capabilities.drop shell`,
    ]);
  });

  it('find nothing in a namespace that enforces nothing', () => {
    expect(found(namespace('enforce: privileged') + debug)).toEqual([]);
  });

  it('judge by the version of the namespace, and of the cluster where it asks for a newer one', () => {
    const probe = `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop-web}
spec:
  containers: [{name: web, livenessProbe: {httpGet: {host: example.com, port: 80}}}]
`;
    const at = (version: string) => found(namespace('enforce: baseline', `enforce-version: ${version}`) + probe);
    const hit = ['error host-probes-and-host-lifecycle spec.containers[name=web].livenessProbe.httpGet.host web'];
    expect([at('v1.33'), at('v1.34'), at('latest')]).toEqual([[], hit, hit]);
  });

  it('find pods wherever a kind holds them, each by itself', () => {
    expect(
      found(`
apiVersion: jobset.x-k8s.io/v1alpha2
kind: JobSet
metadata: {name: training, namespace: elsewhere}
spec:
  replicatedJobs:
    - {name: leader, template: {spec: {template: {spec: {hostPID: true}}}}}
    - {name: worker, template: {spec: {template: {spec: {hostPID: true}}}}}
`),
    ).toEqual(
      ['leader', 'worker'].map(
        (job) => `error host-namespaces spec.replicatedJobs[name=${job}].template.spec.template.spec.hostPID`,
      ),
    );
  });

  it('look into each pod once, for all of them', () => {
    const [pod] = objectsIn(debug);
    if (pod === undefined) throw new Error('there is no pod');
    let reads = 0;
    const object = Object.defineProperty({ ...pod.object }, 'spec', {
      get: () => {
        reads += 1;
        return pod.object.spec;
      },
    });
    const context = new Context(sampleWith(), [{ ...pod, object }]);
    const [first, ...others] = podSecurityRules.filter((rule) => rule.scope === 'environment');
    expect([...(first?.check(context) ?? [])]).toEqual([]);
    const once = reads;
    expect(others.flatMap((rule) => [...rule.check(context)])).toHaveLength(4);
    expect([once > 0, reads]).toEqual([true, once]);
  });

  it.each([
    ['{securityContext: 1, containers: {a: 1}, volumes: x}', []],
    ['{containers: [null, 1, [], {name: 7, securityContext: [], ports: 3}]}', []],
  ])('survive a pod whose spec is %s', (spec, expected) => {
    const pod = `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: elsewhere, annotations: [1]}
spec: ${spec}
`;
    expect(found(pod)).toEqual(expected);
  });
});
