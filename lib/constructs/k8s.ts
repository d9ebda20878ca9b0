import { createRequire } from 'node:module';

/**
 * The typed L1 constructs of cdk8s-plus-28. Required instead of imported, and without the L2 classes that we do not use:
 * the file has 2.7 MB, and reading the names of its exports for an ES module import costs as much again as loading it.
 */
export const k8s = createRequire(import.meta.url)(
  'cdk8s-plus-28/lib/imports/k8s.js',
) as typeof import('cdk8s-plus-28/lib/imports/k8s.js');
