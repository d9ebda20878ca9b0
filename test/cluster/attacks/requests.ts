import { HttpMethod } from '@kubernetes/client-node';
import type { JsonObject } from '../../../lib/kubernetes/json.js';
import type { Client } from '../client.js';

/** A request, for whoever sends it. Those that would change something are dry runs. */
export type Send = (client: Client) => Promise<unknown>;

/** All of admission judges a dry run, quotas included, and nothing is kept (KEP-576). */
const DRY_RUN = { dryRun: 'All', fieldValidation: 'Strict' };

/** The path of a kind, such as `/apis/apps/v1/namespaces/shop/deployments`, and of what is in it. */
export function pathOf(apiVersion: string, plural: string, namespace?: string, ...rest: string[]): string {
  const root = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  return [root, ...(namespace === undefined ? [] : ['namespaces', namespace]), plural, ...rest].join('/');
}

export const get =
  (path: string): Send =>
  (client) =>
    client.send(HttpMethod.GET, path);

export const post =
  (path: string, body: JsonObject): Send =>
  (client) =>
    client.send(HttpMethod.POST, path, { query: DRY_RUN, body });

export const patch =
  (path: string, body: JsonObject, type = 'application/strategic-merge-patch+json'): Send =>
  (client) =>
    client.send(HttpMethod.PATCH, path, { query: DRY_RUN, body, type });

export const remove =
  (path: string): Send =>
  (client) =>
    client.send(HttpMethod.DELETE, path, { query: { dryRun: 'All' } });

export function create(object: JsonObject): Send {
  const { namespace } = object.metadata as { namespace?: string };
  return post(pathOf(String(object.apiVersion), pluralOf(String(object.kind)), namespace), object);
}

/** Of every kind that is tried here. */
export function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  return name.endsWith('s') ? `${name}es` : `${name.replace(/y$/, 'ie')}s`;
}
