import { GRANT } from '../../../config/labels.js';
import { servesPodDefaults } from '../../../config/pod-defaults.js';
import type { Context } from '../../context.js';
import { listed, textAt } from '../../fields.js';
import { namespaceOf } from '../../judged-object.js';
import { annotationsOf } from '../../objects.js';
import type { EnvironmentRule } from '../../rule.js';

const pod = (spec: string, namespace = 'shop-web') => `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: ${namespace}}
spec: {${spec}containers: [{name: web, image: registry.example.com/web:1}]}
`;

const foreign = (runtimes: string) => `
apiVersion: v1
kind: Namespace
metadata: {name: foreign, annotations: {bulkhead.dev/runtimes: '${runtimes}'}}
---`;

export const notAllowed: EnvironmentRule = {
  id: 'runtime/not-allowed',
  scope: 'environment',
  severity: 'error',
  what: 'Every pod of a tenant names a RuntimeClass that its tenant may use.',
  why: "The runtime is what stands between the tenant and the node's kernel, which it shares with others. A pod that names none runs on the node's own, most likely without any virtual machine. The admission policies of the cluster refuse its pods, so nothing runs.",
  source: 'https://kubernetes.io/docs/concepts/containers/runtime-class/',
  fix: 'Set `runtimeClassName` to one that the tenant may use, or have the platform grant more: `spec.runtimes.allowed` of the Tenant.',
  examples: {
    valid: [
      { title: 'as declared', manifests: pod('runtimeClassName: kata-clh, ') },
      { title: 'pods of nobody', manifests: pod('runtimeClassName: runc, ', 'monitoring') },
      {
        title: 'by the annotation of a namespace that is not declared',
        manifests: foreign('kata-clh,runc') + pod('runtimeClassName: runc, ', 'foreign'),
      },
    ],
    invalid: [
      {
        title: 'another one',
        manifests: pod('runtimeClassName: runc, '),
        finds: ['the pod runs on RuntimeClass "runc", and tenant "shop" may use "kata-clh"'],
      },
      {
        title: 'none',
        manifests: pod(''),
        finds: ['the pod names no RuntimeClass and runs on the node\'s own, and tenant "shop" may use "kata-clh"'],
      },
      {
        title: 'by the annotation of a namespace that is not declared',
        manifests: foreign('kata-clh,kata-qemu') + pod('runtimeClassName: runc, ', 'foreign'),
        finds: ['the pod runs on RuntimeClass "runc", and namespace "foreign" may use "kata-clh" and "kata-qemu"'],
      },
      {
        title: 'where nothing is granted',
        manifests: foreign('') + pod('', 'foreign'),
        finds: ['the pod names no RuntimeClass and runs on the node\'s own, and namespace "foreign" may use none'],
      },
    ],
  },
  /** A namespace that is neither declared nor has the annotation that admission reads is not judged. */
  *check(context) {
    const filledIn = context.cluster !== undefined && servesPodDefaults(context.cluster.environment);
    for (const pod of context.pods) {
      const namespace = namespaceOf(pod.owner);
      const grant = namespace === undefined ? undefined : grantIn(context, namespace);
      if (grant === undefined) continue;
      const name = textAt(pod.spec, 'runtimeClassName') ?? '';
      if (grant.runtimes.includes(name) || (name === '' && grant.isTenant && filledIn)) continue;
      const runs = name === '' ? `names no RuntimeClass and runs on the node's own` : `runs on RuntimeClass "${name}"`;
      const may = grant.runtimes.length === 0 ? 'none' : listed(grant.runtimes);
      yield {
        message: `the pod ${runs}, and ${grant.of} may use ${may}`,
        object: pod.owner,
        path: [...pod.path, 'spec', 'runtimeClassName'],
      };
    }
  },
};

function grantIn(context: Context, namespace: string) {
  const tenant = context.cluster?.tenants.get(context.tenantOf(namespace) ?? '');
  if (tenant !== undefined)
    return { of: `tenant "${tenant.name}"`, runtimes: tenant.spec.runtimes.allowed, isTenant: true };
  const object = context.objects.named('/Namespace', namespace)?.object;
  const annotation = object && annotationsOf(object)[GRANT.runtimes];
  if (annotation === undefined) return undefined;
  const runtimes = annotation.split(',').filter((name) => name !== '');
  return { of: `namespace "${namespace}"`, runtimes, isTenant: false };
}
