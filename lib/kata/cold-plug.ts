import { isOlder } from '../kubernetes/software-version.js';
import type { Shim } from './shims.js';

/** In a sentence about those that do not. */
export const COLD_PLUG_BEFORE = 'plugs nothing into Cloud Hypervisor before the guest boots: Kata does since 3.29';

/**
 * Whether a version of Kata plugs hardware into this hypervisor before its guest boots, where the hypervisor can take any:
 * the Go runtime learned it of Cloud Hypervisor in 3.29 (https://github.com/kata-containers/kata-containers/pull/12679).
 */
export function coldPlugs({ hypervisor, runtime }: Pick<Shim, 'hypervisor' | 'runtime'>, version: string): boolean {
  return hypervisor !== 'clh' || runtime !== 'go' || !isOlder(version, '3.29');
}
