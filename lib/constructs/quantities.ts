import type { Quantity } from 'cdk8s-plus-28/lib/imports/k8s.js';
import { k8s } from './k8s.js';

/** A declared quantity as the L1 constructs take it. */
export function toQuantity(value: string | number): Quantity {
  return typeof value === 'number' ? k8s.Quantity.fromNumber(value) : k8s.Quantity.fromString(value);
}

/** The same for a map of resources; what is undefined is left out. */
export function toQuantities(amounts: Readonly<Record<string, string | number | undefined>>): Record<string, Quantity> {
  const quantities: Record<string, Quantity> = {};
  for (const [resource, amount] of Object.entries(amounts))
    if (amount !== undefined) quantities[resource] = toQuantity(amount);
  return quantities;
}
