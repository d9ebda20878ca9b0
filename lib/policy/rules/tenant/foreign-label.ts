import { TENANT } from '../../../config/labels.js';
import { isObject } from '../../../kubernetes/json.js';
import { namespaceOf } from '../../judged-object.js';
import { labelsOf } from '../../objects.js';
import type { EnvironmentRule } from '../../rule.js';

const namespace = (name: string, tenant: string) => `
apiVersion: v1
kind: Namespace
metadata: {name: ${name}, labels: {bulkhead.dev/tenant: ${tenant}}}
`;
const pod = (tenant: string) => `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop-web, labels: {bulkhead.dev/tenant: ${tenant}}}
spec: {containers: [{name: web, image: registry.example.com/web:1}]}
`;

export const foreignLabel: EnvironmentRule = {
  id: 'tenant/foreign-label',
  scope: 'environment',
  severity: 'error',
  what: 'Namespaces and pods wear the label of the tenant that they belong to, and of no other.',
  why: 'NetworkPolicies, quotas of the platform and bills select by that label: who wears that of another tenant is let in where the other is. A namespace that claims a declared tenant, which does not declare it, is nobody’s wall.',
  source: 'https://github.com/projectcapsule/capsule/issues/200',
  fix: `Leave \`${TENANT}\` to \`bulkhead synth\`; a namespace becomes a tenant's by its declaration under \`namespaces\`.`,
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { manifests: namespace('shop-web', 'shop') },
      { manifests: pod('shop') },
      { title: 'a tenant that nobody declares', manifests: namespace('guests', 'guests') },
    ],
    invalid: [
      {
        manifests: namespace('shop-web', 'bank'),
        finds: ['namespace shop-web wears the label of tenant bank, and is declared by tenant shop'],
      },
      {
        manifests: namespace('shop-extra', 'shop'),
        finds: ['namespace shop-extra wears the label of tenant shop, which does not declare it'],
      },
      {
        manifests: pod('bank'),
        finds: ['the pod wears the label of tenant bank in a namespace of tenant shop'],
      },
    ],
  },
  *check(context) {
    for (const judged of context.tenantNamespaces) {
      const { name } = judged.object.metadata;
      const label = labelsOf(judged.object)[TENANT];
      const tenant = context.tenantOf(name);
      if (label === undefined || label === '' || tenant === undefined) continue;
      const path = ['metadata', 'labels', TENANT];
      const claimed = context.cluster?.tenants.get(label);
      if (label !== tenant)
        yield {
          message: `namespace ${name} wears the label of tenant ${label}, and is declared by tenant ${tenant}`,
          object: judged,
          path,
        };
      else if (claimed !== undefined && !Object.hasOwn(claimed.spec.namespaces, name))
        yield {
          message: `namespace ${name} wears the label of tenant ${label}, which does not declare it`,
          object: judged,
          path,
        };
    }
    for (const { owner, path, metadata } of context.pods) {
      const tenant = context.tenantOf(namespaceOf(owner) ?? '');
      const label = isObject(metadata.labels) ? metadata.labels[TENANT] : undefined;
      if (tenant !== undefined && typeof label === 'string' && label !== tenant)
        yield {
          message: `the pod wears the label of tenant ${label} in a namespace of tenant ${tenant}`,
          object: owner,
          path: [...path, 'metadata', 'labels', TENANT],
        };
    }
  },
};
