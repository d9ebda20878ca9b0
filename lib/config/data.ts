import { formatPath, type Json, type JsonObject, type Path } from '../kubernetes/json.js';
import { isNoncharacter } from './characters.js';
import { keyProblem } from './key.js';
import { positionOf } from './lines.js';
import { type DocumentNode, MAX_DEPTH, type MapNode, type Node, type ScalarNode } from './nodes.js';
import type { Problem } from './problem.js';
import { plainScalar } from './scalar.js';
import type { SourceFile, Span } from './source.js';

/** A megabyte holds half a million mistakes; nobody reads more than this of one file. */
export const MAX_PROBLEMS = 100;

/** Turns the nodes of one document into plain data without shared parts, and reports every value that is none. */
export function dataOf(file: SourceFile, document: DocumentNode): Read {
  const reader = new Reader(file, document.index);
  const data = reader.read(document.root, []);
  return { data, problems: reader.problems, unread: reader.unread };
}

interface Read {
  readonly data: Json;
  readonly problems: Problem[];
  /** What is not to be relied on in `data`. */
  readonly unread: Path[];
}

class Reader {
  readonly problems: Problem[] = [];
  readonly unread: Path[] = [];
  private readonly file: SourceFile;
  private readonly document: number;
  /** Above zero while an alias is copied: its target has been judged where it stands. */
  private copying = 0;

  constructor(file: SourceFile, document: number) {
    this.file = file;
    this.document = document;
  }

  read(node: Node, path: Path): Json {
    if (node.kind === 'alias') return this.copy(node.target, path);
    if (node.tag !== undefined) this.refuseTag(node.tag, path);
    if (node.kind === 'scalar') return this.scalar(node, path);
    if (path.length >= MAX_DEPTH) {
      this.refuse(node, [], `values nest deeper than ${MAX_DEPTH} levels`, 'flatten the declaration');
      return null;
    }
    if (node.kind === 'list') return node.items.map((item, index) => this.read(item, [...path, index]));
    return this.map(node, path);
  }

  private copy(target: Node | undefined, path: Path): Json {
    if (target === undefined) return null;
    this.copying++;
    const data = this.read(target, path);
    this.copying--;
    return data;
  }

  private map(node: MapNode, path: Path): JsonObject {
    const data: JsonObject = {};
    const seen = new Map<string, Node>();
    for (const { key, value } of node.entries) {
      const problem = keyProblem(key);
      if (problem !== undefined) this.refuse(key, path, problem.message, problem.hint);
      if (key.kind !== 'scalar') continue;
      if (key.tag !== undefined) this.refuseTag(key.tag, path);
      if (!key.plain) this.checkEscapes(key, path);
      const first = seen.get(key.text);
      if (first !== undefined) this.refuseDuplicate(key, first, path);
      seen.set(key.text, key);
      const read = this.read(value, [...path, key.text]);
      // A refused key may be `__proto__`: it must not even reach data that will be thrown away.
      if (problem === undefined) data[key.text] = read;
    }
    return data;
  }

  private scalar(node: ScalarNode, path: Path): Json {
    if (!node.plain) {
      this.checkEscapes(node, path);
      return node.text;
    }
    const scalar = plainScalar(node.text);
    if ('value' in scalar) return scalar.value;
    this.refuse(node, path, scalar.refused, scalar.hint);
    return null;
  }

  /** Only a double-quoted text can name what no Unicode text may hold. */
  private checkEscapes(node: ScalarNode, path: Path): void {
    if (this.file.text[node.start] !== '"') return;
    const quoted = this.file.text.slice(node.start, node.end);
    if (!quoted.includes('\\u') && !quoted.includes('\\U')) return;
    for (const [written] of quoted.matchAll(/\\(?:U[0-9a-fA-F]{8}|u[0-9a-fA-F]{4}|[\s\S])/g)) {
      const code = Number.parseInt(written.slice(2), 16);
      if (code > 0x10ffff)
        this.refuse(node, path, `the escape ${written} is beyond Unicode's last character, U+10FFFF`);
      else if (written.length > 2 && isNoncharacter(String.fromCodePoint(code)))
        this.refuse(node, path, `the escape ${written} stands for a noncharacter`, 'remove it');
    }
    if (/\p{Surrogate}/u.test(node.text))
      this.refuse(
        node,
        path,
        'an escape stands for half a surrogate pair',
        'write the whole character, as "\\U0001F600"',
      );
  }

  private refuseTag(tag: Span, path: Path): void {
    const written = this.file.text.slice(tag.start, Math.min(tag.end, tag.start + 60));
    const hint = 'declarations are plain data and need no tags: remove it, and quote the value if it is text';
    this.refuse(tag, path, `the tag ${written} is not allowed`, hint);
  }

  private refuseDuplicate(key: ScalarNode, first: Node, path: Path): void {
    if (this.unread.length <= MAX_PROBLEMS) this.unread.push([...path, key.text]);
    if (this.copying > 0 || this.problems.length > MAX_PROBLEMS) return;
    const lines = new Set([first, key].map((node) => positionOf(this.file, node).line));
    const where = `on line${lines.size === 1 ? '' : 's'} ${[...lines].join(' and ')}`;
    const message = `the key ${JSON.stringify(clip(key.text))} stands twice, ${where}`;
    const related = { place: { file: this.file, document: this.document, span: first }, message: 'first written here' };
    this.problems.push({ place: this.place(key, path), message: prefixed(path, message), hint: 'keep one', related });
  }

  private refuse(span: Span, path: Path, message: string, hint?: string): void {
    if (this.unread.length <= MAX_PROBLEMS) this.unread.push(path);
    if (this.copying > 0 || this.problems.length > MAX_PROBLEMS) return;
    const problem = { place: this.place(span, path), message: prefixed(path, message) };
    this.problems.push(hint === undefined ? problem : { ...problem, hint });
  }

  private place({ start, end }: Span, path: Path) {
    return { file: this.file, document: this.document, path, span: { start, end } };
  }
}

function prefixed(path: Path, message: string): string {
  return path.length === 0 ? message : `${formatPath(path)}: ${message}`;
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
