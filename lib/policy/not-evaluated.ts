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

/** KubeVirt's kinds: their pods are made by its controllers, and Pod Security judges those. */
const LAUNCHED = new Set([
  'VirtualMachine',
  'VirtualMachineInstance',
  'VirtualMachineInstanceReplicaSet',
  'VirtualMachinePool',
]);

/** Objects among those judged of which something was not looked into. */
export function notEvaluated({ objects }: Context): NotEvaluated[] {
  return objects.all.flatMap((judged) => {
    const reason = reasonNotToEvaluate(judged);
    return reason === undefined ? [] : [{ object: reference(judged), file: judged.file, reason }];
  });
}

function reasonNotToEvaluate({ object }: JudgedObject): string | undefined {
  if (LAUNCHED.has(object.kind) && object.apiVersion.includes('kubevirt.io/'))
    return 'its pod is made by KubeVirt, and is not modelled yet';
  return undefined;
}

function reference({ object: { apiVersion, kind, metadata } }: JudgedObject): ObjectReference {
  const { namespace, name } = metadata;
  return { apiVersion, kind, ...(typeof namespace === 'string' ? { namespace } : {}), name };
}
