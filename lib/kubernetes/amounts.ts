import { addQuantities, compareQuantities, multiplyQuantity, parseQuantity, type Quantity } from './quantity.js';

/** Amounts by the name of a resource: `cpu`, `memory`, `nvidia.com/gpu`, `requests.cpu`. */
export type Amounts = ReadonlyMap<string, Quantity>;

/** A ResourceList as it stands in an object. What spells no quantity is left out: the API server would have refused it. */
export type ResourceList = Readonly<Record<string, string | number>>;

export const NOTHING: Amounts = new Map();

export function amountsOf(list: ResourceList | undefined): Amounts {
  const amounts = new Map<string, Quantity>();
  for (const [name, text] of Object.entries(list ?? {})) {
    const quantity = quantityOf(text);
    if (quantity !== undefined) amounts.set(name, quantity);
  }
  return amounts;
}

/** Manifests repeat a few dozen quantities thousands of times. */
const PARSED = new Map<string | number, Quantity | undefined>();
const MOST_PARSED = 10_000;

/** Undefined where a text spells no quantity. */
export function quantityOf(text: string | number): Quantity | undefined {
  const known = PARSED.get(text);
  if (known !== undefined) return known;
  const quantity = parseQuantity(text);
  if (PARSED.size >= MOST_PARSED) PARSED.clear();
  PARSED.set(text, quantity);
  return quantity;
}

export function addAmounts(a: Amounts, b: Amounts): Amounts {
  const sum = new Map(a);
  for (const [name, quantity] of b) {
    const known = sum.get(name);
    sum.set(name, known === undefined ? quantity : addQuantities(known, quantity));
  }
  return sum;
}

/** Of each resource the greater amount. */
export function greaterAmounts(a: Amounts, b: Amounts): Amounts {
  const greater = new Map(a);
  for (const [name, quantity] of b) {
    const known = greater.get(name);
    if (known === undefined || compareQuantities(quantity, known) > 0) greater.set(name, quantity);
  }
  return greater;
}

export function multiplyAmounts(amounts: Amounts, times: number): Amounts {
  return new Map([...amounts].map(([name, quantity]) => [name, multiplyQuantity(quantity, BigInt(times))]));
}
