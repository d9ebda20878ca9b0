import type { Report } from './check.js';
import { type Container, listOf, mappingOf } from './pod.js';

/** Reports each capability that a container adds and that is not among these. Go reads null in a list as "". */
export function addedCapabilities(container: Container, allowed: ReadonlySet<string>, report: Report): void {
  for (const [index, item] of listOf(mappingOf(container.securityContext.capabilities).add).entries()) {
    const value = item ?? '';
    if (typeof value === 'string' && !allowed.has(value))
      report({ container, at: ['securityContext', 'capabilities', 'add', index], value });
  }
}
