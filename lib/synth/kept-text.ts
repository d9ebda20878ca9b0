/** Texts of constants: by level, each twice, as a line of its own begins and as the `- ` of a list has begun it. */
const KEPT = new WeakMap<object, string[]>();

/** The text of a constant, written when it is first asked for. */
export function keptText(value: object, level: number, begun: boolean, write: () => string): string {
  const texts = KEPT.get(value) ?? [];
  const at = level * 2 + (begun ? 1 : 0);
  const kept = texts[at];
  if (kept !== undefined) return kept;
  const written = inOnePiece(write());
  texts[at] = written;
  KEPT.set(value, texts);
  return written;
}

/** V8 gathers the pieces that a string was put together of when it is searched: once here, and not wherever it is written. */
function inOnePiece(text: string): string {
  ANYWHERE.test(text);
  return text;
}

const ANYWHERE = /$/;
