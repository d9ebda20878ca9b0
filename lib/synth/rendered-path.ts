import { WORKING_PREFIX } from './working-files.js';

export interface RenderedFile {
  /** Relative to the tree, with `/` between the parts: `prod/tenants/shop/walls/shop-web/network.yaml`. */
  path: string;
  /** UTF-8. Not a string: one that was put together of many holds on to them all, several times its own size. */
  content: Buffer;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not pass
const FORBIDDEN_CHARACTER = /[\u0000-\u001f\u007f\\]/;

/** What nearly every path is: nothing is wrong with it, and nobody takes another one for it. */
const PLAIN = /^[a-z0-9][a-z0-9.-]*(?:\/[a-z0-9][a-z0-9.-]*)*$/;

/** Why a path must not be written, or undefined. Names come from declarations: none may lead out of the tree. */
export function pathFault(path: string): string | undefined {
  if (PLAIN.test(path)) return undefined;
  if (path === '') return 'it is empty';
  if (FORBIDDEN_CHARACTER.test(path)) return 'it holds a backslash or a control character';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'it is not relative';
  const parts = path.split('/');
  if (parts.includes('')) return 'it has an empty part';
  if (parts.includes('.') || parts.includes('..')) return 'it has a part that is . or ..';
  if (path.toLowerCase().startsWith(WORKING_PREFIX)) return `${WORKING_PREFIX}* is kept for the writer itself`;
  return undefined;
}

/** The folders on the way to a file, outermost first: `a`, `a/b` for `a/b/c.yaml`. */
export function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) folders.push(path.slice(0, at));
  return folders;
}

/** The folders of all files, each with the first path that needs it. */
export function foldersOfAll(files: readonly RenderedFile[]): Map<string, string> {
  const folders = new Map<string, string>();
  for (const { path } of files) {
    for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      // And with it those around it.
      if (folders.has(folder)) break;
      folders.set(folder, path);
    }
  }
  return folders;
}

/** What macOS and Windows take for one name. */
function folded(path: string): string {
  return PLAIN.test(path) ? path : path.normalize('NFC').toLowerCase();
}

/**
 * Refuses paths that lead out of the tree, and two that cannot stand side by side in everybody's checkout: equal,
 * different in case only, or one the folder of the other.
 */
export function checkPaths(files: readonly RenderedFile[], folders: ReadonlyMap<string, string>): void {
  const taken = new Map<string, string>();
  for (const { path } of files) {
    const fault = pathFault(path);
    if (fault !== undefined) throw new Error(`cannot render to ${JSON.stringify(path)}: ${fault}`);
    const name = folded(path);
    const other = taken.get(name);
    if (other === path) throw new Error(`two files are rendered to ${path}`);
    if (other !== undefined) throw new Error(`${other} and ${path} differ in case only`);
    taken.set(name, path);
  }
  const spellings = new Map<string, string>();
  for (const [folder, path] of folders) {
    const name = folded(folder);
    const file = taken.get(name);
    if (file !== undefined) throw new Error(`${file} cannot be a file: ${path} needs a folder there`);
    const other = spellings.get(name);
    if (other !== undefined) throw new Error(`the folders of ${other} and ${path} differ in case only`);
    spellings.set(name, path);
  }
}
