import { NAMESPACE_NAME, TENANT } from '../../../config/labels.js';
import type { LabelSelector } from '../../k8s.js';

/** Pods when they are made, and when a container is added to them. */
export const PODS = {
  apiGroups: [''],
  apiVersions: ['v1'],
  operations: ['CREATE', 'UPDATE'],
  resources: ['pods', 'pods/ephemeralcontainers'],
};

/** Within the platform's Application, after everything that it needs. */
export const WAVE = '10';

/** Namespaces of tenants, and never kube-system nor `others`: by the label that nobody can change. */
export function tenantNamespaces(...others: string[]): LabelSelector {
  return {
    matchExpressions: [
      { key: TENANT, operator: 'Exists' },
      { key: NAMESPACE_NAME, operator: 'NotIn', values: [...new Set(['kube-system', ...others])] },
    ],
  };
}
