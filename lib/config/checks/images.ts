import { isFrom, parseImage } from '../../kubernetes/image.js';
import { show } from '../schema/fields.js';
import type { Check, Hint } from './check.js';

/** Images come from the registries that the platform and the tenant's grant name. */
export const images: Check = ({ cluster, report }) => {
  for (const [name, workloads] of cluster.workloads) {
    const tenant = cluster.tenants.get(name);
    if (tenant === undefined) continue;
    const registries = [...cluster.environment.spec.registries, ...tenant.spec.images.registries];
    for (const workload of workloads.values()) {
      const image = parseImage(workload.spec.image);
      const say = (message: string, hint?: Hint) => report(workload, ['spec', 'image'], message, { hint });
      if (image === undefined)
        say(
          `${show(workload.spec.image)} is not an image reference`,
          'registry/repository:tag or registry/repository@sha256:…',
        );
      else if (!registries.some((registry) => isFrom(image, registry)))
        say(
          `${image.registry}/${image.repository} is not from an allowed registry`,
          registries.length === 0
            ? 'none is allowed: see spec.registries of the Environment'
            : `allowed: ${registries.join(', ')}`,
        );
      else if (tenant.spec.images.digests && image.digest === undefined)
        say(`${show(workload.spec.image)} has no digest`, `tenant \`${name}\` names images by digest: …@sha256:…`);
    }
  }
};
