import { isObject, type Path } from '../kubernetes/json.js';
import { shown } from './fields.js';
import { containersOf, type JudgedPod } from './pods.js';

/** An image that a pod runs, or mounts. */
export interface JudgedImage {
  readonly image: string;
  readonly path: Path;
  /** `container "web" runs`, `volume "models" mounts`: how a sentence about it begins. */
  readonly use: string;
  readonly container?: string;
}

/** Of its containers of all three sorts, and of its volumes: what admission judges too. */
export function imagesOf(pod: JudgedPod): JudgedImage[] {
  const run = containersOf(pod).flatMap(({ name, path, container: { image } }): JudgedImage[] =>
    typeof image === 'string'
      ? [{ image, path: [...path, 'image'], use: `container "${name}" runs`, container: name }]
      : [],
  );
  const { volumes } = pod.spec;
  if (!Array.isArray(volumes)) return run;
  const mounted = volumes.flatMap((volume, index): JudgedImage[] => {
    const reference = isObject(volume) && isObject(volume.image) ? volume.image.reference : undefined;
    if (typeof reference !== 'string' || !isObject(volume)) return [];
    const path = [...pod.path, 'spec', 'volumes', index, 'image', 'reference'];
    return [{ image: reference, path, use: `volume "${shown(volume.name)}" mounts` }];
  });
  return [...run, ...mounted];
}
