import { expect } from 'vitest';

// As k8s.io/apimachinery/pkg/util/validation has them, anchored as its own regexp helpers do.
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

export const isLabel = (text: string) => text.length <= 63 && LABEL.test(text);
export const isSubdomain = (text: string) => text.length <= 253 && SUBDOMAIN.test(text);
export const isValue = (text: string) => text.length <= 63 && VALUE.test(text);
export const isPort = (text: string) =>
  text.length <= 15 && /^[-a-z0-9]+$/.test(text) && /[a-z]/.test(text) && !text.includes('--') && !/^-|-$/.test(text);
export const isVariable = (text: string) =>
  /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(text) && text !== '.' && !text.startsWith('..');
export const isFileKey = (text: string) =>
  text.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(text) && text !== '.' && !text.startsWith('..');

export function isKey(text: string): boolean {
  const parts = text.split('/');
  const name = parts.pop() ?? '';
  return parts.length <= 1 && parts.every(isSubdomain) && name.length <= 63 && QUALIFIED.test(name);
}

/**
 * The longest name of a kind that needs a DNS label, because it becomes part of a host name or the value of a label:
 * a CronJob's Jobs and a StatefulSet's revisions have 11 characters more. We keep a workload's ConfigMaps to one as well.
 */
const LABEL_KINDS = new Map([
  ['Namespace', 63],
  ['Service', 63],
  ['Deployment', 63],
  ['StatefulSet', 52],
  ['CronJob', 52],
  ['Job', 63],
  ['ConfigMap', 63],
]);

/** Argo CD writes the name of an Application into a label of all that it applies. */
const LABEL_VALUE_KINDS = new Set(['Application']);

/** RBAC takes whatever can be a segment of a path (IsValidPathSegmentName). */
const PATH_KINDS = new Set(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']);
const isPathSegment = (text: string) => text !== '' && text !== '.' && text !== '..' && !/[/%]/.test(text);

/** All names of an object, its labels, and the names in its pods, are such as the API server takes. */
export function expectValidNames(object: unknown): void {
  const { kind = '', metadata } = object as { kind?: string; metadata?: { name?: string; namespace?: string } };
  const name = metadata?.name ?? '';
  const longest = LABEL_KINDS.get(kind);
  if (longest !== undefined) expect(isLabel(name) && name.length <= longest, `${kind} ${name}`).toBe(true);
  else if (PATH_KINDS.has(kind)) expect(isPathSegment(name), `${kind} ${name}`).toBe(true);
  else expect(isSubdomain(name), `${kind} ${name}`).toBe(true);
  if (LABEL_VALUE_KINDS.has(kind)) expect(isValue(name), `${kind} ${name}`).toBe(true);
  if (metadata?.namespace !== undefined) expect(isLabel(metadata.namespace), metadata.namespace).toBe(true);
  expectValidParts(object);
}

type Fields = Record<string, unknown>;
const NAMED: Readonly<Record<string, (name: string) => boolean>> = {
  containers: isLabel,
  volumes: isLabel,
  ports: isPort,
  env: isVariable,
};

function expectValidParts(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, inner] of Object.entries(value as Fields)) {
    if (field === 'labels' || field === 'matchLabels' || field === 'nodeSelector') {
      for (const [key, text] of Object.entries(inner as Record<string, string>))
        expect(isKey(key) && isValue(text), `${field}: ${key}=${text}`).toBe(true);
      continue;
    }
    const isValid = NAMED[field];
    if (isValid !== undefined && Array.isArray(inner)) {
      const names = (inner as Fields[]).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
      for (const name of names) expect(isValid(name), `${field}: ${name}`).toBe(true);
      expect(new Set(names).size, `${field}: ${names}`).toBe(names.length);
    }
    expectValidParts(inner);
  }
}
