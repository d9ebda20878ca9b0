import { hash } from 'node:crypto';

/** The journal and the receipt of one run ask for the same contents. */
const KNOWN = new WeakMap<Buffer, string>();

/** SHA-256 of the contents of a file, in hexadecimal. They must not change once it was asked for. */
export function contentDigest(content: Buffer): string {
  const known = KNOWN.get(content);
  if (known !== undefined) return known;
  const digest = hash('sha256', content);
  KNOWN.set(content, digest);
  return digest;
}
