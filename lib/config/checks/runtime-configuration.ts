import type { Verdict } from '../../kata/configuration/verdicts.js';
import { verdictsOn } from '../../kata/configuration/verdicts.js';
import type { Json } from '../../kubernetes/json.js';
import type { Runtime } from '../declaration.js';
import { withSortedKeys } from '../key-order.js';
import { handlerOf, shimOf } from '../runtime.js';
import { amongst, type Check, type Hint } from './check.js';

/** What Kata would make of the declared configurations, and that no handler gets two of them. */
export const runtimeConfiguration: Check = ({ cluster, report, doubt }) => {
  const known = new Map<string, Runtime>();
  for (const runtime of doubt.each(cluster.runtimes.values())) {
    const shim = shimOf(runtime.spec);
    if (shim === undefined) continue;
    for (const verdict of verdictsOn(shim, runtime.spec.configuration ?? {})) {
      const [table, name] = verdict.path;
      report(runtime, ['spec', 'configuration', ...table.split('.'), name], verdict.message, {
        part: 'key',
        hint: hintOf(verdict),
      });
    }
    const handler = handlerOf(runtime.spec);
    const other = known.get(handler);
    if (other === undefined) known.set(handler, runtime);
    else if (isDifferent(runtime, other))
      report(runtime, placeOf(runtime), `handler \`${handler}\` is configured otherwise by Runtime \`${other.name}\``, {
        hint: 'a handler has one configuration on a node: declare the same for both, or a `handler` of its own',
        related: { declaration: other, path: placeOf(other), message: 'configured here' },
      });
  }
};

function hintOf({ hint, meant }: Verdict): Hint {
  return meant === undefined ? hint : amongst(meant.found, meant.among, 'allowed here');
}

/** Of what the handler's files are made; the order of keys and of annotations says nothing. */
function isDifferent(one: Runtime, other: Runtime): boolean {
  return filesOf(one) !== filesOf(other);
}

function filesOf({ spec: { preset, configuration = {}, podAnnotations } }: Runtime): string {
  return JSON.stringify([preset, withSortedKeys(configuration as Json), podAnnotations.toSorted()]);
}

/** What makes it another handler: its configuration, where there is one. */
function placeOf({ spec }: Runtime): string[] {
  if (spec.configuration !== undefined) return ['spec', 'configuration'];
  return ['spec', spec.handler === undefined ? 'preset' : 'handler'];
}
