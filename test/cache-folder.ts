import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder as clusterCache } from '../scripts/cluster/cache.js';

/** Keeps what commands remember between runs out of the cache of whoever runs the tests, but for what took long to build. */
export default function cacheFolder(): () => void {
  process.env.BULKHEAD_CLUSTER_CACHE = clusterCache(process.env);
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-cache-'));
  process.env.XDG_CACHE_HOME = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
