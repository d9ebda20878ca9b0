import type { Json, JsonObject } from '../../kubernetes/json.js';
import { MAX_LEVELS } from './limits.js';
import { OTHER_STYLE, plainLine } from './plain-line.js';
import { goScalar } from './scalar.js';

/**
 * The one document of a text in the style in which programs write manifests: a field or list item to a line, texts on one
 * line or as a `|` block, nothing but printable ASCII. Undefined for all else, be it right or wrong: the parser decides about
 * that. It takes a fifth of the parser's time, and sees what that sees (test/policy/manifests/block-style.test.ts).
 */
export function readBlockStyle(text: string): Json | undefined {
  if (/[^\n\x20-\x7e]/.test(text)) return undefined;
  const reader = new BlockStyle(text);
  try {
    return reader.document();
  } catch (error) {
    if (error === OTHER_STYLE) return undefined;
    throw error;
  }
}

const NEWLINE = 0x0a;
const SPACE = 0x20;
const HASH = 0x23;
const DASH = 0x2d;
const COLON = 0x3a;
const BAR = 0x7c;

const IN_KEY = 1;
const STARTS_KEY = 2;
const CLASS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return (/[A-Za-z0-9_./-]/.test(character) ? IN_KEY : 0) | (/[A-Za-z0-9_]/.test(character) ? STARTS_KEY : 0);
});

/** Not every reader takes a key beyond 1024 characters without a `?`. */
const LONGEST_KEY = 1000;

class BlockStyle {
  private readonly text: string;
  /** Where the line that is being read goes on; at the end of the text, its length. */
  private at = 0;
  /** Of the line that is being read; -1 at the end of the text. */
  private indent = -1;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): Json {
    this.line(this.text.startsWith('---\n') ? 4 : 0);
    if (this.indent < 0) throw OTHER_STYLE;
    const value = this.node();
    if (this.indent >= 0) throw OTHER_STYLE;
    return value;
  }

  /** Goes to the first line from `start` on that says something. */
  private line(start: number): void {
    const { text } = this;
    let at = start;
    for (;;) {
      const begin = at;
      while (text.charCodeAt(at) === SPACE) at += 1;
      const code = text.charCodeAt(at);
      if (at >= text.length) {
        this.at = text.length;
        this.indent = -1;
        return;
      }
      if (code === NEWLINE) at += 1;
      else if (code === HASH) at = this.endOfLine(at) + 1;
      else {
        this.at = at;
        this.indent = at - begin;
        return;
      }
    }
  }

  private endOfLine(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end;
  }

  /** What begins where a line does. */
  private node(): Json {
    if (this.depth >= MAX_LEVELS) throw OTHER_STYLE;
    this.depth += 1;
    const value = this.isDash(this.at) ? this.list(this.indent) : this.map(this.indent);
    this.depth -= 1;
    return value;
  }

  private isDash(at: number): boolean {
    if (this.text.charCodeAt(at) !== DASH) return false;
    const next = this.text.charCodeAt(at + 1);
    return next === SPACE || next === NEWLINE;
  }

  private list(column: number): Json[] {
    const items: Json[] = [];
    do {
      items.push(this.item(column));
      if (this.indent > column) throw OTHER_STYLE;
    } while (this.indent === column && this.isDash(this.at));
    return items;
  }

  private item(column: number): Json {
    let at = this.at + 1;
    while (this.text.charCodeAt(at) === SPACE) at += 1;
    if (this.text.charCodeAt(at) === NEWLINE) {
      this.line(at);
      return this.indent > column ? this.node() : null;
    }
    if (!this.isDash(at) && this.endOfKey(at) < 0) return this.scalar(at, column);
    // The item stands on the line of its dash, at a column of its own.
    this.indent = column + at - this.at;
    this.at = at;
    return this.node();
  }

  private map(column: number): JsonObject {
    const map: JsonObject = {};
    do {
      const end = this.endOfKey(this.at);
      if (end < 0 || end - this.at > LONGEST_KEY) throw OTHER_STYLE;
      const key = goScalar(this.text.slice(this.at, end));
      // Keys that are anything but text, twice there or special to JavaScript are left to the parser.
      if (typeof key !== 'string' || key === '__proto__' || Object.hasOwn(map, key)) throw OTHER_STYLE;
      map[key] = this.value(end + 1, column);
      if (this.indent > column) throw OTHER_STYLE;
    } while (this.indent === column);
    return map;
  }

  /** Where the colon of a key stands; -1 where there is no key. */
  private endOfKey(start: number): number {
    const { text } = this;
    if (((CLASS[text.charCodeAt(start)] ?? 0) & STARTS_KEY) === 0) return -1;
    let at = start + 1;
    while (((CLASS[text.charCodeAt(at)] ?? 0) & IN_KEY) !== 0) at += 1;
    if (text.charCodeAt(at) !== COLON) return -1;
    const next = text.charCodeAt(at + 1);
    return next === SPACE || next === NEWLINE ? at : -1;
  }

  /** What stands after the colon of a key. */
  private value(start: number, column: number): Json {
    let at = start;
    while (this.text.charCodeAt(at) === SPACE) at += 1;
    if (this.text.charCodeAt(at) !== NEWLINE) return this.scalar(at, column);
    this.line(at);
    if (this.indent > column) return this.node();
    // Lists may stand at the column of their key.
    return this.indent === column && this.isDash(this.at) ? this.node() : null;
  }

  /** The rest of a line, or the block that it opens; `column` is that of the map or list around it. */
  private scalar(start: number, column: number): Json {
    if (this.text.charCodeAt(start) === BAR) return this.block(start, column);
    const end = this.endOfLine(start);
    let last = end;
    while (this.text.charCodeAt(last - 1) === SPACE) last -= 1;
    const written = this.text.slice(start, last);
    this.line(end);
    return plainLine(written);
  }

  /** `|`, `|-` or `|+`, and the lines below it. */
  private block(start: number, column: number): string {
    const header = this.text.slice(start, this.endOfLine(start));
    if (header !== '|' && header !== '|-' && header !== '|+') throw OTHER_STYLE;
    const lines: string[] = [];
    let inside = -1;
    let at = start + header.length + 1;
    while (at < this.text.length) {
      const end = this.text.indexOf('\n', at);
      let content = at;
      while (this.text.charCodeAt(content) === SPACE) content += 1;
      // A line that is not ended, or of nothing but spaces: readers were found to differ.
      if (end < 0 || (content === end && content > at)) throw OTHER_STYLE;
      if (content < end) {
        if (inside < 0) inside = content - at;
        if (content - at < inside) break;
      }
      lines.push(content === end ? '' : this.text.slice(at + inside, end));
      at = end + 1;
    }
    if (inside <= column) throw OTHER_STYLE;
    let length = lines.length;
    while (header !== '|+' && lines[length - 1] === '') length -= 1;
    this.line(at);
    return lines.slice(0, length).join('\n') + (header === '|-' ? '' : '\n');
  }
}
