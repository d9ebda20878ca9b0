import type { Context } from '../context.js';
import { textAt } from '../fields.js';
import type { JudgedPod } from '../pods.js';
import { type KataHandler, kataHandlerOf } from './handlers.js';

export interface KataPod {
  readonly pod: JudgedPod;
  readonly handler: KataHandler;
  /** In a sentence: `pod "web"`, `the pod of Deployment "web"`. */
  readonly name: string;
}

/** The pods that run under Kata. One that names no RuntimeClass is left to the rules about that. */
export function kataPods(context: Context): readonly KataPod[] {
  return context.recall(found);
}

function found(context: Context): readonly KataPod[] {
  return context.pods.flatMap((pod) => {
    const runtimeClass = textAt(pod.spec, 'runtimeClassName') ?? '';
    const handler = runtimeClass === '' ? undefined : kataHandlerOf(context, runtimeClass);
    return handler === undefined ? [] : [{ pod, handler, name: podName(pod) }];
  });
}

function podName({ owner: { object } }: JudgedPod): string {
  const { kind, metadata } = object;
  return kind === 'Pod' ? `pod "${metadata.name}"` : `the pod of ${kind} "${metadata.name}"`;
}
