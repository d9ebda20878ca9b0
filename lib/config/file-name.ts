/** What every file system of every developer can hold, and no shell, URL or CODEOWNERS line reads differently. */
const PORTABLE = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/** Device names on Windows, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

const MAX_LENGTH = 200;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/;

export function isDeclarationFile(name: string): boolean {
  return /\.ya?ml$/.test(name);
}

/** What is wrong with the name of a file or folder below the declarations. */
export function nameFault(name: string, isFolder: boolean): string | undefined {
  if (CONTROL.test(name)) return 'the name holds a control character';
  // Files that are no declarations are none of our business; what reads like one and is none would be lost in silence.
  if (!isFolder && !isDeclarationFile(name)) {
    if (/\.json$/i.test(name)) return 'a file with the extension .json would be ignored';
    return /\.ya?ml$/i.test(name) ? 'the extension is not in lower case, so the file would be ignored' : undefined;
  }
  if (name.length > MAX_LENGTH) return `the name is longer than ${MAX_LENGTH} characters`;
  if (DEVICE.test(name)) return 'the name is that of a device on Windows';
  if (!PORTABLE.test(name) || name.endsWith('.')) return 'the name is not portable';
  return undefined;
}
