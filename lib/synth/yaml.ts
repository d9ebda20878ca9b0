import { isConstant } from '../kubernetes/constant.js';
import { formatPath, type Json, type JsonObject } from '../kubernetes/json.js';
import { keptText } from './kept-text.js';
import { writeNumber } from './yaml-number.js';
import { UnwritableString, writeBlock, writeString } from './yaml-string.js';

/**
 * Writes plain data as one YAML document in the form that kubectl users know: sorted keys, lists at the column of their
 * key, scripts as literal blocks, no anchors. Any reader of YAML 1.1 or 1.2 reads back the same JSON; what JSON cannot
 * hold is refused with an Error that names its path. The same data gives the same bytes on any machine.
 */
export function toYaml(value: Json): string {
  const document = new Document();
  document.write(value);
  return document.text;
}

/** Deeper than any Kubernetes object, and well before the call stack ends. */
const DEEPEST = 1000;

/** Readers stop looking for the `:` of a key after 1,024 bytes; a UTF-16 unit takes three at most. */
const LONGEST_IMPLICIT_KEY = 330;

const DOCUMENT_KEYS_FIRST = ['apiVersion', 'kind', 'metadata'];
const METADATA_KEYS_FIRST = ['name', 'namespace'];

const INDENTS = Array.from({ length: DEEPEST + 2 }, (_, depth) => '  '.repeat(depth));

class Document {
  text = '';
  /** The containers that are open and the key being written in each: for errors. Only the first `depth` count. */
  private readonly containers: object[] = [];
  private readonly keys: (string | number)[] = [];
  private depth = 0;

  write(value: Json): void {
    // A literal block at the very left is where readers disagree: a document that is one string is quoted.
    if (!isFilled(value)) this.text = `${this.scalar(value)}\n`;
    else if (Array.isArray(value)) this.writeList(value, 0, false);
    else this.writeMap(value, 0, false);
  }

  /** `level` is the column in steps of two; `begun` means that the line is already indented by the `- ` of a list. */
  private writeMap(map: JsonObject, level: number, begun: boolean): void {
    this.open(map);
    const indent = INDENTS[level] as string;
    const depth = this.depth;
    const keys = this.keysInOrder(map);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string;
      this.keys[depth - 1] = key;
      if (i > 0 || !begun) this.text += indent;
      this.writeEntry(key, map[key] as Json, level);
    }
    this.depth--;
  }

  private writeEntry(key: string, value: Json, level: number): void {
    const written = this.string(key);
    const explicit = written.length > LONGEST_IMPLICIT_KEY;
    this.text += explicit ? `? ${written}\n${INDENTS[level]}:` : `${written}:`;
    if (!isFilled(value)) {
      this.text += ` ${this.scalar(value, INDENTS[level + 1])}\n`;
    } else {
      this.text += '\n';
      if (!Array.isArray(value)) this.writeContainer(value, level + 1, false);
      // Not every reader takes a list at the column of an explicit key.
      else this.writeContainer(value, explicit ? level + 1 : level, false);
    }
  }

  private writeContainer(value: Json[] | JsonObject, level: number, begun: boolean): void {
    // Keys of an object's metadata have an order of their own, and only what is deep can be too deep.
    const special = this.depth > 100 || (this.depth === 1 && this.keys[0] === 'metadata');
    if (special || !isConstant(value)) this.writeAnew(value, level, begun);
    else this.text += keptText(value, level, begun, () => this.textOf(value, level, begun));
  }

  private writeAnew(value: Json[] | JsonObject, level: number, begun: boolean): void {
    if (Array.isArray(value)) this.writeList(value, level, begun);
    else this.writeMap(value, level, begun);
  }

  private textOf(value: Json[] | JsonObject, level: number, begun: boolean): string {
    const before = this.text;
    this.text = '';
    this.writeAnew(value, level, begun);
    const written = this.text;
    this.text = before;
    return written;
  }

  private writeList(list: Json[], level: number, begun: boolean): void {
    this.open(list);
    const dash = `${INDENTS[level]}- `;
    const depth = this.depth;
    for (let i = 0; i < list.length; i++) {
      this.keys[depth - 1] = i;
      const item = list[i] as Json;
      this.text += i === 0 && begun ? '- ' : dash;
      if (!isFilled(item)) this.text += `${this.scalar(item, INDENTS[level + 1])}\n`;
      else this.writeContainer(item, level + 1, true);
    }
    this.depth--;
  }

  /** What stands on the line of its key. Without `blockIndent`, text of several lines is quoted. */
  private scalar(value: unknown, blockIndent?: string): string {
    switch (typeof value) {
      case 'string':
        return this.string(value, blockIndent);
      case 'number':
        return writeNumber(value) ?? this.refuse(String(value));
      case 'boolean':
        return value ? 'true' : 'false';
      case 'object':
        if (value === null) return 'null';
        this.open(value);
        this.depth--;
        return Array.isArray(value) ? '[]' : '{}';
      default:
        return this.refuse(value === undefined ? 'undefined' : `a ${typeof value}`);
    }
  }

  private string(text: string, blockIndent?: string): string {
    try {
      return (blockIndent === undefined ? undefined : writeBlock(text, blockIndent)) ?? writeString(text);
    } catch (error) {
      if (error instanceof UnwritableString) this.refuse(error.message);
      throw error;
    }
  }

  private open(container: object): void {
    if (this.depth >= DEEPEST) this.refuseDepth(container);
    const prototype = Object.getPrototypeOf(container);
    if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) {
      const name = prototype.constructor?.name;
      this.refuse(typeof name === 'string' && name !== '' ? `a ${name}` : 'an instance of a class');
    }
    if (Object.getOwnPropertySymbols(container).length > 0) this.refuse('a key that is a symbol');
    this.containers[this.depth++] = container;
  }

  /** A value that contains itself always ends up here: nothing else is endlessly deep. */
  private refuseDepth(container: object): never {
    const open = [...this.containers.slice(0, this.depth), container];
    const repeated = open.findIndex((each, index) => open.indexOf(each) < index);
    if (repeated >= 0) this.refuse('a value that contains itself', this.keys.slice(0, repeated));
    const beginning = formatPath(this.keys.slice(0, 8));
    throw new Error(`${beginning}…: cannot write more than ${DEEPEST} levels of maps and lists`);
  }

  private refuse(what: string, path = this.keys.slice(0, this.depth)): never {
    throw new Error(`${formatPath(path) || 'the document'}: cannot write ${what}`);
  }

  /** Sorted by UTF-16 unit, except where kubectl users look for the identity of the object first. */
  private keysInOrder(map: JsonObject): string[] {
    const keys = Object.keys(map);
    for (let i = 1; i < keys.length; i++) {
      if ((keys[i - 1] as string) > (keys[i] as string)) {
        keys.sort();
        break;
      }
    }
    if (this.depth === 1) return moveFirst(keys, DOCUMENT_KEYS_FIRST);
    if (this.depth === 2 && this.keys[0] === 'metadata') return moveFirst(keys, METADATA_KEYS_FIRST);
    return keys;
  }
}

function moveFirst(keys: string[], first: readonly string[]): string[] {
  return [...first.filter((key) => keys.includes(key)), ...keys.filter((key) => !first.includes(key))];
}

/** A map or a list that takes lines of its own. Own keys decide, as a Date or a Map has none and is refused elsewhere. */
function isFilled(value: unknown): value is Json[] | JsonObject {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  for (const key in value) if (Object.hasOwn(value, key)) return true;
  return false;
}
