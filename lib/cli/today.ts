/** YYYY-MM-DD, in UTC: the day that exceptions are held against. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
