import type { Verdict } from '../../kata/configuration/verdicts.js';
import { verdictsOn } from '../../kata/configuration/verdicts.js';
import type { Shim } from '../../kata/shims.js';
import type { Json } from '../../kubernetes/json.js';
import type { Runtime } from '../declaration.js';
import { withSortedKeys } from '../key-order.js';
import { handlerOf, shimOf } from '../runtime.js';
import { amongst, type Check, type CheckContext, type Hint } from './check.js';

/** What Kata would make of the declared configurations, and that no handler gets two of them. */
export const runtimeConfiguration: Check = (context) => {
  const { cluster, report, doubt } = context;
  const known = new Map<string, { readonly runtime: Runtime; readonly files: string }>();
  for (const runtime of doubt.each(cluster.runtimes.values())) {
    const shim = shimOf(runtime.spec);
    if (shim === undefined) continue;
    doubt.ask(() => judge(context, runtime, shim));
    const handled = doubt.certain(() => ({ handler: handlerOf(runtime.spec), files: filesOf(runtime) }));
    if (handled === undefined) continue;
    const { handler, files } = handled;
    const other = known.get(handler);
    if (other === undefined) known.set(handler, { runtime, files });
    else if (other.files !== files)
      report(
        runtime,
        placeOf(runtime),
        `handler \`${handler}\` is configured otherwise by Runtime \`${other.runtime.name}\``,
        {
          hint: 'a handler has one configuration on a node: declare the same for both, or a `handler` of its own',
          related: { declaration: other.runtime, path: placeOf(other.runtime), message: 'configured here' },
        },
      );
  }
};

function judge({ report }: CheckContext, runtime: Runtime, shim: Shim): void {
  for (const verdict of verdictsOn(shim, runtime.spec.configuration ?? {})) {
    const [table, name] = verdict.path;
    report(runtime, ['spec', 'configuration', ...table.split('.'), name], verdict.message, {
      part: 'key',
      hint: hintOf(verdict),
    });
  }
}

function hintOf({ hint, meant }: Verdict): Hint {
  return meant === undefined ? hint : amongst(meant.found, meant.among, 'allowed here');
}

/** What decides about the files of the handler; the order of keys and of annotations says nothing. */
function filesOf({ spec: { preset, configuration = {}, podAnnotations } }: Runtime): string {
  return JSON.stringify([preset, withSortedKeys(configuration as Json), podAnnotations.toSorted()]);
}

/** What makes it another handler: its configuration, where there is one. */
function placeOf({ spec }: Runtime): string[] {
  if (spec.configuration !== undefined) return ['spec', 'configuration'];
  return ['spec', spec.handler === undefined ? 'preset' : 'handler'];
}
