import type { JsonObject } from '../../../kubernetes/json.js';
import { apiGroup } from '../../../kubernetes/object.js';
import { bindingsOf } from '../../admission-policies.js';
import type { Context } from '../../context.js';
import { objectAt, textAt } from '../../fields.js';
import { bindingExample, policyExample } from '../../policy-example.js';
import type { EnvironmentRule } from '../../rule.js';

const policy = policyExample(', paramKind: {apiVersion: v1, kind: ConfigMap}');

const configMap = `\
---
apiVersion: v1
kind: ConfigMap
metadata: {name: limits, namespace: platform, labels: {tier: gold}}
`;

const named = (namespace: string, name = 'limits') =>
  bindingExample(`, paramRef: {name: ${name}, namespace: ${namespace}, parameterNotFoundAction: Deny}`);

export const params: EnvironmentRule = {
  id: 'admission/params',
  scope: 'environment',
  severity: 'warning',
  what: 'The parameters that a binding names are there, and its policy reads them.',
  why: 'Without them the policy is not judged: with `parameterNotFoundAction: Allow` everything passes, otherwise `failurePolicy` decides, which most likely refuses everything. Parameters of a policy without `paramKind` are ignored.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#parameter-resources',
  fix: 'Add the object that `paramRef` names or selects, correct the reference, or say in `paramKind` of the policy what it reads.',
  examples: {
    valid: [
      { title: 'no parameters', manifests: policyExample() + bindingExample() },
      { title: 'by name', manifests: policy + named('platform') + configMap },
      {
        title: 'by label, in any namespace',
        manifests: `${policy + bindingExample(', paramRef: {selector: {matchLabels: {tier: gold}}, parameterNotFoundAction: Deny}')}${configMap}`,
      },
      {
        title: 'of a policy that is not there, which is another fault',
        manifests: named('platform'),
      },
    ],
    invalid: [
      {
        title: 'another namespace',
        manifests: policy + named('shop-web') + configMap,
        finds: ['no ConfigMap "limits" is in namespace "shop-web", so failurePolicy Fail of the policy decides'],
      },
      {
        title: 'another name, and everything passes',
        manifests: policy + named('platform', 'limit').replace('Deny}', 'Allow}') + configMap,
        finds: ['no ConfigMap "limit" is in namespace "platform", so everything passes'],
      },
      {
        title: 'labels that none has',
        manifests: `${policy + bindingExample(', paramRef: {selector: {matchLabels: {tier: silver}}, parameterNotFoundAction: Deny}')}${configMap}`,
        finds: ['no ConfigMap has the labels that are selected, so failurePolicy Fail of the policy decides'],
      },
      {
        title: 'none named',
        manifests: policy + bindingExample() + configMap,
        finds: ['the policy reads parameters of kind ConfigMap, and the binding names none'],
      },
      {
        title: 'nobody reads them',
        manifests: policyExample() + named('platform') + configMap,
        finds: ['the binding names parameters, and policy "pods.example.com" has no paramKind: nobody reads them'],
      },
    ],
  },
  /** Parameters have to be among the manifests: which ones the cluster has beside them nobody has declared. */
  *check(context) {
    for (const { judged, policy, policyName } of bindingsOf(context)) {
      if (policy === undefined) continue;
      const kind = objectAt(policy.object, 'spec', 'paramKind');
      const reference = objectAt(judged.object, 'spec', 'paramRef');
      const message = faultOf(context, kind, reference, {
        policyName,
        failurePolicy: textAt(policy.object, 'spec', 'failurePolicy') ?? 'Fail',
      });
      if (message !== undefined) yield { message, object: judged, path: ['spec', 'paramRef'] };
    }
  },
};

function faultOf(
  context: Context,
  paramKind: JsonObject | undefined,
  reference: JsonObject | undefined,
  { policyName, failurePolicy }: { policyName: string; failurePolicy: string },
): string | undefined {
  if (paramKind === undefined && reference === undefined) return undefined;
  if (paramKind === undefined)
    return `the binding names parameters, and policy "${policyName}" has no paramKind: nobody reads them`;
  const kind = textAt(paramKind, 'kind') ?? '';
  if (reference === undefined) return `the policy reads parameters of kind ${kind}, and the binding names none`;
  const name = textAt(reference, 'name');
  const namespace = textAt(reference, 'namespace');
  const group = apiGroup(textAt(paramKind, 'apiVersion') ?? '');
  // Without a namespace it is looked for beside each object that is judged: in one of them is enough here.
  const there = context.objects
    .selected(`${group}/${kind}`, objectAt(reference, 'selector') ?? {})
    .some(
      ({ object: { metadata } }) =>
        (name === undefined || metadata.name === name) && (namespace === undefined || metadata.namespace === namespace),
    );
  if (there) return undefined;
  const allowed = textAt(reference, 'parameterNotFoundAction') === 'Allow';
  const so = allowed ? 'everything passes' : `failurePolicy ${failurePolicy} of the policy decides`;
  const where = namespace === undefined ? '' : ` is in namespace "${namespace}"`;
  if (name === undefined)
    return `no ${kind}${where === '' ? '' : `${where} and`} has the labels that are selected, so ${so}`;
  return `no ${kind} "${name}"${where === '' ? ' is there' : where}, so ${so}`;
}
