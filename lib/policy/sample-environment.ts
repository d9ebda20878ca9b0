import { SAMPLE } from './sample.js';

const FILE = 'platform/environment.yaml';

/**
 * The Environment of the sample with other node pools, or with more of its spec, for an example's `declarations`: it
 * cannot be patched, since it stands in the folder of the environment itself.
 */
export function sampleEnvironment({ nodePools, more }: { nodePools?: string; more?: string }): Record<string, string> {
  const text = SAMPLE[`sample/${FILE}`] ?? '';
  const [before = '', after = ''] = text.split(/^ {2}nodePools:\n(?: {4}.*\n)+/m);
  const pools = nodePools === undefined ? text : `${before}  nodePools:\n${nodePools}\n${after}`;
  return { [FILE]: more === undefined ? pools : `${pools}  ${more}\n` };
}
