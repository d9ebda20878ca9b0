import type { IConstruct } from 'constructs';
import type { Problem } from './config/problem.js';
import type { Origin } from './constructs/manifest-file.js';
import { DeclarationError } from './fleet.js';
import { collisions } from './pipeline.js';
import { collect } from './synth/collect.js';
import { manifestText } from './synth/manifest-text.js';
import type { RenderedFile } from './synth/rendered-path.js';
import { writeTree } from './synth/tree.js';
import { WriteError } from './synth/write-error.js';

export interface WriteOptions {
  /** What the head of every file names as the command that renders it. */
  readonly command?: string;
}

/** What was changed, as sorted paths relative to `dist`. */
export interface Written {
  readonly create: readonly string[];
  readonly update: readonly string[];
  readonly remove: readonly string[];
  readonly unchanged: number;
}

/**
 * Writes what was composed for each environment into its folder of `dist`, in the same canonical form as `bulkhead synth`
 * and as whole or not at all; other environments' folders are left alone. Throws for constructs that are not valid
 * (cdk8s's own validation), for an object that is rendered twice and for what stands in the way.
 */
export function writeManifests(
  dist: string,
  environments: Readonly<Record<string, IConstruct>>,
  { command = 'node main.js' }: WriteOptions = {},
): Written {
  const files: RenderedFile[] = [];
  const problems: Problem[] = [];
  for (const [name, root] of Object.entries(environments)) {
    refuseInvalid(root);
    const owners = new Map<string, Origin | undefined>();
    for (const manifest of collect(root)) {
      problems.push(...collisions(manifest, owners));
      files.push({ path: `${name}/${manifest.path}`, content: Buffer.from(manifestText(manifest, command)) });
    }
  }
  if (problems.length > 0) throw new DeclarationError(problems);
  const { foreign, ...written } = writeTree(dist, files, { folders: Object.keys(environments), complete: false });
  if (foreign.length === 0) return written;
  const paths = foreign.map((path) => `${dist}/${path}`).join(', ');
  throw new WriteError(`only rendered files belong here: ${paths}; move or delete them; nothing was written`);
}

/** What `app.synth()` would refuse. */
function refuseInvalid(root: IConstruct): void {
  const errors = root.node.findAll().flatMap(({ node }) => node.validate().map((error) => `${node.path}: ${error}`));
  if (errors.length > 0) throw new Error(`constructs are not valid:\n${errors.join('\n')}`);
}
