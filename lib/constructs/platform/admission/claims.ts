import type { Construct } from 'constructs';
import { GRANT } from '../../../config/labels.js';
import { BY_CONTROLLER, grantList, shown } from './cel.js';
import { AdmissionPolicy } from './policy.js';

/** Claims: which class, and no volume chosen by hand, which may be one that somebody else left. */
export function addClaimPolicy(scope: Construct): void {
  new AdmissionPolicy(scope, 'claims', {
    name: 'persistentvolumeclaims.bulkhead.dev',
    match: {
      resources: { '': ['persistentvolumeclaims'] },
      operations: ['CREATE', 'UPDATE'],
    },
    variables: {
      storageClasses: grantList(GRANT.storageClasses),
      storageClass: "object.spec.?storageClassName.orValue('')",
      volume: "object.spec.?volumeName.orValue('')",
    },
    validations: [
      {
        expression: [
          'variables.storageClass in variables.storageClasses',
          "(request.operation == 'UPDATE' && variables.storageClass == oldObject.spec.?storageClassName.orValue(''))",
        ].join(' || '),
        messageExpression: `'storageClassName ' + (variables.storageClass == '' ? 'must be named' : variables.storageClass + ' is not granted') + '; granted: ' + ${shown('variables.storageClasses')}`,
      },
      {
        // It may be set once on a claim that has none (ValidatePersistentVolumeClaimUpdate): so the volume binder does.
        expression: [
          "variables.volume == ''",
          `(request.operation == 'UPDATE' && (variables.volume == oldObject.spec.?volumeName.orValue('') || ${BY_CONTROLLER}))`,
        ].join(' || '),
        message: 'volumeName must not be set: volumes are provisioned for claims',
      },
    ],
  });
}
