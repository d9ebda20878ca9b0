import { DEFAULT_MAX_VCPUS, DEFAULT_MEMORY, DEFAULT_VCPUS, MINIMUM_MEMORY_MIB } from '../../kata/annotations.js';
import { configuredNumber, hypervisorKey } from './configuration.js';
import type { KataHandler } from './handlers.js';

interface Sized {
  /** The key that has the most of it; 0 is as much as the node has. */
  readonly maximum: string;
  /** What the Go runtime takes for a number (annotationConfiguration of src/runtime/pkg/oci/utils.go). */
  readonly inGo: RegExp;
}

const SIZES: ReadonlyMap<string, Sized> = new Map([
  [DEFAULT_VCPUS, { maximum: 'default_maxvcpus', inGo: /^\+?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i }],
  [DEFAULT_MEMORY, { maximum: 'default_maxmemory', inGo: /^\d+$/ }],
]);

/** What is wrong with a size that a pod asks for. `read` gives the annotations of the pod that have an effect. */
export function badSize(
  handler: KataHandler,
  key: string,
  read: (annotation: string) => string | undefined,
): string | undefined {
  const { shim, name } = handler;
  const value = read(key);
  const sized = SIZES.get(key);
  // Whoever runs the virtual machine somewhere else sizes it there.
  if (value === undefined || sized === undefined || shim === undefined || shim.hypervisor === 'remote')
    return undefined;
  if (shim.runtime === 'go' && !sized.inGo.test(value))
    return ` = ${value}; on the node: Error parsing annotation for ${key}: Please specify positive numeric value`;
  const size = sizeIn(value);
  if (size === undefined) return undefined;
  if (key === DEFAULT_MEMORY && size < MINIMUM_MEMORY_MIB[shim.runtime])
    return ` = ${value}; on the node: ${tooLittle(shim.runtime, key, size)}`;
  // A pod may bring a maximum of its own.
  const own = key === DEFAULT_VCPUS ? sizeIn(read(DEFAULT_MAX_VCPUS) ?? '') : undefined;
  const most = own ?? configuredNumber(handler, 'hypervisor', sized.maximum) ?? 0;
  if (most <= 0 || size <= most) return undefined;
  const limit =
    own === undefined
      ? `handler "${name}" has ${hypervisorKey(handler, sized.maximum)}`
      : `annotation ${DEFAULT_MAX_VCPUS}`;
  return ` = ${value}, and ${limit} = ${most}; on the node: the virtual machine does not boot`;
}

function sizeIn(value: string): number | undefined {
  return /^\d{1,9}(\.\d{1,9})?$/.test(value) ? Number(value) : undefined;
}

function tooLittle(runtime: keyof typeof MINIMUM_MEMORY_MIB, key: string, size: number): string {
  const least = MINIMUM_MEMORY_MIB[runtime];
  return runtime === 'go'
    ? `Memory specified in annotation ${key} is less than minimum required ${least}, please specify a larger value`
    : `memory specified in annotation ${Math.floor(size)} is less than minimum limitation ${least}`;
}
