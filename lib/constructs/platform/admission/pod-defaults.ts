import { Construct } from 'constructs';
import { GRANT } from '../../../config/labels.js';
import { KubernetesObject } from '../../kubernetes-object.js';
import { WORKLOAD_SERVICE_ACCOUNT } from '../../tenant/access.js';
import { grantText } from './cel.js';
import { boundTo, constraintsOf, type Match, named } from './policy.js';

const NAME = 'pod-defaults.bulkhead.dev';

const PODS: Match = { resources: { '': ['pods'] }, operations: ['CREATE'] };

/**
 * What a pod does not name: the tenant's default runtime, and the account that workloads run as. The API server itself has
 * put `default` where no account was named, before policies are asked. Built-in plugins run again afterwards, so that the
 * RuntimeClass's overhead, nodes and tolerations are filled in.
 */
export class PodDefaults extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new KubernetesObject(this, 'policy', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingAdmissionPolicy',
      metadata: { name: NAME },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: constraintsOf(PODS),
        variables: named({ runtime: grantText(GRANT.defaultRuntime) }),
        mutations: [
          assign(
            "object.spec.?runtimeClassName.orValue('') == '' && variables.runtime != ''",
            'runtimeClassName',
            'variables.runtime',
          ),
          assign(
            "object.spec.?serviceAccountName.orValue('default') == 'default'",
            'serviceAccountName',
            `'${WORKLOAD_SERVICE_ACCOUNT}'`,
          ),
        ],
        reinvocationPolicy: 'IfNeeded',
      },
    });
    new KubernetesObject(this, 'binding', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingAdmissionPolicyBinding',
      metadata: { name: NAME },
      spec: { policyName: NAME, matchResources: boundTo(PODS) },
    });
  }
}

function assign(condition: string, field: string, value: string) {
  const expression = `${condition} ? Object{spec: Object.spec{${field}: ${value}}} : Object{}`;
  return { patchType: 'ApplyConfiguration', applyConfiguration: { expression } };
}
