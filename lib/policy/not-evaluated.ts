import { mayHoldPods } from '../kubernetes/unknown-pods.js';
import type { Context } from './context.js';
import type { ObjectReference } from './finding.js';
import { type JudgedObject, namespaceOf } from './judged-object.js';

/** What nobody has judged, which is not the same as passed. */
export interface NotEvaluated {
  readonly object?: ObjectReference;
  readonly tenant?: string;
  /** The manifest, as it was named. */
  readonly file: string;
  readonly reason: string;
}

/** Objects among those judged of which something was not looked into. */
export function notEvaluated(context: Context): NotEvaluated[] {
  return context.objects.all.flatMap((judged) => {
    const reason = mayHoldPods(judged.object);
    if (reason === undefined) return [];
    const namespace = namespaceOf(judged);
    const tenant = namespace === undefined ? undefined : context.tenantOf(namespace);
    return [{ object: reference(judged), file: judged.file, reason, ...(tenant === undefined ? {} : { tenant }) }];
  });
}

function reference({ object: { apiVersion, kind, metadata } }: JudgedObject): ObjectReference {
  const { namespace, name } = metadata;
  return { apiVersion, kind, ...(typeof namespace === 'string' ? { namespace } : {}), name };
}
