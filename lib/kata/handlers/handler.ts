import type { Shim } from '../shims.js';

/**
 * What a container runtime is told of a handler. Of Kata only: whoever installs another runtime on a node (gVisor's runsc,
 * say) has configured it there, and runc is never touched.
 */
export interface Handler {
  /** As the RuntimeClass names it. */
  readonly name: string;
  /** containerd's runtime_type; CRI-O has one for all virtual machines. */
  readonly runtimeType: string;
  /** The shim's binary. */
  readonly runtimePath: string;
  /** What the shim reads: configuration-<handler>.toml. */
  readonly configPath: string;
  /** Pod annotations that reach the shim, in full: no pattern. CRI-O passes all of them. */
  readonly podAnnotations: readonly string[];
  /** Where the default one will not do. */
  readonly snapshotter?: NonNullable<Shim['snapshotter']>;
}
