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
  private readonly byLabel = new Map<string, KnownNamespace[]>();

  constructor(context: Context) {
    for (const { object } of context.objects.ofKind('/Namespace')) {
      const { name } = object.metadata;
      this.add({ name, labels: { ...labelsOf(object), [NAMESPACE_NAME]: name }, tenant: context.tenantOf(name) });
    }
    for (const { name: tenant, spec } of context.cluster?.tenants.values() ?? [])
      for (const name of Object.keys(spec.namespaces))
        this.add({
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

  private add(namespace: KnownNamespace): void {
    if (this.all.has(namespace.name)) return;
    this.all.set(namespace.name, namespace);
    for (const [key, value] of Object.entries(namespace.labels))
      for (const index of [key, `${key}=${value}`]) {
        const group = this.byLabel.get(index);
        if (group === undefined) this.byLabel.set(index, [namespace]);
        else group.push(namespace);
      }
  }

  /** By the first requirement that names labels: most selectors name the namespace itself. */
  private candidates({ matchLabels, matchExpressions }: JsonObject): readonly KnownNamespace[] {
    const labels = isObject(matchLabels) ? matchLabels : {};
    const [key] = Object.hasOwn(labels, NAMESPACE_NAME) ? [NAMESPACE_NAME] : Object.keys(labels);
    if (key !== undefined) return this.byLabel.get(`${key}=${shown(labels[key])}`) ?? [];
    for (const expression of Array.isArray(matchExpressions) ? matchExpressions : []) {
      if (!isObject(expression)) continue;
      const { key, operator, values } = expression;
      if (operator === 'Exists') return this.byLabel.get(shown(key)) ?? [];
      if (operator === 'In' && Array.isArray(values))
        return [...new Set(values)].flatMap((value) => this.byLabel.get(`${shown(key)}=${shown(value)}`) ?? []);
    }
    return [...this.all.values()];
  }
}
