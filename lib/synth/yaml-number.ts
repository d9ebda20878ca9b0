/**
 * A number as every reader of YAML reads it back. YAML 1.1 takes `1e+21` for a string: it wants a point in the
 * mantissa and a sign in the exponent, `1.0e+21`. Undefined for what JSON has no number for.
 */
export function writeNumber(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  // Also turns -0, which JSON writes as 0, into `0`.
  const text = String(value);
  const exponent = text.indexOf('e');
  if (exponent < 0 || text.includes('.')) return text;
  return `${text.slice(0, exponent)}.0${text.slice(exponent)}`;
}
