import type { Place, Words } from './bundle.js';

/** The text of a file, where lines are counted once somebody asks. */
export class FileWords implements Words {
  readonly text: string;
  private readonly file: string;
  private starts: readonly number[] | undefined;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  placeOf(offset: number): Place {
    this.starts ??= startsOf(this.text);
    return { file: this.file, line: lastNotAfter(this.starts, offset) + 1 };
  }
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The index of the last of these ascending numbers that is not greater than `limit`; 0 where all are. */
export function lastNotAfter(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, Math.max(0, ascending.length - 1)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ascending[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
