/**
 * Who owns a path, read from the text of a CODEOWNERS file as GitHub documents it: the last pattern that matches wins,
 * `*` stands for anything but a slash, `/` in front for the root, `/` at the end for all that is below.
 */
export function ownersIn(codeOwners: string, path: string): string[] {
  let owners: string[] = [];
  for (const line of codeOwners.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [pattern = '', ...names] = line.split(/\s+/);
    if (matches(pattern, path)) owners = names;
  }
  return owners;
}

function matches(pattern: string, path: string): boolean {
  // A pattern without a slash inside matches a name at any depth, and `*` every name.
  if (pattern === '*') return true;
  if (!pattern.startsWith('/')) throw new Error(`a pattern that this reading does not cover: ${pattern}`);
  const wanted = pattern.slice(1).split('/');
  const found = path.split('/');
  const isFolder = wanted.at(-1) === '';
  if (isFolder) wanted.pop();
  if (isFolder ? found.length <= wanted.length : found.length !== wanted.length) return false;
  return wanted.every((part, index) => {
    const name = found[index] ?? '';
    if (part === '**') throw new Error(`a pattern that this reading does not cover: ${pattern}`);
    return part === '*' || part === name;
  });
}

/** Each of these has to approve, by one of its members. */
export function approvers(codeOwners: string, paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => ownersIn(codeOwners, path).join(' or ')))].sort();
}
