/**
 * A function that remembers its answers about short texts: in an environment of many tenants nearly all of its names and
 * values are the same few. For the time of one run: nothing is kept beyond whoever holds the function.
 */
export function remember<T>(answer: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    if (text.length > 256) return answer(text);
    const known = answers.get(text);
    if (known !== undefined || answers.has(text)) return known as T;
    const found = answer(text);
    answers.set(text, found);
    return found;
  };
}
