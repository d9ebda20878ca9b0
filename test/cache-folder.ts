import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Keeps what commands remember between runs out of the cache of whoever runs the tests. */
export default function cacheFolder(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-cache-'));
  process.env.XDG_CACHE_HOME = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
