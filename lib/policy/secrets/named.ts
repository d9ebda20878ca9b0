import { isWrittenOut, knownSecretIn } from './known.js';

/** A `password` is one whatever it is; a `token` or a `secret` may be the name of something, and has to look random. */
type Sort = 'password' | 'key';

/** What a name promises, by its last words: `DB_PASSWORD`, `apiKey`; not `PASSWORD_FILE` nor `checksum/secret`. */
export function sortOf(name: string): Sort | undefined {
  const words = name
    .slice(-100)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const last = words.at(-1);
  if (last === undefined || words.some((word) => NO_SECRET.has(word))) return undefined;
  if (/^pass$|^pwd$|(?:password|passwd|passphrase)$/.test(last)) return 'password';
  if (/^(?:token|secret|credentials?)$|(?:apikey|secretkey|accesskey|privatekey|authtoken|accesstoken)$/.test(last))
    return 'key';
  const before = words.at(-2);
  return last === 'key' && before !== undefined && KEYS.has(before) ? 'key' : undefined;
}

const NO_SECRET = new Set(['checksum', 'hash', 'digest', 'sha256', 'public', 'hashed', 'encrypted', 'sealed']);
const KEYS = new Set(['api', 'access', 'secret', 'private', 'signing', 'encryption', 'auth', 'master', 'account']);

/** Whether what stands under such a name is a secret that is written out. */
export function isSecretValue(sort: Sort, value: string): boolean {
  if (value.length > 4096 || /\s/.test(value.trim()) || !isWrittenOut(value.trim())) return false;
  return sort === 'password' ? value.trim().length >= 4 : looksRandom(value.trim());
}

/** Enough characters, of more than one sort, and no order among them: no words, no UUID, no digest, no certificate. */
export function looksRandom(value: string): boolean {
  if (value.length < 16 || !/[A-Za-z]/.test(value) || !/[0-9]/.test(value)) return false;
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) return false;
  if (/^(?:sha256|sha384|sha512|md5)[:-]/i.test(value) || value.startsWith('LS0tLS1CRUdJTi')) return false;
  // `shop-api-token-v2`, `shop.database.2`: words, and numbers of few digits.
  if (
    value.split(/[-._/:]/).every((part) => /^(?:[A-Za-z]{0,24}\d{0,4}|\d{1,4}[A-Za-z]{1,3})$/.test(part)) &&
    /[-._/:]/.test(value)
  )
    return false;
  return bitsPerCharacter(value) >= 3;
}

/** Shannon's entropy of the characters of a text: 4 at most for hexadecimal digits, 6 for base64. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** The last word of a name, what assigns, and the value; what stands before the word is looked up afterwards. */
const ASSIGNMENT =
  /(?:password|passwd|passphrase|pwd|pass|token|secret|credentials?|key)["']?\s{0,3}(?:=>|[:=])\s{0,3}(["']?)([^\s"'`,;&]{4,512})/gi;

/** The names under which a longer text, such as a file, assigns secrets: `spring.datasource.password`. */
export function assignedIn(text: string): readonly string[] {
  const names = new Set<string>();
  for (const match of text.matchAll(ASSIGNMENT)) {
    const [all, quote = '', value = ''] = match;
    const word = /^[a-z]+/i.exec(all)?.[0] ?? '';
    const before = /[\w.-]*$/.exec(text.slice(Math.max(0, match.index - 64), match.index))?.[0] ?? '';
    const name = `${before}${word}`.replace(/^-+/, '');
    const sort = sortOf(name);
    if (sort === undefined || !isSecretValue(sort, value)) continue;
    // Code names variables and calls functions: `password = config.password`, `password: string`.
    if (/[()[\]{}]/.test(value)) continue;
    if (sort === 'password' && quote === '' && /^[A-Za-z_.-]+$/.test(value)) continue;
    // A shell compares: `[ "$password" = "changeme" ]`.
    if (/\$\{?$/.test(text.slice(Math.max(0, match.index - before.length - 2), match.index - before.length))) continue;
    // Another rule says what it is.
    if (knownSecretIn(`${before}${all}`) !== undefined) continue;
    names.add(name);
  }
  return [...names];
}
