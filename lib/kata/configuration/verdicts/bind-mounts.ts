import type { Check } from './subject.js';
import { kata, keyTitle, shown } from './wording.js';

/** The guest sees all of them in one folder (validateBindMounts of katautils/config.go). */
export const bindMounts: Check = function* (subject) {
  const path = ['runtime', 'sandbox_bind_mounts'] as const;
  const mounts = subject.value(...path);
  if (subject.shim.runtime !== 'go' || !subject.isDeclared(...path) || !Array.isArray(mounts)) return;
  const taken = new Map<string, string>();
  for (const mount of mounts) {
    const base = String(mount).replace(/\/+$/, '').split('/').at(-1) ?? '';
    const first = taken.get(base);
    if (first === undefined) taken.set(base, String(mount));
    else
      yield {
        path,
        message: `${keyTitle(subject.shim, ...path)}: ${shown(mount)} would stand where ${shown(first)} does, as both are named ${shown(base)}${kata(`sandbox-bindmounts: File ${mount} has base that matches already specified bindmount`)}`,
      };
  }
};
