import { checkCluster } from './checks/cluster.js';
import { clusterOf } from './cluster.js';
import type { Cluster, Fleet } from './declaration.js';
import { Doubt } from './doubt.js';
import { judge } from './judge.js';
import { environmentAlone, Layers, type Lost } from './layers.js';
import type { Problem } from './problem.js';
import { readDocuments } from './read.js';
import type { SourceDocument, SourceFile } from './source.js';
import { stackOf } from './stack.js';
import { readTree } from './tree.js';

export interface Loaded {
  /** Empty where anything is wrong. */
  readonly fleet: Fleet;
  /** Everything that is wrong, in no particular order; nothing is rendered while there is any. */
  readonly problems: readonly Problem[];
}

/**
 * Reads every declaration below `root`; `shownAs` is how that folder is named in messages and headers.
 * Never throws for what stands in the files: whatever is wrong with them is a problem with a place.
 */
export function load(root: string, shownAs: string): Loaded {
  const { files, problems, stopped } = readTree(root, shownAs);
  return loadFiles(files, shownAs, problems, stopped);
}

/** As `load`, for files that were read already; `stopped` where there are more that nobody has looked at. */
export function loadFiles(
  files: readonly SourceFile[],
  shownAs: string,
  unreadable: readonly Problem[] = [],
  stopped = false,
): Loaded {
  const problems = [...unreadable];
  const lost: Lost[] = unreadable.map(({ place: { file } }) => ({ file }));
  const documents: SourceDocument[] = [];
  for (const file of files) {
    const read = readDocuments(file);
    problems.push(...read.problems);
    const { documents: damaged = [], remnants = [], cut } = read.broken ?? {};
    for (const document of [...read.documents, ...damaged])
      documents.push(cut?.has(document) ? { ...document, unread: [[]] } : document);
    lost.push(...remnants.map((remnant) => ({ ...remnant, file })));
    if (!read.empty) continue;
    // Cut off by an accident, it would drop what it declared; commented out, it is better deleted.
    const message = 'the file declares nothing';
    problems.push({ place: { file }, message, hint: 'declare something in it, or delete it' });
    lost.push({ file });
  }
  const sorted = new Layers(shownAs, problems);
  const kinds = new Map(documents.map((document) => [document, sorted.add(document)]));
  for (const one of lost) sorted.addLost(one);
  const judged = judge(kinds, problems);
  for (const document of judged.alien) sorted.addDoubtful(document);

  const layers = sorted.all();
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const doubt = new Doubt();
  const clusters: Cluster[] = [];
  for (const layer of layers) {
    const stack = stackOf(layer, byName, judged, problems);
    const merged = clusterOf(layer.name, stack ?? [environmentAlone(layer)], judged, doubt, problems);
    if (merged === undefined || stack === undefined) continue;
    clusters.push(merged.cluster);
    // Of what was not even looked at nobody knows what it would have declared.
    if (!stopped) checkCluster(merged, doubt, problems);
  }
  // Faulty declarations are completed with whatever is harmless: nobody else may see them.
  return { fleet: { clusters: problems.length === 0 ? clusters : [] }, problems };
}
