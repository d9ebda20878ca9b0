import { WriteError } from '../synth/write-error.js';

/** What a person reads when a command could not run. Only a fault of our own shows a stack trace, and only on request. */
export function explain(error: unknown): string {
  if (error instanceof WriteError) return `error: ${error.message}\n`;
  const message = error instanceof Error ? error.message : String(error);
  const trace = process.env.BULKHEAD_DEBUG && error instanceof Error ? `${error.stack}\n` : '';
  return `error: ${message}\nThis is a fault of bulkhead, not of the declarations; BULKHEAD_DEBUG=1 shows where.\n${trace}`;
}
