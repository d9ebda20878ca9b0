import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Written beside the command when it is bundled (scripts/bundle.ts). */
export const DIGEST_FILE = 'digest';

/**
 * What tells this program from any other version of it. Undefined where it runs from single modules, which somebody may
 * be changing.
 */
export function programDigest(): string | undefined {
  try {
    return readFileSync(join(import.meta.dirname, DIGEST_FILE), 'utf8');
  } catch {
    return undefined;
  }
}
