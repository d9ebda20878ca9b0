import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, parse, relative, resolve, sep } from 'node:path';
import { printable } from '../config/printable.js';
import { errorCode } from '../synth/disk.js';

/** Why declarations cannot be read from there, or undefined. */
export function declarationsFault(declarations: string): string | undefined {
  const fault = nameFault('--declarations', declarations);
  if (fault !== undefined) return fault;
  const found = statOf(declarations);
  if (found === undefined)
    return `there is no folder ${declarations}; name the folder of the declarations with --declarations`;
  if (found === 'broken link')
    return `${declarations} is a symbolic link that leads nowhere; name the folder of the declarations with --declarations`;
  if (typeof found === 'string') return `${declarations} cannot be read: ${found}`;
  if (!found.isDirectory())
    return `${declarations} is not a folder; name the folder of the declarations with --declarations`;
  return undefined;
}

/** Why nothing can be rendered into that folder, or undefined. It need not be there yet. */
export function distFault(dist: string, declarations: string): string | undefined {
  const fault = nameFault('--dist', dist);
  if (fault !== undefined) return fault;
  const found = statOf(dist);
  if (found === 'broken link')
    return `${dist} is a symbolic link that leads nowhere; remove it, or make the folder that it names`;
  if (typeof found === 'string') return `${dist} cannot be rendered into: ${found}`;
  if (found?.isDirectory() === false) return `${dist} is not a folder; name a folder to render into with --dist`;
  const [out, from] = [whereItLeads(dist), whereItLeads(declarations)];
  const apart = 'name two folders, neither of them inside the other';
  if (out === from) return `--dist and --declarations are the same folder, ${dist}; ${apart}`;
  if (isInside(out, from))
    return `${dist} is inside ${declarations}: what is rendered there would be read as a declaration; ${apart}`;
  if (isInside(from, out))
    return `${declarations} is inside ${dist}: what is rendered there could replace a declaration; ${apart}`;
  return undefined;
}

function nameFault(option: string, path: string): string | undefined {
  if (path === '') return `${option} is empty; name a folder`;
  // Node has put U+FFFD where an argument was no text: that would be another folder.
  if (path.includes('\ufffd')) return `${option} ${printable(path)} is not UTF-8; name a folder whose path is`;
  if (/\p{Cc}/u.test(path)) return `${option} ${printable(path)} holds a control character; name another folder`;
  if (resolve(path) === parse(resolve(path)).root)
    return `${option} ${path} is the root of the file system; name a folder in it`;
  return undefined;
}

/** Undefined where nothing is. A string says why that cannot be told. */
function statOf(path: string): Stats | 'broken link' | string | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found !== undefined) return found;
    return lstatSync(path, { throwIfNoEntry: false }) === undefined ? undefined : 'broken link';
  } catch (error) {
    const code = errorCode(error) ?? String(error);
    if (code === 'ELOOP') return 'broken link';
    return REASONS[code] ?? code;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'permission is denied',
  ENAMETOOLONG: 'its name is too long',
};

/** The path without links, as far as it exists. */
function whereItLeads(path: string): string {
  const full = resolve(path);
  try {
    return realpathSync(full);
  } catch {
    const parent = dirname(full);
    return parent === full ? full : join(whereItLeads(parent), basename(full));
  }
}

function isInside(inner: string, outer: string): boolean {
  const way = relative(outer, inner);
  return way !== '' && way.split(sep)[0] !== '..' && resolve(outer, way) === inner;
}
