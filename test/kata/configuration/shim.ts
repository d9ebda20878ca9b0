import { SHIMS, type Shim } from '../../../lib/kata/shims.js';

export function shimNamed(name: string): Shim {
  const shim = SHIMS.get(name);
  if (shim === undefined) throw new Error(`no shim ${name}`);
  return shim;
}
