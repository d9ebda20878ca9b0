import { mayHoldPods } from '../kubernetes/unknown-pods.js';
import type { Context } from './context.js';
import type { ObjectReference } from './finding.js';
import type { JudgedObject } from './judged-object.js';

/** What nobody has judged, which is not the same as passed. */
export interface NotEvaluated {
  readonly object?: ObjectReference;
  /** The manifest, as it was named. */
  readonly file: string;
  readonly reason: string;
}

/** Objects among those judged of which something was not looked into. */
export function notEvaluated({ objects }: Context): NotEvaluated[] {
  return objects.all.flatMap((judged) => {
    const reason = mayHoldPods(judged.object);
    return reason === undefined ? [] : [{ object: reference(judged), file: judged.file, reason }];
  });
}

function reference({ object: { apiVersion, kind, metadata } }: JudgedObject): ObjectReference {
  const { namespace, name } = metadata;
  return { apiVersion, kind, ...(typeof namespace === 'string' ? { namespace } : {}), name };
}
