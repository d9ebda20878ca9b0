/** What a command of the tool came to, and what it said. */
export interface Outcome {
  readonly ok: boolean;
  readonly said: string;
}

/** As the options of `bulkhead check` of the same names. */
export interface Checking {
  readonly base?: string;
  readonly baseline?: string;
  readonly output: readonly string[];
}

/** Commands of the tool, run in a folder as a person would there; whatever their rules find, they have done their work. */
export interface Commands {
  synth(folder: string): Outcome;
  check(folder: string, checking: Checking): Outcome;
}
