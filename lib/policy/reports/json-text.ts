/**
 * JSON in ASCII. Every reader gives back the same data, and whoever looks at the file sees what stands in it: nothing
 * that turns text around, hides, or is acted upon by a terminal.
 */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2).replace(/[\u007f-\uffff]/g, escapeOf)}\n`;
}

function escapeOf(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
