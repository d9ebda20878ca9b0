import type { SourceFile } from '../../lib/config/source.js';
import { DECLARATIONS } from './declared.js';

/** The namespace of the agents. */
export const AGENTS = 'node-preparation';

/** While it is there, no agent comes in the place of one that goes. */
export const NO_PODS = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'none', namespace: AGENTS },
  spec: { hard: { pods: '0' } },
};

/** So that every agent has to begin anew. */
export function preparedOtherwise(environment: string): SourceFile[] {
  return changed(environment, (text) => text.replace(/(net\.core\.somaxconn:) \d+/, '$1 4096'));
}

export function preparedByNobody(environment: string): SourceFile[] {
  return changed(environment, (text) =>
    text.replace(/ {6}sysctls:\n(?: {8}.*\n)+/, '').replace(/ {2}nodePreparation:\n(?: {4}.*\n)+/, ''),
  );
}

function changed(environment: string, how: (text: string) => string): SourceFile[] {
  return DECLARATIONS.map(({ path, text }) =>
    path === `environments/${environment}/platform/environment.yaml` ? { path, text: how(text) } : { path, text },
  );
}
