import type { Shim } from '../../shims.js';
import type { TableName } from '../declared.js';

interface Place {
  readonly table: TableName;
  readonly name: string;
  /** Told where the two runtimes count in different units. */
  readonly unit?: string;
}

/**
 * What the two runtimes name differently (src/runtime/pkg/katautils/config.go against src/libs/kata-types/src/config).
 * A key of the same name in another table is found without this.
 */
const COUNTERPARTS: readonly { readonly go: Place; readonly 'runtime-rs': Place }[] = [
  {
    go: { table: 'hypervisor', name: 'seccompsandbox' },
    'runtime-rs': { table: 'hypervisor', name: 'seccomp_sandbox' },
  },
  {
    go: { table: 'agent', name: 'dial_timeout', unit: 'seconds' },
    'runtime-rs': { table: 'agent', name: 'dial_timeout_ms', unit: 'milliseconds' },
  },
  {
    go: { table: 'agent', name: 'cdh_api_timeout', unit: 'seconds' },
    'runtime-rs': { table: 'agent', name: 'cdh_api_timeout_ms', unit: 'milliseconds' },
  },
  {
    go: { table: 'runtime', name: 'disable_guest_empty_dir' },
    'runtime-rs': { table: 'runtime', name: 'emptydir_mode' },
  },
];

/** What the runtime calls a key of the other one. */
export function counterpartIn(runtime: Shim['runtime'], table: TableName, name: string): Place | undefined {
  const other = runtime === 'go' ? 'runtime-rs' : 'go';
  return COUNTERPARTS.find((pair) => pair[other].table === table && pair[other].name === name)?.[runtime];
}
