import type { Json, JsonObject } from '../../lib/kubernetes/json.js';
import type { KubernetesObject } from '../../lib/kubernetes/object.js';
import type { TenantValues } from './tenants.js';

/** The objects of one tenant by file (`network.yaml`), as Bulkhead renders them. */
export type TenantFiles = Readonly<Record<string, readonly KubernetesObject[]>>;

export type Field = keyof TenantValues;

/** Values that stand nowhere else in what is rendered: where they are found again, a template has its holes. */
export const SENTINELS: TenantValues = {
  name: 'sentinel-tenant',
  admins: 'sentinel-admin-group',
  developers: 'sentinel-developer-group',
  contact: 'contact@sentinel.example.com',
  costCentre: 'sentinel-cost-centre',
  cpu: '7919',
  memory: '7907Gi',
};

const FIELDS = Object.keys(SENTINELS) as Field[];
const ANY_SENTINEL = new RegExp(`(${FIELDS.map((field) => SENTINELS[field].replaceAll('.', '\\.')).join('|')})`);

/** A string of the template as its parts: literal text, or the value that stands there. */
export function partsOf(text: string): (string | { field: Field })[] {
  return text
    .split(ANY_SENTINEL)
    .filter((part) => part !== '')
    .map((part) => {
      const field = FIELDS.find((name) => SENTINELS[name] === part);
      return field === undefined ? part : { field };
    });
}

/** Rewrites the holes of a text: `{{ .name }}` for Helm, say. */
export function withHoles(text: string, hole: (field: Field) => string): string {
  return partsOf(text)
    .map((part) => (typeof part === 'string' ? part : hole(part.field)))
    .join('');
}

/**
 * The template as functions of a tenant's values, compiled once: what no value decides is shared by all tenants, so that
 * filling it in costs a contender next to nothing.
 */
export function compile(template: Json): (values: TenantValues) => Json {
  if (typeof template === 'string') {
    const parts = partsOf(template);
    if (parts.every((part) => typeof part === 'string')) return () => template;
    return (values) => parts.map((part) => (typeof part === 'string' ? part : values[part.field])).join('');
  }
  if (typeof template !== 'object' || template === null || !hasHoles(template)) return () => template;
  if (Array.isArray(template)) {
    const items = template.map(compile);
    return (values) => items.map((item) => item(values));
  }
  const entries = Object.entries(template).map(([key, value]) => [key, compile(value as Json)] as const);
  return (values) => {
    const filled: JsonObject = {};
    for (const [key, value] of entries) filled[key] = value(values);
    return filled;
  };
}

function hasHoles(template: object): boolean {
  return ANY_SENTINEL.test(JSON.stringify(template));
}
