import { existsSync, lstatSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, relative } from 'node:path';

/**
 * Shows `dist` to the cdk8s command under the folder that it believes to be its own. It deletes that folder before the
 * app runs, so it is never `dist` itself, only a link to it, made once everything has been rendered.
 */
export function linkOutput(dist: string, output = process.env.CDK8S_OUTDIR): void {
  if (output === undefined) return;
  if (isLink(output)) rmSync(output);
  // Somebody's own folder: cdk8s would have deleted it before the app runs.
  else if (existsSync(output)) return;
  symlinkSync(relative(dirname(output), dist) || '.', output, 'dir');
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
