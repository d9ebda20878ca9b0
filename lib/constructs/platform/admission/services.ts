import type { Construct } from 'constructs';
import { AdmissionPolicy } from './policy.js';

/**
 * Services that draw foreign traffic to them (CVE-2020-8554), or that name a host which a gateway would follow for the
 * tenant past its NetworkPolicies.
 */
export function addServicePolicy(scope: Construct): void {
  new AdmissionPolicy(scope, 'services', {
    name: 'services.bulkhead.dev',
    match: { resources: { '': ['services'] }, operations: ['CREATE', 'UPDATE'] },
    validations: [
      {
        expression: [
          'object.spec.?externalIPs.orValue([])',
          "all(address, request.operation == 'UPDATE' && address in oldObject.spec.?externalIPs.orValue([]))",
        ].join('.'),
        message: 'externalIPs must not be set: they draw traffic for addresses of others',
      },
      {
        expression: [
          "object.spec.?type.orValue('') != 'ExternalName'",
          "(request.operation == 'UPDATE' && object.spec.?externalName == oldObject.spec.?externalName)",
        ].join(' || '),
        message: 'type must not be ExternalName: gateways follow it past NetworkPolicies',
      },
    ],
  });
}
