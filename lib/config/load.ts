import { isObject } from '../kubernetes/json.js';
import { checkCluster } from './checks/cluster.js';
import { type Checked, clusterOf, patchFaults } from './cluster.js';
import type { Cluster, Fleet } from './declaration.js';
import { type Layer, layersOf } from './layers.js';
import type { Problem } from './problem.js';
import { readDocuments } from './read.js';
import type { SourceDocument, SourceFile } from './source.js';
import { didYouMean } from './suggest.js';
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
    documents.push(...read.documents);
  }
  const complete = problems.length === 0;
  const layers = layersOf(documents, shownAs, problems);
  const checked: Checked = { specs: new WeakMap(), patches: new WeakMap() };
  const clusters: Cluster[] = [];
  const used = new Set<string>();
  for (const layer of [...layers.values()].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (environmentOf(layer) === undefined) continue;
    const stack = stackOf(layer, layers, problems);
    for (const { name } of stack) used.add(name);
    const merged = clusterOf(layer.name, stack, checked, problems);
    if (merged === undefined) continue;
    clusters.push(merged.cluster);
    // Where a file could not be read, what it declares is missing: to blame those who refer to it would mislead.
    if (complete) checkCluster(merged, problems);
  }
  for (const layer of layers.values()) {
    if (!used.has(layer.name)) judgeUnused(layer, checked, problems);
  }
  return { fleet: { clusters }, problems };
}

function environmentOf(layer: Layer): SourceDocument | undefined {
  for (const { kind, document } of layer.statements.values()) if (kind === 'Environment') return document;
  return undefined;
}

/** The layers of an environment, left to right, itself last. */
function stackOf(layer: Layer, layers: ReadonlyMap<string, Layer>, problems: Problem[]): Layer[] {
  const document = environmentOf(layer);
  if (document === undefined) return [layer];
  const stack: Layer[] = [];
  extended(document).forEach((name, index) => {
    const base = layers.get(name);
    const report = (message: string, hint?: string) =>
      problems.push({
        place: { file: document.file, document: document.index, path: ['spec', 'extends', index] },
        message: `spec.extends[${index}]: ${message}`,
        ...(hint === undefined ? {} : { hint }),
      });
    if (base === undefined) {
      const known = [...layers.values()]
        .filter((other) => environmentOf(other) === undefined)
        .map((other) => other.name);
      report(
        `no layer is named \`${name}\``,
        didYouMean(name, known) ?? (known.length === 0 ? undefined : `layers: ${known.join(', ')}`),
      );
    } else if (name === layer.name) report('an environment cannot extend itself');
    else if (environmentOf(base) !== undefined) {
      const cycle = extendsBack(base, layer.name, layers) ? ` and extends \`${layer.name}\` in turn: a cycle` : '';
      report(
        `\`${name}\` is an environment of its own${cycle}`,
        'move what both share into a layer (a folder without an Environment) and extend that',
      );
    } else if (stack.includes(base)) report(`\`${name}\` is named twice`);
    else stack.push(base);
  });
  return [...stack, layer];
}

function extendsBack(
  from: Layer,
  target: string,
  layers: ReadonlyMap<string, Layer>,
  seen = new Set<string>(),
): boolean {
  if (seen.has(from.name)) return false;
  seen.add(from.name);
  const document = environmentOf(from);
  if (document === undefined) return false;
  return extended(document).some((name) => {
    const next = layers.get(name);
    return name === target || (next !== undefined && extendsBack(next, target, layers, seen));
  });
}

function extended(document: SourceDocument): string[] {
  const spec = document.data.spec;
  const list = isObject(spec) && Array.isArray(spec.extends) ? spec.extends : [];
  return list.filter((name): name is string => typeof name === 'string');
}

/** A layer that no environment extends is rendered by nobody, but what is wrong in it is wrong all the same. */
function judgeUnused(layer: Layer, checked: Checked, problems: Problem[]): void {
  for (const { kind, document } of layer.statements.values()) patchFaults(kind, document, checked, problems);
}
