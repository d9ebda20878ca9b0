import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { REPOSITORY } from '../cli/command.js';

/** What docs/argo-cd.md tells people to put into `argocd-cm`, read from there. */
export function documentedSettings(): Record<string, string> {
  const page = readFileSync(join(REPOSITORY, 'docs/argo-cd.md'), 'utf8');
  const block = /^```yaml\n(resource\.customizations\.[\s\S]*?)^```$/m.exec(page)?.[1];
  if (block === undefined) throw new Error('docs/argo-cd.md shows no settings of argocd-cm');
  return load(block, { schema: CORE_SCHEMA }) as Record<string, string>;
}
