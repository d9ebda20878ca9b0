import type { Shim } from '../shims.js';
import type { TableName, Value } from './declared.js';

/** A key of one runtime's configuration that has an effect there. */
export interface Key {
  readonly table: TableName;
  readonly name: string;
  readonly runtime: Shim['runtime'];
  readonly type: 'boolean' | 'integer' | 'number' | 'string' | 'strings';
  /** The values that the loader takes, where it takes only some. */
  readonly oneOf?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly unit?: string;
  readonly meaning: string;
  /** Upstream's default by the name of the shim; a shim that is not there drops the key or refuses it. */
  readonly defaults: ReadonlyMap<string, Value>;
  /**
   * Written though nobody declares it: without the key the loader would take another value than upstream's own
   * configuration file has (or none, and refuse to start).
   */
  readonly written: boolean;
}
