import { CORE_SCHEMA, loadAll } from 'js-yaml';
import { loadFiles } from '../../lib/config/load.js';
import type { KubernetesObject } from '../../lib/kubernetes/object.js';
import { render } from '../../lib/pipeline.js';
import { SENTINELS, type TenantFiles } from './template.js';
import { declarations, ENVIRONMENT, type TenantValues } from './tenants.js';

/** What every tool starts from: our own objects of one tenant, with the sentinels in the places of its values. */
export function templateFiles(): TenantFiles {
  return filesOfTenant(renderTexts([SENTINELS]), SENTINELS);
}

/** Renders through the same stages as the command, and fails loudly: declarations of the bench are never wrong. */
export function renderTexts(tenants: readonly TenantValues[]): { path: string; text: string }[] {
  const files = Object.entries(declarations(tenants)).map(([path, text]) => ({ path, text }));
  const { fleet, problems } = loadFiles(files, 'environments');
  const rendering = render(fleet);
  const messages = [...problems, ...rendering.problems].map(({ message }) => message);
  if (messages.length > 0) throw new Error(`the declarations of the bench are not valid:\n${messages.join('\n')}`);
  return rendering.files.map(({ path, content }) => ({ path, text: String(content) }));
}

export function filesOfTenant(files: readonly { path: string; text: string }[], { name }: TenantValues): TenantFiles {
  const walls = `${ENVIRONMENT}/tenants/${name}/`;
  const found = files.filter(
    ({ path }) => path.startsWith(walls) || path === `${ENVIRONMENT}/argocd/tenants/${name}.yaml`,
  );
  return Object.fromEntries(
    found.map(({ path, text }) => [
      path.startsWith(walls) ? path.slice(path.lastIndexOf('/') + 1) : 'delivery.yaml',
      loadAll(text, { schema: CORE_SCHEMA }) as unknown as KubernetesObject[],
    ]),
  );
}
