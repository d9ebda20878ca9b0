import { isObject, type JsonObject, valueAt } from '../../lib/kubernetes/json.js';

/** An Application, with what Argo CD says of it. */
export class Application {
  readonly object: JsonObject;

  constructor(object: JsonObject) {
    this.object = object;
  }

  get name(): string {
    return this.text('metadata', 'name');
  }

  get reference() {
    const { name } = this;
    const metadata = { name, namespace: this.text('metadata', 'namespace') };
    return { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata };
  }

  get sync(): string {
    return this.text('status', 'sync', 'status');
  }

  get health(): string {
    return this.text('status', 'health', 'status');
  }

  /** Synced, Healthy and at rest. */
  get isDelivered(): boolean {
    return this.sync === 'Synced' && this.health === 'Healthy' && this.isAtRest && !this.isRefreshing;
  }

  toString(): string {
    return [`${this.name}: ${this.sync} ${this.health}`, ...this.complaints].join('; ');
  }

  /** How the last sync went, such as `Succeeded`. */
  get phase(): string {
    return this.text('status', 'operationState', 'phase');
  }

  /** Its last sync succeeded, or there was never anything to sync. */
  private get isAtRest(): boolean {
    return this.phase === 'Succeeded' || this.phase === '';
  }

  /** Whether a refresh has been asked for and is not over. */
  get isRefreshing(): boolean {
    return this.text('metadata', 'annotations', 'argocd.argoproj.io/refresh') !== '';
  }

  get repository(): string {
    return this.text('spec', 'source', 'repoURL');
  }

  /** The commit that it was last compared with. */
  get revision(): string {
    return this.text('status', 'sync', 'revision');
  }

  /** What it complains of: its conditions, the last sync, objects that are not Healthy. */
  get complaints(): string[] {
    const operation = `${this.phase}: ${this.text('status', 'operationState', 'message')}`;
    const refused = this.list('operationState', 'syncResult', 'resources').filter(
      ({ status }) => status === 'SyncFailed',
    );
    return [
      ...this.list('conditions').map(({ type, message }) => `${type}: ${message}`),
      ...(this.isAtRest ? [] : [operation, ...refused.map(({ message }) => String(message))]),
      ...this.list('resources').flatMap(({ kind, name, health }) =>
        isObject(health) && health.status !== 'Healthy' ? [`${kind} ${name}: ${health.status} ${health.message}`] : [],
      ),
    ];
  }

  private list(...path: string[]): JsonObject[] {
    const list = valueAt(this.object, ['status', ...path]);
    return Array.isArray(list) ? list.filter(isObject) : [];
  }

  private text(...path: string[]): string {
    return String(valueAt(this.object, path) ?? '');
  }
}
