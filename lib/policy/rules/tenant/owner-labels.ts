import { CONTACT, COST_CENTRE, TENANT } from '../../../config/labels.js';
import { annotationsOf, labelsOf } from '../../objects.js';
import type { EnvironmentRule } from '../../rule.js';

const namespace = (metadata: string) => `
apiVersion: v1
kind: Namespace
metadata: {name: shop-web, ${metadata}}
`;
const LABELS = 'labels: {bulkhead.dev/tenant: shop, bulkhead.dev/cost-centre: cc-shop}';
const CONTACTS = 'annotations: {bulkhead.dev/contact: shop@example.com}';

export const ownerLabels: EnvironmentRule = {
  id: 'tenant/owner-labels',
  scope: 'environment',
  severity: 'warning',
  what: 'Every namespace of a tenant says whose it is, who pays for it, and who is asked about it.',
  why: 'Policies, bills and whoever is called at night find the owner by these. Policies that select namespaces by the label of the tenant pass over one that lacks it.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#motivation',
  fix: `Label the Namespace \`${TENANT}\` and \`${COST_CENTRE}\` and annotate it \`${CONTACT}\`; \`bulkhead synth\` writes all three.`,
  examples: {
    valid: [{ title: 'as it is rendered' }, { manifests: namespace(`${LABELS}, ${CONTACTS}`) }],
    invalid: [
      {
        manifests: namespace('labels: {bulkhead.dev/tenant: shop}'),
        finds: [
          'namespace shop-web has no label bulkhead.dev/cost-centre: who pays',
          'namespace shop-web has no annotation bulkhead.dev/contact: who is asked',
        ],
      },
      {
        title: 'empty says nothing',
        manifests: namespace(`labels: {bulkhead.dev/tenant: '', bulkhead.dev/cost-centre: cc-shop}, ${CONTACTS}`),
        finds: ['namespace shop-web has no label bulkhead.dev/tenant: whose it is'],
      },
    ],
  },
  *check({ tenantNamespaces }) {
    for (const judged of tenantNamespaces) {
      const [labels, annotations] = [labelsOf(judged.object), annotationsOf(judged.object)];
      const demands = [
        { key: TENANT, value: labels[TENANT], field: 'labels', what: 'whose it is' },
        { key: COST_CENTRE, value: labels[COST_CENTRE], field: 'labels', what: 'who pays' },
        { key: CONTACT, value: annotations[CONTACT], field: 'annotations', what: 'who is asked' },
      ];
      for (const { key, value, field, what } of demands)
        if (value === undefined || value === '')
          yield {
            message: `namespace ${judged.object.metadata.name} has no ${field.slice(0, -1)} ${key}: ${what}`,
            object: judged,
            path: ['metadata', field, key],
          };
    }
  },
};
