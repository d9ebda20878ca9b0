import { Construct } from 'constructs';
import type { Environment } from '../../../config/declaration.js';
import { originate } from '../../manifest-file.js';
import { addImagePolicy } from './kyverno.js';
import { addImageWebhook } from './webhook.js';

export interface ImageAdmissionProps {
  readonly environment: Environment;
}

/**
 * Who proves the images of tenants beyond what their names say: a validator of the platform, Kyverno, or both. That they
 * come from a granted registry and have a digest is proven by admission policies, with nothing that has to run.
 */
export class ImageAdmission extends Construct {
  constructor(scope: Construct, id: string, { environment }: ImageAdmissionProps) {
    super(scope, id);
    originate(this, environment, ['spec', 'images']);
    const { validator, kyverno, signatures } = environment.spec.images;
    if (validator !== undefined) addImageWebhook(this, environment);
    if (kyverno) for (const name of Object.keys(signatures)) addImagePolicy(this, environment, name);
  }

  /** Whether there is anything to render. */
  static isDeclared({ spec: { images } }: Environment): boolean {
    return images.validator !== undefined || images.kyverno;
  }
}
