import { setFlagsFromString } from 'node:v8';

/** Bytes of bytecode that a function runs through before V8 optimises it; by default 132 KiB, and less in newer versions. */
const BUDGET = 2048 * 1024;

/**
 * Has V8 optimise only what runs for long. A run of the command is short: left alone V8 spends a third of its CPU time on
 * machine code that is hardly run, or thrown away since the next object looks different (docs/performance.md).
 */
export function optimiseLate(): void {
  setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}
