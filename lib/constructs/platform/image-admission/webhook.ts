import type { Construct } from 'constructs';
import type { Environment } from '../../../config/declaration.js';
import { INJECT_CA_FROM, SYNC_WAVE } from '../../../config/labels.js';
import { KubernetesObject } from '../../kubernetes-object.js';
import { originate } from '../../manifest-file.js';
import { NEW_IMAGES } from '../admission/images.js';
import { named } from '../admission/policy.js';
import { PODS, tenantNamespaces, WAVE } from './scope.js';

/**
 * Asks the declared validator about the images of tenants' pods, and refuses them where it does not answer. So that this
 * locks out tenants alone: it never asks of kube-system or of the validator's own namespace, whatever their labels, nor
 * of changes that leave the images as they are, which controllers make of pods that they finish and remove.
 *
 * There is no caBundle, not even an empty one: cert-manager's cainjector puts it there and keeps it, and server-side
 * apply leaves alone what it never wrote.
 */
export function addImageWebhook(scope: Construct, environment: Environment): void {
  const { validator, timeoutSeconds } = environment.declared.images;
  if (validator === undefined) throw new Error(`environment ${environment.name} declares no validator of images`);
  const { namespace, name, port, path } = validator.service;
  const webhook = new KubernetesObject(scope, 'webhook', {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: {
      name: 'images.bulkhead.dev',
      annotations: { [INJECT_CA_FROM]: validator.certificate, [SYNC_WAVE]: WAVE },
    },
    webhooks: [
      {
        name: 'images.bulkhead.dev',
        admissionReviewVersions: ['v1'],
        clientConfig: { service: { namespace, name, port, path } },
        failurePolicy: 'Fail',
        matchConditions: named(NEW_IMAGES),
        matchPolicy: 'Equivalent',
        namespaceSelector: tenantNamespaces(namespace),
        objectSelector: {},
        rules: [{ ...PODS, scope: 'Namespaced' }],
        sideEffects: 'None',
        timeoutSeconds,
      },
    ],
  });
  originate(webhook, environment, ['spec', 'images', 'validator']);
}
