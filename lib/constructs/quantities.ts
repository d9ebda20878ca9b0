type Amount = string | number;

/** Amounts of resources; what is undefined is left out. */
export function toQuantities(amounts: Readonly<Record<string, Amount | undefined>>): Record<string, Amount> {
  const quantities: Record<string, Amount> = {};
  for (const [resource, amount] of Object.entries(amounts)) if (amount !== undefined) quantities[resource] = amount;
  return quantities;
}
