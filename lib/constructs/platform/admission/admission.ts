import { Construct } from 'constructs';
import type { Environment } from '../../../config/declaration.js';
import { servesPodDefaults } from '../../../config/pod-defaults.js';
import { originate } from '../../manifest-file.js';
import { addClaimPolicy } from './claims.js';
import { addDefaultDenyPolicy } from './default-deny.js';
import { addNamespacePolicy } from './namespaces.js';
import { PodDefaults } from './pod-defaults.js';
import { addPodPolicy, addTemplatePolicies } from './pods.js';
import { addSecretPolicy } from './secrets.js';
import { addServicePolicy } from './services.js';

export interface AdmissionProps {
  readonly environment: Environment;
}

/**
 * What the API server refuses in namespaces of tenants beyond RBAC, Pod Security and quotas, and what it fills in where its
 * version can. One set for all tenants, fed by the annotations of their namespaces; an annotation that is missing grants
 * nothing.
 */
export class Admission extends Construct {
  constructor(scope: Construct, id: string, { environment }: AdmissionProps) {
    super(scope, id);
    originate(this, environment);
    const hasDefaults = servesPodDefaults(environment);
    addPodPolicy(this);
    addTemplatePolicies(this, { hasDefaults });
    addServicePolicy(this);
    addClaimPolicy(this);
    addSecretPolicy(this);
    addDefaultDenyPolicy(this);
    addNamespacePolicy(this);
    if (hasDefaults) originate(new PodDefaults(this, 'pod-defaults'), environment, ['spec', 'kubernetesVersion']);
  }
}
