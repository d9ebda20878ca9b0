import { setFlagsFromString } from 'node:v8';

/**
 * How V8 is told to optimise only what has run sixteen times as much as it would otherwise wait for, by its major version:
 * it complains on standard error of flags that it does not know, so a version that this was not tried with is left alone.
 */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  // Node 20: bytes of bytecode, by default 132 KiB.
  11: [`--interrupt-budget=${2048 * 1024}`],
  // Node 22, 24 and 26, which have a compiler in between that takes less time: calls, by default 400 and 3,000.
  12: ['--invocation-count-for-maglev=2500', '--invocation-count-for-turbofan=48000'],
  13: ['--invocation-count-for-maglev=2500', '--invocation-count-for-turbofan=48000'],
  14: ['--invocation-count-for-maglev=2500', '--invocation-count-for-turbofan=48000'],
};

/**
 * Has V8 optimise only what runs for long. A run of the command is short: left alone V8 spends a third of its CPU time on
 * machine code that is hardly run, or thrown away since the next object looks different (docs/performance.md).
 */
export function optimiseLate(): void {
  const [major = ''] = process.versions.v8.split('.');
  for (const flag of FLAGS[major] ?? []) setFlagsFromString(flag);
}
