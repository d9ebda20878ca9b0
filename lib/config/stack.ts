import { isObject } from '../kubernetes/json.js';
import { isDnsLabel } from '../kubernetes/names.js';
import type { Judged } from './judge.js';
import { environmentOf, type Layer, type Statement } from './layers.js';
import { isOpen } from './open.js';
import { touches } from './path.js';
import { isLeftOut } from './positions.js';
import type { Problem } from './problem.js';
import { didYouMean } from './suggest.js';

type Layers = ReadonlyMap<string, Layer>;

/**
 * The layers of an environment, left to right, itself last. Undefined for a layer that is none, and where something it
 * builds on is missing: everything else would then look incomplete.
 */
export function stackOf(layer: Layer, layers: Layers, judged: Judged, problems: Problem[]): Layer[] | undefined {
  const environment = environmentOf(layer);
  const names = environment === undefined ? undefined : extendedBy(environment, judged);
  if (environment === undefined || names === undefined) return undefined;
  const stack: Layer[] = [];
  let whole = true;
  names.forEach((name, index) => {
    const report = (message: string, hint?: string) => {
      const { file, index: document } = environment.document;
      const place = { file, document, path: ['spec', 'extends', index] };
      const prefixed = `spec.extends[${index}]: ${message}`;
      problems.push(hint === undefined ? { place, message: prefixed } : { place, message: prefixed, hint });
    };
    const base = layers.get(name);
    if (name === layer.name) report('an environment cannot extend itself', 'remove it');
    else if (base === undefined) {
      // What is no name at all has been reported as such.
      if (isDnsLabel(name)) report(`no layer is named \`${name}\``, nearestLayer(name, layers));
      whole = false;
    } else if (isUnclear(environmentOf(base))) whole = false;
    else if (environmentOf(base) !== undefined) {
      const cycle = extendsInTurn(base, layer.name, layers, judged)
        ? ` and extends \`${layer.name}\` in turn: a cycle`
        : '';
      report(
        `\`${name}\` is an environment of its own${cycle}`,
        'move what both share into a layer (a folder without an Environment) and extend that',
      );
      whole = false;
    } else if (stack.includes(base)) report(`\`${name}\` is named twice`, 'remove one');
    else stack.push(base);
  });
  return whole ? [...stack, layer] : undefined;
}

/** Whether it may turn out not to be the layer's Environment at all. */
function isUnclear(environment: Statement | undefined): boolean {
  return environment?.lost === true || environment?.misnamed === true;
}

/** Undefined where nobody knows, which has been reported: it decides about everything else. */
function extendedBy({ document, lost }: Statement, { complete, mended }: Judged): string[] | undefined {
  const left = mended.get(document);
  if (!lost && left === undefined && !complete.has(document)) return undefined;
  if (left !== undefined && touches(['spec', 'extends'], left.doubts)) return undefined;
  const { spec } = (left?.document ?? document).data;
  const names = isObject(spec) ? spec.extends : null;
  if (names === undefined) return [];
  return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : undefined;
}

function nearestLayer(name: string, layers: Layers): string {
  const known = [...layers.values()].filter((layer) => environmentOf(layer) === undefined).map((layer) => layer.name);
  if (known.length === 0) return 'there are no layers: a layer is a folder without an Environment';
  return didYouMean(name, known) ?? `layers: ${known.join(', ')}`;
}

function extendsInTurn(from: Layer, target: string, layers: Layers, judged: Judged, seen = new Set<string>()): boolean {
  if (seen.has(from.name)) return false;
  seen.add(from.name);
  const environment = environmentOf(from);
  const names = environment === undefined ? [] : (extendedBy(environment, judged) ?? []);
  return names.some((name) => {
    const next = layers.get(name);
    return name === target || (next !== undefined && extendsInTurn(next, target, layers, judged, seen));
  });
}

/** What the layers of a stack state together: by identity, the documents that make it up in order. */
export function statementsOf(stack: readonly Layer[], problems: Problem[]): ReadonlyMap<string, readonly Statement[]> {
  const stated = new Map<string, Statement[]>();
  for (const layer of stack) {
    const statements = [...layer.statements.values()];
    const drops = statements.filter(isDrop);
    const earlier = stack.slice(0, stack.indexOf(layer));
    const idle = drops.filter((drop) => !stated.has(drop.identity) && !mayBeStated(drop, earlier));
    for (const drop of idle) problems.push(nothingToDrop(drop, stated));
    for (const drop of drops) forget(drop, stated);
    // It was to say something else.
    for (const drop of idle) stated.set(drop.identity, [{ ...drop, lost: true }]);
    for (const statement of statements) {
      if (!isDrop(statement)) stated.set(statement.identity, [...(stated.get(statement.identity) ?? []), statement]);
    }
  }
  return stated;
}

/** Whether an earlier layer has something unreadable that may be it. */
function mayBeStated({ kind, name, tenant }: Statement, earlier: readonly Layer[]): boolean {
  return earlier.some(({ open }) => isOpen(open, kind, name, tenant));
}

/** `spec: null` forgets what earlier layers declared; `spec:` with nothing behind it does not say that. */
function isDrop({ lost, document: { file, index, data } }: Statement): boolean {
  return lost === undefined && data.spec === null && !isLeftOut({ file, document: index, path: ['spec'] });
}

function forget({ kind, name, identity }: Statement, stated: Map<string, Statement[]>): void {
  stated.delete(identity);
  if (kind !== 'Tenant') return;
  // With a tenant go the workloads that the same layers gave it.
  for (const [other, [first]] of stated) if (first?.tenant === name) stated.delete(other);
}

function nothingToDrop({ kind, name, tenant, document }: Statement, stated: ReadonlyMap<string, Statement[]>): Problem {
  const others = [...stated.values()].flatMap(([first]) =>
    first?.kind === kind && first.tenant === tenant ? [first.name] : [],
  );
  const hint = didYouMean(name, others);
  return {
    place: { file: document.file, document: document.index, path: ['spec'] },
    message: `spec: null drops what an earlier layer declares, and none declares the ${kind} \`${name}\``,
    ...(hint === undefined ? {} : { hint }),
  };
}
