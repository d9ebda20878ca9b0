import type { JsonObject, Path } from '../kubernetes/json.js';
import type { Context } from './context.js';
import { type Item, itemsAt, textAt, textsAt } from './fields.js';
import type { JudgedObject } from './judged-object.js';

const GROUP = 'admissionregistration.k8s.io';

/** A webhook of a configuration. */
export interface Webhook {
  readonly judged: JudgedObject;
  readonly validating: boolean;
  readonly name: string;
  readonly hook: JsonObject;
  readonly path: Path;
  /** Whether requests are refused while it does not answer: so it is unless it says otherwise. */
  readonly failsClosed: boolean;
}

export function webhooksOf({ objects }: Context): Webhook[] {
  return (['Validating', 'Mutating'] as const).flatMap((kind) =>
    objects.ofKind(`${GROUP}/${kind}WebhookConfiguration`).flatMap((judged) =>
      itemsAt(judged.object, 'webhooks').map(({ item, path }) => ({
        judged,
        validating: kind === 'Validating',
        name: textAt(item, 'name') ?? '',
        hook: item,
        path,
        failsClosed: textAt(item, 'failurePolicy') !== 'Ignore',
      })),
    ),
  );
}

/** API groups of Kubernetes itself that are served by every cluster (kubernetes pkg/controlplane, instance.go). */
const BUILT_IN: ReadonlySet<string> = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]);

/** Rules of a webhook that are about kinds of Kubernetes itself. */
export function rulesOnBuiltIns({ hook }: Webhook): Item[] {
  return itemsAt(hook, 'rules').filter(({ item }) =>
    textsAt(item, 'apiGroups').some((group) => group === '*' || BUILT_IN.has(group)),
  );
}

export function matches(texts: readonly string[], ...wanted: readonly string[]): boolean {
  return texts.some((text) => text === '*' || text === '*/*' || wanted.includes(text));
}

/** `webhook "a.example.com"` */
export function describeWebhook({ name }: Webhook): string {
  return `webhook "${name}"`;
}
