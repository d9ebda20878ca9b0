import { hash } from 'node:crypto';
import { type Go, SETTINGS } from './go.js';
import type { Module } from './modules.js';
import { type BuiltPart, OUT, type Step } from './parts.js';

/** A step as it is done. */
export type Action =
  | { readonly go: readonly string[] }
  | { readonly copy: string; readonly from: string; readonly executable: boolean }
  | { readonly copyAll: string; readonly from: string };

export function actions({ steps, upstream }: BuiltPart, { version }: Module): Action[] {
  return steps.map((step) => action(step, upstream, version));
}

function action(step: Step, upstream: string, version: string): Action {
  if ('copy' in step) return { copy: step.copy, from: upstream, executable: step.executable === true };
  if ('copyAll' in step) return { copyAll: step.copyAll, from: upstream };
  if ('run' in step) return { go: ['run', step.run, ...step.args] };
  const stamps = Object.entries(step.stamps?.(version) ?? {}).map(([variable, value]) => `-X ${variable}=${value}`);
  // Without symbol tables, which only a debugger reads.
  const tags = step.tags === undefined ? [] : [`-tags=${step.tags.join(',')}`];
  const flags = `-ldflags=${['-s -w', ...stamps].join(' ')}`;
  return { go: ['build', flags, ...tags, '-o', `${OUT}/${step.to}`, step.compile] };
}

/** Of all that decides what comes out: a part that is found under its key need not be made again. */
export function keyOf(part: BuiltPart, module: Module, go: Go): string {
  const basis = [go.version, go.platform, SETTINGS, module.files, actions(part, module)];
  return hash('sha256', JSON.stringify(basis)).slice(0, 16);
}
