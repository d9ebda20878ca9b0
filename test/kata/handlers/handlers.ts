import type { Handler } from '../../../lib/kata/handlers/handler.js';
import { kataHandler } from '../../../lib/kata/handlers/kata.js';
import { SHIMS, type Shim } from '../../../lib/kata/shims.js';

export const FOLDERS = {
  artifacts: '/opt/kata/versions/4.1.0-0123456789ab',
  configurations: '/etc/kata-containers/bulkhead/ba9876543210',
};

export function shim(name: string): Shim {
  const found = SHIMS.get(name);
  if (found === undefined) throw new Error(`there is no shim ${name}`);
  return found;
}

/** One of upstream's, under its usual name. */
export function upstreamHandler(name: string, podAnnotations: readonly string[] = []): Handler {
  return kataHandler(`kata-${name}`, shim(name), podAnnotations, FOLDERS);
}
