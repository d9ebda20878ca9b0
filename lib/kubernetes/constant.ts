/**
 * Data that stands in many objects and never changes: rules of roles, kinds of a project, what is worked out from an
 * environment alone. Frozen, so whoever works something out from it (its stored form, its text) may do so once.
 */
export function constant<T>(value: T): T {
  if (typeof value !== 'object' || value === null || CONSTANTS.has(value)) return value;
  CONSTANTS.add(Object.freeze(value));
  for (const part of Object.values(value)) constant(part);
  return value;
}

export function isConstant(value: object): boolean {
  return CONSTANTS.has(value);
}

const CONSTANTS = new WeakSet<object>();
