import type { Construct } from 'constructs';
import type { Environment } from '../../../config/declaration.js';
import { SYNC_OPTIONS, SYNC_WAVE } from '../../../config/labels.js';
import { derive } from '../../../config/provenance.js';
import type { EnvironmentImages } from '../../../config/schema/environment-images.js';
import { KubernetesObject } from '../../kubernetes-object.js';
import { originate } from '../../manifest-file.js';
import { literal } from '../admission/cel.js';
import { fullName, NEW_IMAGES } from '../admission/images.js';
import { named } from '../admission/policy.js';
import { PODS, tenantNamespaces, WAVE } from './scope.js';

type Signature = EnvironmentImages['signatures'][string];

/**
 * An ImageValidatingPolicy of Kyverno: images that a signature covers are signed so (kyverno v1.19.1,
 * pkg/image/verification/evaluator). It changes nothing, or Argo CD would see a drift; and it is not evaluated in the
 * background, where there is no request to ask what has changed.
 */
export function addImagePolicy(scope: Construct, environment: Environment, name: string): void {
  const signature = environment.spec.images.signatures[name];
  const { images } = environment.declared;
  const declared = images.signatures[name];
  if (signature === undefined || declared === undefined)
    throw new Error(`environment ${environment.name} declares no signature ${name}`);
  const policy = new KubernetesObject(scope, `kyverno-${name}`, {
    apiVersion: 'policies.kyverno.io/v1',
    kind: 'ImageValidatingPolicy',
    metadata: {
      name: `bulkhead-${name}`,
      // Where Kyverno is not there yet, nothing but this waits for it.
      annotations: { [SYNC_OPTIONS]: 'SkipDryRunOnMissingResource=true', [SYNC_WAVE]: WAVE },
    },
    spec: {
      failurePolicy: 'Fail',
      webhookConfiguration: { timeoutSeconds: images.timeoutSeconds },
      evaluation: { background: { enabled: false } },
      validationActions: ['Deny'],
      matchConstraints: { namespaceSelector: tenantNamespaces(), resourceRules: [{ ...PODS, scope: 'Namespaced' }] },
      matchConditions: named(NEW_IMAGES),
      matchImageReferences: [{ expression: derive(declared.images, () => isCovered(signature.images)) }],
      validationConfigurations: { mutateDigest: false, required: true, verifyDigest: images.digests },
      // Kyverno looks at the images of containers only.
      images: [{ name: 'volumes', expression: VOLUME_IMAGES }],
      attestors: [{ name: 'signer', cosign: cosignOf(signature, declared) }],
      ...attestationsOf(declared),
      validations: validationsOf(name, signature),
    },
  });
  originate(policy, environment, ['spec', 'images', 'signatures', name]);
}

const VOLUME_IMAGES =
  "object.spec.?volumes.orValue([]).filter(volume, has(volume.image)).map(volume, volume.image.?reference.orValue(''))";

/** A glob would be asked of the text as it stands: `nginx` is docker.io/library/nginx. */
function isCovered(registries: readonly string[]): string {
  const list = `[${registries.map(literal).join(', ')}]`;
  return `${fullName('ref')}.exists(name, ${list}.exists(registry, name == registry || name.startsWith(registry + '/')))`;
}

function cosignOf({ transparencyLog }: Signature, { key, keyless }: Signature) {
  const identity = keyless && { identities: [{ issuer: keyless.issuer, subject: keyless.subject }] };
  return {
    ...(key === undefined ? {} : { key: { data: key } }),
    ...(identity === undefined ? {} : { keyless: identity }),
    ...(transparencyLog ? {} : { ctlog: { insecureIgnoreTlog: true } }),
  };
}

function attestationsOf({ attestations }: Signature) {
  const all = Object.entries(attestations).map(([name, { type }]) => ({ name, intoto: { type } }));
  return all.length === 0 ? {} : { attestations: all };
}

/** Each is asked of the images that are covered, by whatever means a pod has one. */
function validationsOf(name: string, { attestations }: Signature) {
  const everyImage = '(images.containers + images.initContainers + images.ephemeralContainers + images.volumes)';
  return [
    {
      expression: `${everyImage}.all(image, verifyImageSignatures(image, [attestors.signer]) > 0)`,
      message: `an image is not signed as ${name} demands`,
    },
    ...Object.keys(attestations).map((attestation) => ({
      expression: `${everyImage}.all(image, verifyAttestationSignatures(image, attestations[${literal(attestation)}], [attestors.signer]) > 0)`,
      message: `an image lacks the attestation ${attestation} that ${name} demands`,
    })),
  ];
}
