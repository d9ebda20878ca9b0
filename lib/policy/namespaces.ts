import { COST_CENTRE, NAMESPACE_NAME, TENANT } from '../config/labels.js';
import { isObject, type JsonObject } from '../kubernetes/json.js';
import { matchesSelector } from '../kubernetes/label-selector.js';
import type { Context } from './context.js';
import { shown } from './fields.js';
import { labelsOf } from './objects.js';

export interface KnownNamespace {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly tenant: string | undefined;
}

/** A namespace that nobody has declared yet, of a tenant that nobody knows: a selector that takes it takes anyone's. */
const ANY_TENANTS = { [NAMESPACE_NAME]: '(any)', [TENANT]: '(any)', [COST_CENTRE]: '(any)' };

/** Every namespace that is declared or stands among the objects, found by label selectors. */
export class Namespaces {
  private readonly all = new Map<string, KnownNamespace>();
  private indexed: ReadonlyMap<string, readonly KnownNamespace[]> | undefined;

  constructor(context: Context) {
    for (const { object } of context.objects.ofKind('/Namespace')) {
      const { name } = object.metadata;
      if (!this.all.has(name))
        this.all.set(name, {
          name,
          labels: { ...labelsOf(object), [NAMESPACE_NAME]: name },
          tenant: context.tenantOf(name),
        });
    }
    for (const { name: tenant, spec } of context.cluster?.tenants.values() ?? [])
      for (const name of Object.keys(spec.namespaces))
        if (!this.all.has(name))
          this.all.set(name, {
            name,
            labels: {
              ...spec.namespaceLabels,
              [NAMESPACE_NAME]: name,
              [TENANT]: tenant,
              [COST_CENTRE]: spec.costCentre,
            },
            tenant,
          });
  }

  named(name: string): KnownNamespace | undefined {
    return this.all.get(name);
  }

  /** Whether a selector takes namespaces without saying whose: `{}` does, and one that only excludes. */
  takesAnybodys(selector: JsonObject): boolean {
    // The usual one names a namespace.
    if (isObject(selector.matchLabels) && Object.hasOwn(selector.matchLabels, NAMESPACE_NAME)) return false;
    return matchesSelector(selector, ANY_TENANTS);
  }

  selected(selector: JsonObject): KnownNamespace[] {
    return this.candidates(selector).filter(({ labels }) => matchesSelector(selector, labels));
  }

  /** By the first requirement that names labels: most selectors name the namespace itself. */
  private candidates({ matchLabels, matchExpressions }: JsonObject): readonly KnownNamespace[] {
    const labels = isObject(matchLabels) ? matchLabels : {};
    const [key] = Object.hasOwn(labels, NAMESPACE_NAME) ? [NAMESPACE_NAME] : Object.keys(labels);
    if (key !== undefined) return this.labelled(key, labels[key]);
    for (const expression of Array.isArray(matchExpressions) ? matchExpressions : []) {
      if (!isObject(expression)) continue;
      const { key, operator, values } = expression;
      if (operator === 'Exists') return this.byLabel.get(shown(key)) ?? [];
      if (operator === 'In' && Array.isArray(values))
        return [...new Set(values)].flatMap((value) => this.labelled(shown(key), value));
    }
    return [...this.all.values()];
  }

  private labelled(key: string, value: unknown): readonly KnownNamespace[] {
    if (key !== NAMESPACE_NAME) return this.byLabel.get(`${key}=${shown(value)}`) ?? [];
    const named = this.all.get(shown(value));
    return named === undefined ? [] : [named];
  }

  /** By key, and by key and value. Made when somebody asks by another label than the name: it is large. */
  private get byLabel(): ReadonlyMap<string, readonly KnownNamespace[]> {
    this.indexed ??= indexByLabel(this.all.values());
    return this.indexed;
  }
}

function indexByLabel(namespaces: Iterable<KnownNamespace>): Map<string, KnownNamespace[]> {
  const found = new Map<string, KnownNamespace[]>();
  for (const namespace of namespaces)
    for (const [key, value] of Object.entries(namespace.labels))
      for (const index of [key, `${key}=${value}`]) {
        const group = found.get(index);
        if (group === undefined) found.set(index, [namespace]);
        else group.push(namespace);
      }
  return found;
}
