import { setFlagsFromString } from 'node:v8';

/** Node 22 and newer have a compiler in between, which takes less time. In calls; by default 400 and 3,000. */
const TWO_COMPILERS = ['--invocation-count-for-maglev=2500', '--invocation-count-for-turbofan=48000'];

/**
 * How V8 is told to wait for longer, by its major version: it complains on standard error of flags that it does not know,
 * so a version that this was not tried with is left alone.
 */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  // Node 20. In bytes of bytecode that a function runs through; by default 66 KiB.
  11: [`--interrupt-budget=${512 * 1024}`],
  // Node 22, 24 and 26.
  12: TWO_COMPILERS,
  13: TWO_COMPILERS,
  14: TWO_COMPILERS,
};

/**
 * Has V8 optimise only what runs for long. A run of the command is short: left alone V8 spends a third of its CPU time on
 * machine code that is hardly run, or thrown away since the next object looks different (docs/performance.md).
 */
export function optimiseLate(): void {
  const [major = ''] = process.versions.v8.split('.');
  for (const flag of FLAGS[major] ?? []) setFlagsFromString(flag);
}
