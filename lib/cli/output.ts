/** Messages go to standard error: standard output is for what a command was asked for. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Colours for a person at a terminal who has not switched them off (no-color.org). */
export function useColour(): boolean {
  return process.stderr.isTTY === true && !process.env.NO_COLOR;
}

/** The same for what is printed, unless `--color` or `--no-color` decides. */
export function wantsColour(asked: boolean | undefined): boolean {
  return asked ?? (process.stdout.isTTY === true && !process.env.NO_COLOR);
}

/** One line that is written over and over, for runs that take longer than a moment; silent where nobody watches. */
export function progress(label: string): { step(done: number, all: number): void; end(): void } {
  const watched = process.stderr.isTTY === true && !process.env.CI;
  const start = Date.now();
  let shown = false;
  let last = 0;
  return {
    step(done, all) {
      const now = Date.now();
      if (!watched || now - start < 500 || now - last < 100) return;
      last = now;
      shown = true;
      process.stderr.write(`\r${label} ${Math.floor((done / all) * 100)}% (${done} of ${all})\u001b[K`);
    },
    end() {
      if (shown) process.stderr.write('\r\u001b[K');
    },
  };
}
