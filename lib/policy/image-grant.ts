import { GRANT } from '../config/labels.js';
import type { Context } from './context.js';
import { annotationsOf } from './objects.js';
import { declaredTenant } from './walled.js';

export interface ImageGrant {
  /** As host or host/path. */
  readonly registries: readonly string[];
  readonly digests: boolean;
}

/**
 * What pods of a namespace may run: as the Environment and the Tenant declare it or else, where manifests are judged by
 * themselves, as the annotations of the Namespace say. Undefined where nobody says anything.
 */
export function imageGrantOf(context: Context, namespace: string | undefined): ImageGrant | undefined {
  if (namespace === undefined) return undefined;
  const tenant = declaredTenant(context, namespace);
  if (tenant !== undefined) {
    const everybodys = context.cluster?.environment.spec;
    const { registries, digests } = tenant.spec.images;
    return {
      registries: [...(everybodys?.registries ?? []), ...registries],
      digests: digests || everybodys?.images.digests === true,
    };
  }
  const judged = context.objects.inNamespace(namespace, '/Namespace')[0];
  const annotations = judged === undefined ? {} : annotationsOf(judged.object);
  const registries = annotations[GRANT.registries];
  if (registries === undefined) return undefined;
  return {
    registries: registries.split(',').filter((registry) => registry !== ''),
    digests: annotations[GRANT.imageDigests] === 'required',
  };
}
