import { join } from 'node:path';
import type { Cluster, Fleet } from '../../lib/config/declaration.js';
import { loadFiles } from '../../lib/config/load.js';
import { formatProblems } from '../../lib/config/problem.js';
import type { SourceFile } from '../../lib/config/source.js';
import { readTree } from '../../lib/config/tree.js';
import { REPOSITORY } from '../cli/command.js';

/** What stands in environments/. */
export const DECLARATIONS: readonly SourceFile[] = readTree(join(REPOSITORY, 'environments'), 'environments').files;

export function fleetOf(declarations: readonly SourceFile[] = DECLARATIONS): Fleet {
  const { fleet, problems } = loadFiles(declarations, 'environments');
  if (problems.length > 0) throw new Error(formatProblems(problems, { colour: false }));
  return fleet;
}

export function clusterOf(environment: string, declarations: readonly SourceFile[] = DECLARATIONS): Cluster {
  const cluster = fleetOf(declarations).clusters.find(({ name }) => name === environment);
  if (cluster === undefined) throw new Error(`no environment ${environment} is declared`);
  return cluster;
}
