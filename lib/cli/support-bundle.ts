import { locate } from '../config/positions.js';
import type { Place, SourceFile } from '../config/source.js';
import type { Bundle, Place as FilePlace } from '../kata/diagnosis/bundle.js';
import { sayingOf } from '../kata/diagnosis/said-by-objects.js';
import { FileWords } from '../kata/diagnosis/words.js';
import { tomlData } from '../kata/toml.js';
import type { JsonObject, Path } from '../kubernetes/json.js';
import { readManifests } from '../policy/manifests/read.js';

type Growing = { -readonly [Part in keyof Bundle]: Bundle[Part][number][] };

/** Sorts files by what they hold, as nobody names the files of a bundle alike. */
export function bundleOf(files: readonly SourceFile[]): Bundle {
  const bundle: Growing = { words: [], objects: [], containerd: [], kata: [], unparsed: [] };
  for (const file of files) {
    const isRead = (isToml(file.text) && addToml(bundle, file)) || (isManifest(file.text) && addObjects(bundle, file));
    if (!isRead) bundle.words.push(new FileWords(file.path, file.text));
  }
  return bundle;
}

/** Configurations have a few hundred lines. */
const LONGEST_TOML = 256 * 1024;

const TOML_HEADER = /^\s*\[\[?\s*(?:plugins|hypervisor|agent|factory|runtime|crio|image|proxy_plugins)\b/m;
const TOML_LINE = /^\s*(?:\[.*\]|[\w."'-]+\s*=.*|[\]}"'{[].*|#.*)?\s*$/;

/** Looks like a configuration from beginning to end: reports quote some of them among other text. */
function isToml(text: string): boolean {
  if (text.length > LONGEST_TOML || !(TOML_HEADER.test(text) || /^(?:version|imports)\s*=/m.test(text))) return false;
  const lines = text.split('\n').filter((line) => line.length < 1000);
  return lines.filter((line) => TOML_LINE.test(line)).length >= lines.length * 0.9;
}

function addToml({ containerd, kata, unparsed }: Growing, { path, text }: SourceFile): boolean {
  let data: JsonObject;
  try {
    data = tomlData(text);
  } catch (error) {
    // Its message quotes the line, which may hold a password of a registry.
    const line = typeof error === 'object' && error !== null && 'line' in error ? Number(error.line) + 1 : 1;
    unparsed.push({ file: path, line: Number.isSafeInteger(line) ? line : 1, message: 'no TOML from here on' });
    return true;
  }
  if (data.hypervisor !== undefined) kata.push({ file: path, text, data });
  else containerd.push({ file: path, text, data });
  return true;
}

function isManifest(text: string): boolean {
  return /^\s*"?apiVersion"?\s*:/m.test(text) && /^\s*(?:- )?"?kind"?\s*:/m.test(text);
}

/** False where there is none in it: then what is there are words. */
function addObjects(bundle: Growing, file: SourceFile): boolean {
  const { objects, problems, locator } = readManifests([file]);
  for (const judged of objects) {
    const { kind, metadata } = judged.object;
    const placeOf = (path: Path) => {
      const place = locator.manifest(judged, path);
      return new FieldPlace(file.path, place);
    };
    const { name, namespace } = metadata;
    bundle.objects.push({
      kind,
      name,
      namespace: typeof namespace === 'string' ? namespace : undefined,
      data: judged.object,
      placeOf,
    });
  }
  if (objects.length > 0) bundle.words.push(sayingOf(bundle.objects.slice(-objects.length)));
  return objects.length > 0 && problems.length === 0;
}

/** To find a field, its file is parsed once more: once for all that are asked for by then. */
class FieldPlace implements FilePlace {
  readonly file: string;
  private readonly place: Place | undefined;

  constructor(file: string, place: Place | undefined) {
    this.file = file;
    this.place = place;
  }

  get line(): number {
    return this.place === undefined ? 1 : locate(this.place).line;
  }
}
