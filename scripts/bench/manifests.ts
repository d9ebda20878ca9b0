import { join } from 'node:path';
import { renderTexts } from './rendered.js';
import { type TenantValues, writeFiles } from './tenants.js';

/** The same objects twice: a folder as Bulkhead renders it, and one file for a tool that does not look into folders. */
export interface Manifests {
  readonly folder: string;
  readonly file: string;
}

/** What the tenants render to, as anyone's manifests. */
export function writeManifests(root: string, tenants: readonly TenantValues[]): Manifests {
  return write(root, Object.fromEntries(renderTexts(tenants).map(({ path, text }) => [path, text])));
}

/** One manifest by itself. */
export function writeManifest(root: string, text: string): Manifests {
  return write(root, { 'manifest.yaml': text });
}

function write(root: string, texts: Readonly<Record<string, string>>): Manifests {
  const manifests = { folder: join(root, 'manifests'), file: join(root, 'manifests.yaml') };
  writeFiles(manifests.folder, texts);
  writeFiles(root, { 'manifests.yaml': Object.values(texts).join('---\n') });
  return manifests;
}
