import { checkCluster } from './checks/cluster.js';
import { clusterOf, type Judged } from './cluster.js';
import type { Cluster, Declaration, Fleet } from './declaration.js';
import { faultsOf, problemOf } from './describe-issue.js';
import { type Layer, layersOf } from './layers.js';
import type { Problem } from './problem.js';
import { readDocuments } from './read.js';
import { completeSpec, documentSchema } from './schema/document.js';
import type { SourceDocument, SourceFile } from './source.js';
import { stackOf } from './stack.js';
import { readTree } from './tree.js';

export interface Loaded {
  readonly fleet: Fleet;
  /** Everything that is wrong, in no particular order; nothing is rendered while there is any. */
  readonly problems: readonly Problem[];
}

/**
 * Reads every declaration below `root`; `shownAs` is how that folder is named in messages and headers.
 * Never throws for what stands in the files: whatever is wrong with them is a problem with a place.
 */
export function load(root: string, shownAs: string): Loaded {
  const { files, problems: unreadable } = readTree(root, shownAs);
  return loadFiles(files, shownAs, [...unreadable]);
}

/** As `load`, for files that were read already. */
export function loadFiles(files: readonly SourceFile[], shownAs: string, problems: Problem[] = []): Loaded {
  const documents: SourceDocument[] = [];
  for (const file of files) {
    const read = readDocuments(file);
    problems.push(...read.problems);
    // Cut off by an accident, it would drop what it declared; commented out, it is better deleted.
    if (read.empty)
      problems.push({
        place: { file },
        message: 'the file declares nothing',
        hint: 'declare something in it, or delete it',
      });
    documents.push(...read.documents);
  }
  const layers = [...layersOf(documents, shownAs, problems).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  // What could not be read, or has no head, is missing: to blame those who refer to it would mislead.
  const complete = problems.length === 0;
  const judged = judge(layers, problems);
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const clusters: Cluster[] = [];
  for (const layer of layers) {
    const stack = stackOf(layer, byName, problems);
    const merged = stack === undefined ? undefined : clusterOf(layer.name, stack, judged, problems);
    if (merged === undefined) continue;
    clusters.push(merged.cluster);
    if (complete) checkCluster(merged, problems);
  }
  return { fleet: { clusters }, problems };
}

/** Every document is judged as it stands in its file: once, whether three environments inherit it or none. */
function judge(layers: readonly Layer[], problems: Problem[]): Judged {
  const judged = {
    faulty: new Set<SourceDocument>(),
    complete: new Map<SourceDocument, Declaration['spec']>(),
    alone: new Map(),
  };
  for (const { kind, document } of layers.flatMap((layer) => [...layer.statements.values()])) {
    const spec = completeSpec(kind, document.data);
    if (spec !== undefined) {
      judged.complete.set(document, spec);
      continue;
    }
    const faults = faultsOf(documentSchema(kind), document.data);
    if (faults.length > 0) judged.faulty.add(document);
    for (const fault of faults) {
      const place = { file: document.file, document: document.index, path: fault.path, part: fault.part };
      problems.push(problemOf(fault, place));
    }
  }
  return judged;
}
