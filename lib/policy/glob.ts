/**
 * Whether a text matches a pattern in which `?` stands for one character, `*` for any number of them, and `**` the same
 * across `separator`. A pattern with more than that (classes, alternatives), or longer than any name, is not
 * understood: undefined.
 */
export function matchesGlob(pattern: string, text: string, separator = ''): boolean | undefined {
  if (pattern.length > LONGEST || text.length > LONGEST || /[[\]{}\\]/.test(pattern)) return undefined;
  if (!/[*?]/.test(pattern)) return pattern === text;
  const parts = pattern.match(/\*+|\?|[^*?]/gu) ?? [];
  const characters = [...text];
  // Which prefixes of the pattern match the text so far.
  const follow = (at: Set<number>) => {
    for (const index of at) if (parts[index]?.startsWith('*')) at.add(index + 1);
    return at;
  };
  let reached = follow(new Set([0]));
  for (const character of characters) {
    const next = new Set<number>();
    for (const index of reached) {
      const part = parts[index];
      const crosses = character !== separator;
      if (part === undefined) continue;
      if (part.startsWith('*') ? crosses || part.length > 1 : part === '?' ? crosses : part === character)
        next.add(part.startsWith('*') ? index : index + 1);
    }
    reached = follow(next);
    if (reached.size === 0) return false;
  }
  return reached.has(parts.length);
}

/** It takes as many steps as both are long, multiplied, and anybody may have written them. */
const LONGEST = 1000;
