import { isFrom, parseImage } from '../../kubernetes/image.js';
import { show } from '../schema/fields.js';
import type { Check, Hint } from './check.js';

/** Images come from the registries that the platform and the tenant's grant name. */
export const images: Check = ({ cluster, report, owned }) => {
  const { spec: environment } = cluster.environment;
  for (const { tenant, workload } of owned()) {
    const image = parseImage(workload.spec.image);
    const say = (message: string, hint?: Hint) => report(workload, ['spec', 'image'], message, { hint });
    const registries = () => [...environment.registries, ...tenant.spec.images.registries];
    if (image === undefined)
      say(
        `${show(workload.spec.image)} is not an image reference`,
        'registry/repository:tag or registry/repository@sha256:…',
      );
    else if (!registries().some((registry) => isFrom(image, registry)))
      say(`${image.registry}/${image.repository} is not from an allowed registry`, allowed(registries()));
    else if (image.digest === undefined && environment.images.digests)
      say(
        `${show(workload.spec.image)} has no digest`,
        'every tenant of this environment names images by digest: …@sha256:…',
      );
    else if (image.digest === undefined && tenant.spec.images.digests)
      say(`${show(workload.spec.image)} has no digest`, `tenant \`${tenant.name}\` names images by digest: …@sha256:…`);
  }
};

function allowed(registries: readonly string[]): string {
  return registries.length === 0
    ? 'none is allowed: see spec.registries of the Environment'
    : `allowed: ${registries.join(', ')}`;
}
