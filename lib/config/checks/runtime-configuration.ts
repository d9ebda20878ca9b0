import type { Verdict } from '../../kata/configuration/verdicts.js';
import { verdictsOn } from '../../kata/configuration/verdicts.js';
import type { Shim } from '../../kata/shims.js';
import type { Json } from '../../kubernetes/json.js';
import type { Runtime } from '../declaration.js';
import { withSortedKeys } from '../key-order.js';
import { handlerOf, shimOf } from '../runtime.js';
import { amongst, type Check, type CheckContext, type Hint } from './check.js';

/** What Kata would make of the declared configurations, and that no handler gets two of them, or is somebody else's. */
export const runtimeConfiguration: Check = (context) => {
  const { cluster, doubt } = context;
  const known = new Map<string, Handled>();
  for (const runtime of doubt.each(cluster.runtimes.values())) {
    const shim = shimOf(runtime.spec);
    if (shim === undefined) continue;
    doubt.ask(() => judge(context, runtime, shim));
    doubt.ask(() => demandOwnHandler(context, runtime));
    const handled = doubt.certain(() => handledBy(runtime));
    if (handled === undefined) continue;
    const other = known.get(handled.handler);
    if (other === undefined) known.set(handled.handler, handled);
    else compare(context, handled, other);
  }
};

/** What nodes keep beside Kata, by the name that everybody knows it by. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ['runc', 'runc, which runs whatever names no runtime'],
  ['crun', 'crun, which CRI-O runs whatever names no runtime with'],
  ['runsc', 'gVisor'],
]);

function demandOwnHandler({ report }: CheckContext, runtime: Runtime): void {
  const handler = handlerOf(runtime.spec);
  const other = OTHERS.get(handler);
  if (other === undefined) return;
  report(runtime, ['spec', 'handler'], `\`${handler}\` is the handler of ${other}: nodes keep that beside Kata`, {
    hint: `give it a name of its own, or take \`handler\` out for \`${runtime.spec.preset}\``,
  });
}

/** What a Runtime makes of its handler; the order of keys and of annotations says nothing. */
interface Handled {
  readonly runtime: Runtime;
  readonly handler: string;
  readonly configuration: string;
  readonly annotations: string;
}

function handledBy(runtime: Runtime): Handled {
  const { preset, configuration = {}, podAnnotations } = runtime.spec;
  return {
    runtime,
    handler: handlerOf(runtime.spec),
    configuration: JSON.stringify([preset, withSortedKeys(configuration as Json)]),
    annotations: JSON.stringify(podAnnotations.toSorted()),
  };
}

/** On a node there is one configuration of a handler, whichever RuntimeClass a pod names. */
function compare({ report }: CheckContext, handled: Handled, other: Handled): void {
  const { runtime, handler } = handled;
  const differ = (path: readonly string[], otherPath: readonly string[], message: string) =>
    report(runtime, path, message, {
      hint: 'a node knows handlers only: declare the same for both Runtimes, or a `handler` of its own',
      related: { declaration: other.runtime, path: otherPath, message: 'the other' },
    });
  const name = other.runtime.name;
  if (handled.configuration !== other.configuration)
    differ(
      placeOf(runtime),
      placeOf(other.runtime),
      `handler \`${handler}\` is configured otherwise by Runtime \`${name}\``,
    );
  else if (handled.annotations !== other.annotations) {
    const path = ['spec', 'podAnnotations'];
    differ(path, path, `handler \`${handler}\` admits other pod annotations by Runtime \`${name}\``);
  }
}

function judge({ report }: CheckContext, runtime: Runtime, shim: Shim): void {
  const { configuration } = runtime.spec;
  // Verdicts are on declared keys.
  if (configuration === undefined) return;
  for (const verdict of verdictsOn(shim, configuration)) {
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

/** What makes it another handler: its configuration, where there is one. */
function placeOf({ spec }: Runtime): string[] {
  if (spec.configuration !== undefined) return ['spec', 'configuration'];
  return ['spec', spec.handler === undefined ? 'preset' : 'handler'];
}
