import type { TableName } from '../declared.js';
import type { Circumstances } from '../effective.js';

export type KeyPath = readonly [table: TableName, key: string];

/** What is wrong with a declared key: what Kata refuses, replaces or silently drops. */
export interface Verdict {
  /** Always of a key that is declared. */
  readonly path: KeyPath;
  readonly message: string;
  /** What to do. */
  readonly hint?: string;
  /** A name that nothing has, and the names that may have been meant by it. */
  readonly meant?: { readonly found: string; readonly among: readonly string[] };
}

/** What is known beside the configuration: of the pool's nodes, of the artifact, and of what pods get. */
export interface Facts extends Circumstances {
  /** Fewest CPUs that a node of the pool has. */
  readonly processors?: number;
  /** In MiB: size of the declared initrd. */
  readonly initrd?: number;
}
