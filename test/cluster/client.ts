import { Agent } from 'node:https';
import { HttpMethod, type KubernetesObject, KubernetesObjectApi } from '@kubernetes/client-node';
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

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Media type of the body, where it is not JSON. */
  readonly type?: string;
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
  /** The library shakes hands anew for every request, which takes longer than most of them. */
  private readonly agent = new Agent({ keepAlive: true, rejectUnauthorized: false });

  /** Server-side, with strict field validation, as Argo CD's `ServerSideApply=true` and `Validate=true` do. */
  async apply(object: object, manager = 'argocd-controller'): Promise<Answer> {
    const path = await this.pathOf(object as Reference, 'patch');
    const query = { fieldManager: manager, force: 'true', fieldValidation: 'Strict' };
    return this.send(HttpMethod.PATCH, path, { query, body: object, type: 'application/apply-patch+yaml' });
  }

  /**
   * As `kubectl apply` without options, of custom resources: it creates with a note of what it applied, or patches what
   * is there (kubectl, pkg/cmd/apply).
   */
  async applyAsKubectl(object: KubernetesObject): Promise<Answer> {
    const applied = { 'kubectl.kubernetes.io/last-applied-configuration': `${JSON.stringify(object)}\n` };
    const body = {
      ...object,
      metadata: { ...object.metadata, annotations: { ...object.metadata?.annotations, ...applied } },
    };
    const query = { fieldManager: 'kubectl-client-side-apply', fieldValidation: 'Strict' };
    const path = await this.pathOf(object as Reference, 'patch');
    try {
      return await this.send(HttpMethod.PATCH, path, { query, body, type: 'application/merge-patch+json' });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 404) throw error;
    }
    return this.send(HttpMethod.POST, await this.pathOf(object as Reference, 'create'), { query, body });
  }

  /** As a controller creates: an object that exists is a conflict. */
  async post(object: object): Promise<Answer> {
    const path = await this.pathOf(object as Reference, 'create');
    return this.send(HttpMethod.POST, path, { query: { fieldValidation: 'Strict' }, body: object });
  }

  /** A strategic merge patch, or another kind by its media type, as `kubectl patch` sends it. */
  async edit(reference: Reference, patch: object, type = 'application/strategic-merge-patch+json'): Promise<Answer> {
    const query = { fieldValidation: 'Strict' };
    return this.send(HttpMethod.PATCH, await this.pathOf(reference, 'patch'), { query, body: patch, type });
  }

  /** With all that belongs to it, as `kubectl delete` does. */
  async remove(reference: Reference): Promise<Answer> {
    const query = { propagationPolicy: 'Background' };
    return this.send(HttpMethod.DELETE, await this.pathOf(reference, 'delete'), { query });
  }

  async get(reference: Reference): Promise<JsonObject> {
    return (await this.send(HttpMethod.GET, await this.pathOf(reference, 'read'))).object;
  }

  /** All of a kind, in one namespace or in all. */
  async itemsOf(
    { apiVersion, kind, namespace }: { apiVersion: string; kind: string; namespace?: string },
    query: Record<string, string> = {},
  ): Promise<JsonObject[]> {
    const metadata = namespace === undefined ? {} : { namespace };
    const path = await this.pathOf({ apiVersion, kind, metadata }, 'list');
    return (await this.send(HttpMethod.GET, path, { query })).object.items as JsonObject[];
  }

  /** What a container has said, as `kubectl logs` shows it. */
  async logOf(namespace: string, pod: string): Promise<string> {
    return (await this.request(HttpMethod.GET, `/api/v1/namespaces/${namespace}/pods/${pod}/log`)).text;
  }

  /** Any path of the API, such as `/readyz` or a subresource. */
  async send(method: HttpMethod, path: string, options: RequestOptions = {}): Promise<Answer> {
    const { text, warnings } = await this.request(method, path, options);
    return { object: parsed(text), warnings };
  }

  private async request(
    method: HttpMethod,
    path: string,
    { query = {}, body, type }: RequestOptions = {},
  ): Promise<{ text: string; warnings: string[] }> {
    const request = this.configuration.baseServer.makeRequestContext(path, method);
    request.setHeaderParam('Accept', 'application/json');
    if (body !== undefined) request.setHeaderParam('Content-Type', type ?? 'application/json');
    for (const [name, value] of Object.entries(query)) request.setQueryParam(name, value);
    if (body !== undefined) request.setBody(JSON.stringify(body));
    await this.configuration.authMethods.default?.applySecurityAuthentication(request);
    request.setAgent(this.agent);
    const response = await this.configuration.httpApi.send(request).toPromise();
    const text = await response.body.text();
    if (response.httpStatusCode >= 300) throw new ApiError(response.httpStatusCode, parsed(text));
    return { text, warnings: warningsIn(response.headers.warning) };
  }

  private pathOf(reference: Reference, action: 'create' | 'read' | 'list' | 'patch' | 'delete'): Promise<string> {
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
