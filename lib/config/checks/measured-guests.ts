import type { Shim } from '../../kata/shims.js';
import type { Runtime } from '../declaration.js';
import { kataHandlersOf } from '../kata.js';
import type { Check, CheckContext } from './check.js';

/**
 * Of some guests upstream's own configuration holds what only the artifact knows: the hashes by which a confidential guest
 * notices that its image was changed, and the images that runtime-rs adds to the one it boots from
 * (`[[hypervisor.qemu.guest_extension_images]]`). Where node preparation writes the configuration, they have to be declared.
 */
export const measuredGuests: Check = (context) => {
  const { cluster, doubt } = context;
  const { nodePreparation, nodePools } = cluster.environment.spec;
  if (nodePreparation === undefined) return;
  const asked = new Set<Runtime>();
  for (const pool of doubt.each(Object.values(nodePools)))
    for (const { shim, runtimes } of doubt.each(kataHandlersOf(cluster, pool)))
      for (const runtime of doubt.each(runtimes)) {
        if (asked.has(runtime)) continue;
        asked.add(runtime);
        judge(context, runtime, shim);
      }
};

function judge({ report, doubt }: CheckContext, runtime: Runtime, shim: Shim): void {
  const path = ['spec', 'configuration', 'hypervisor'];
  const isDeclared = (key: string) => (runtime.spec.configuration?.hypervisor?.[key] ?? '') !== '';
  for (const question of doubt.each([image, measurement])) question();

  function image(): void {
    const extension = extensionOf(shim);
    if (extension !== undefined && !isDeclared('image') && !isDeclared('initrd'))
      report(
        runtime,
        [...path, 'image'],
        `required for kata-${shim.name}: upstream boots it with a second image, ${extension}, which node preparation does not add`,
        { hint: `declare an image that holds both, or take the preset kata-${shim.name.replace('-runtime-rs', '')}` },
      );
  }

  function measurement(): void {
    if (isMeasured(shim) && !isDeclared('kernel_verity_params') && !isDeclared('initrd'))
      report(
        runtime,
        [...path, 'kernel_verity_params'],
        `required for kata-${shim.name}: without it the guest does not notice that its image was changed`,
        { hint: "take it from the artifact's own configuration, or from root_hash_*.txt beside the image" },
      );
  }
}

/** What runtime-rs adds to a base image; the Go runtime of 4.1.0 has it in one image. */
function extensionOf({ name, runtime, confidential }: Shim): string | undefined {
  if (runtime === 'go') return undefined;
  if (confidential !== undefined && confidential !== 'se') return 'kata-containers-coco-extension.img';
  return name.startsWith('qemu-nvidia-gpu') ? 'kata-containers-nvidia-gpu-extension.img' : undefined;
}

/** Secure Execution measures what it boots by itself. */
function isMeasured({ confidential }: Shim): boolean {
  return confidential !== undefined && confidential !== 'se';
}
