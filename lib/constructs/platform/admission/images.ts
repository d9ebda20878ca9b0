import { GRANT } from '../../../config/labels.js';
import { grantList, grantText, shown } from './cel.js';
import type { Validation } from './policy.js';

/** Every image of a pod: of its containers of all three sorts, and those that are mounted as volumes. */
export function imagesOf(spec: string): string {
  const containers = ['containers', 'initContainers', 'ephemeralContainers'];
  return [
    ...containers.map((list) => `${spec}.?${list}.orValue([]).map(container, container.?image.orValue(''))`),
    `${spec}.?volumes.orValue([]).filter(volume, has(volume.image)).map(volume, volume.image.?reference.orValue(''))`,
  ].join(' + ');
}

/**
 * A condition of what judges pods from outside the API server: the images are not those that the pod has already. Labels,
 * finalizers and the like are changed by controllers too, and must not wait for it.
 */
export const NEW_IMAGES = {
  'images-are-new': `request.operation == 'CREATE' || (${imagesOf('object.spec')}).exists(image, !(image in (${imagesOf('oldObject.spec')})))`,
};

/**
 * CEL for the name of `image` without tag and digest, in full, as container runtimes read it: `nginx` is docker.io/library/nginx
 * (distribution/reference, normalize.go). A first part is a host where it has a dot, a port or a capital, or is localhost.
 * CEL names a value by mapping a list of one: so this is one.
 */
export function fullName(image: string): string {
  return [
    `[${image}.split('@')[0]]`,
    "map(name, name.lastIndexOf(':') > name.lastIndexOf('/') ? name.substring(0, name.lastIndexOf(':')) : name)",
    "map(name, name.matches('^([^/]*[.:A-Z][^/]*|localhost)/') ? name : 'docker.io/' + name)",
    "map(name, name.matches('^docker[.]io/[^/]+$') ? name.replace('docker.io/', 'docker.io/library/', 1) : name)",
  ].join('.');
}

const GRANTED = "variables.registries.exists(registry, name == registry || name.startsWith(registry + '/'))";

/** After `images`, and `formerImages`: those that were there before are not judged again. */
export const IMAGE_VARIABLES = {
  newImages: 'variables.images.filter(image, !(image in variables.formerImages))',
  registries: grantList(GRANT.registries),
  foreignImages: `variables.newImages.filter(image, !${fullName('image')}.exists(name, ${GRANTED}))`,
  undigested: [
    `${grantText(GRANT.imageDigests)} == 'optional' ? []`,
    "variables.newImages.filter(image, !image.matches('@sha256:[0-9a-f]{64}$'))",
  ].join(' : '),
};

export const IMAGE_VALIDATIONS: readonly Validation[] = [
  {
    expression: 'size(variables.foreignImages) == 0',
    messageExpression: `'image ' + variables.foreignImages.join(', ') + ' is from no registry that the tenant was granted: ' + ${shown('variables.registries')}`,
  },
  {
    expression: 'size(variables.undigested) == 0',
    messageExpression:
      "'image ' + variables.undigested.join(', ') + ' has no digest, and the tenant names images by digest'",
  },
];
