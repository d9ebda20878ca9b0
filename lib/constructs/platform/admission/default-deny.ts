import type { Construct } from 'constructs';
import { DEFAULT_DENY } from '../../tenant/network.js';
import { AdmissionPolicy } from './policy.js';

/**
 * The default deny opens nothing. Argo CD heals what is changed of what was rendered, but of the rules there is nothing
 * rendered, so it would show a rule that somebody adds as synced. A policy that was opened once can be closed.
 */
export function addDefaultDenyPolicy(scope: Construct): void {
  new AdmissionPolicy(scope, 'default-deny', {
    name: 'default-deny.bulkhead.dev',
    match: {
      resources: { 'networking.k8s.io': ['networkpolicies'] },
      operations: ['CREATE', 'UPDATE'],
    },
    conditions: {
      'is-default-deny': `object.metadata.name == '${DEFAULT_DENY}'`,
      'is-new': "request.operation == 'CREATE' || object.spec != oldObject.spec",
    },
    validations: [
      {
        expression: [
          'size(object.spec.?ingress.orValue([])) == 0 && size(object.spec.?egress.orValue([])) == 0',
          'size(object.spec.podSelector.?matchLabels.orValue({})) == 0',
          'size(object.spec.podSelector.?matchExpressions.orValue([])) == 0',
          "['Ingress', 'Egress'].all(type, type in object.spec.?policyTypes.orValue([]))",
        ].join(' && '),
        message: `NetworkPolicy ${DEFAULT_DENY} closes both ways for every pod: no rule, no selector, both types`,
      },
    ],
  });
}
