import { isObject, type JsonObject } from '../../../kubernetes/json.js';
import type { Context } from '../../context.js';
import { shown } from '../../fields.js';
import { namespaceOf } from '../../judged-object.js';
import type { JudgedPod } from '../../pods.js';
import type { EnvironmentRule } from '../../rule.js';
import { declaredTenant, walled, walledPods } from '../../walled.js';

const pod = (spec: string) => `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop-web}
spec: {${spec}, containers: [{name: web, image: registry.example.com/web:1}]}
`;
const account = (fields: string) => `
apiVersion: v1
kind: ServiceAccount
metadata: {name: builder, namespace: shop-web}
${fields}
`;
const NAMESPACE = `
apiVersion: v1
kind: Namespace
metadata: {name: shop-web}
`;

export const tokenAutomount: EnvironmentRule = {
  id: 'tenant/token-automount',
  scope: 'environment',
  severity: 'error',
  what: 'No pod of a tenant gets the token of a ServiceAccount, and no ServiceAccount of a tenant hands one out unasked.',
  why: 'A token lets whoever takes over a pod speak to the API server in its name. Pods get the one of `default` unless they, or the account, say no. Of an account that is not among the objects only what Bulkhead renders is known: `default` and `workload` of declared tenants hand out none.',
  source:
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
  fix: 'Set `automountServiceAccountToken: false` in the ServiceAccount and in the pod, and take volumes with a `serviceAccountToken` out of it.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { manifests: pod('automountServiceAccountToken: false') },
      { title: "by the tenant's own account", manifests: pod('serviceAccountName: workload') },
      { manifests: `${pod('serviceAccountName: builder')}---${account('automountServiceAccountToken: false')}` },
      {
        title: 'a namespace and its account',
        manifests: `${NAMESPACE}---${account('automountServiceAccountToken: false').replace('builder', 'default')}`,
      },
      {
        title: 'the platform',
        manifests: pod('automountServiceAccountToken: true').replace('shop-web', 'kube-system'),
      },
    ],
    invalid: [
      {
        manifests: pod('automountServiceAccountToken: true'),
        finds: ['the pod mounts the token of ServiceAccount default'],
      },
      {
        manifests: pod('serviceAccountName: other'),
        finds: ['the pod mounts the token of ServiceAccount other, of which nobody says that it hands out none'],
      },
      {
        title: 'the account does',
        manifests: `${pod('serviceAccountName: builder')}---${account('')}`,
        finds: [
          'ServiceAccount builder hands its token to every pod that does not refuse it',
          'the pod mounts the token of ServiceAccount builder, which hands it out',
        ],
      },
      {
        title: 'by a volume of its own',
        manifests: pod(
          'automountServiceAccountToken: false, volumes: [{name: token, projected: {sources: [{serviceAccountToken: {path: token}}]}}]',
        ),
        finds: ['volume "token" holds a token of ServiceAccount default'],
      },
      {
        title: 'the account that every namespace has',
        manifests: NAMESPACE,
        finds: [
          'namespace shop-web has no ServiceAccount default among its objects, so the one that it gets hands out its token',
        ],
      },
    ],
  },
  *check(context) {
    for (const judged of walled(context, '/ServiceAccount'))
      if (judged.object.automountServiceAccountToken !== false)
        yield {
          message: `ServiceAccount ${judged.object.metadata.name} hands its token to every pod that does not refuse it`,
          object: judged,
          path: ['automountServiceAccountToken'],
        };
    for (const judged of context.tenantNamespaces) {
      const { name } = judged.object.metadata;
      if (context.objects.named('/ServiceAccount', 'default', name) === undefined)
        yield {
          message: `namespace ${name} has no ServiceAccount default among its objects, so the one that it gets hands out its token`,
          object: judged,
          path: ['metadata', 'name'],
        };
    }
    for (const pod of walledPods(context)) {
      const account = accountOf(pod.spec);
      const field = pod.spec.automountServiceAccountToken;
      const path = [...pod.path, 'spec', 'automountServiceAccountToken'];
      const message = `the pod mounts the token of ServiceAccount ${account}`;
      if (field === true) yield { message, object: pod.owner, path };
      else if (field !== false) {
        const reason = reasonToMount(context, pod, account);
        if (reason !== undefined) yield { message: `${message}, ${reason}`, object: pod.owner, path };
      }
      for (const { name, index } of tokenVolumes(pod.spec))
        yield {
          message: `volume "${name}" holds a token of ServiceAccount ${account}`,
          object: pod.owner,
          path: [...pod.path, 'spec', 'volumes', index, 'projected', 'sources'],
        };
    }
  },
};

/** `serviceAccount` is the field's former name, which the API server still takes. */
function accountOf({ serviceAccountName, serviceAccount }: JsonObject): string {
  return (
    ([serviceAccountName, serviceAccount].find((name) => typeof name === 'string' && name !== '') as string) ??
    'default'
  );
}

/** Accounts that are rendered into every namespace of a declared tenant, without a token. */
const RENDERED = ['default', 'workload'];

function reasonToMount(context: Context, { owner }: JudgedPod, account: string): string | undefined {
  const namespace = namespaceOf(owner);
  const known = context.objects.named('/ServiceAccount', account, namespace);
  if (known !== undefined)
    return known.object.automountServiceAccountToken === false ? undefined : 'which hands it out';
  if (declaredTenant(context, namespace) !== undefined && RENDERED.includes(account)) return undefined;
  return 'of which nobody says that it hands out none';
}

function tokenVolumes({ volumes }: JsonObject): { name: string; index: number }[] {
  if (!Array.isArray(volumes)) return [];
  return volumes.flatMap((volume, index) => {
    const sources = isObject(volume) && isObject(volume.projected) ? volume.projected.sources : undefined;
    const holdsToken =
      Array.isArray(sources) && sources.some((one) => isObject(one) && isObject(one.serviceAccountToken));
    return holdsToken && isObject(volume) ? [{ name: shown(volume.name), index }] : [];
  });
}
