import { HttpMethod, KubeConfig, type KubernetesObject, KubernetesObjectApi } from '@kubernetes/client-node';
import type { JsonObject } from '../../lib/kubernetes/json.js';

/** An answer of the API server that is not what was asked for. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly code: number;
  readonly reason: string;

  constructor(code: number, status: { message?: string; reason?: string }) {
    super(status.message ?? `HTTP ${code}`);
    this.code = code;
    this.reason = status.reason ?? '';
  }
}

export interface Answer {
  readonly object: JsonObject;
  readonly warnings: readonly string[];
}

/** What names an object, and its kind where none is meant in particular. */
export interface Reference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

/**
 * The client library's own, but for bodies: the library puts objects through classes of its own on the way out and in,
 * which drop every field that they do not know, and a misspelt field must reach the API server.
 */
export class Client extends KubernetesObjectApi {
  static of(server: string, token: string): Client {
    const config = new KubeConfig();
    config.loadFromClusterAndUser({ name: 'test', server, skipTLSVerify: true }, { name: 'test', token });
    return config.makeApiClient(Client);
  }

  /** Server-side, with strict field validation, as Argo CD's `ServerSideApply=true` and `Validate=true` do. */
  async apply(object: object, manager = 'argocd-controller'): Promise<Answer> {
    const path = await this.pathOf(object as Reference, 'patch');
    const query = { fieldManager: manager, force: 'true', fieldValidation: 'Strict' };
    return this.send(HttpMethod.PATCH, path, { query, body: object, type: 'application/apply-patch+yaml' });
  }

  async get(reference: Reference): Promise<JsonObject> {
    return (await this.send(HttpMethod.GET, await this.pathOf(reference, 'read'))).object;
  }

  /** Any path of the API, such as `/readyz` or a subresource. */
  async send(
    method: HttpMethod,
    path: string,
    { query = {}, body, type }: { query?: Record<string, string>; body?: object; type?: string } = {},
  ): Promise<Answer> {
    const request = this.configuration.baseServer.makeRequestContext(path, method);
    request.setHeaderParam('Accept', 'application/json');
    if (type !== undefined) request.setHeaderParam('Content-Type', type);
    for (const [name, value] of Object.entries(query)) request.setQueryParam(name, value);
    if (body !== undefined) request.setBody(JSON.stringify(body));
    await this.configuration.authMethods.default?.applySecurityAuthentication(request);
    const response = await this.configuration.httpApi.send(request).toPromise();
    const text = await response.body.text();
    const object = parsed(text);
    if (response.httpStatusCode >= 300) throw new ApiError(response.httpStatusCode, object);
    return { object, warnings: warningsIn(response.headers.warning) };
  }

  private pathOf(reference: Reference, action: 'read' | 'patch'): Promise<string> {
    // A copy: the library fills in what it misses.
    const { apiVersion, kind, metadata } = reference;
    return this.specUriPath({ apiVersion, kind, metadata: { ...metadata } } as KubernetesObject, action);
  }
}

function parsed(text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return { message: text };
  }
}

/** RFC 7234, section 5.5: `299 - "text", 299 - "text"`. */
function warningsIn(header: string | undefined): string[] {
  return [...(header ?? '').matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
    text.replace(/\\(.)/g, '$1'),
  );
}
