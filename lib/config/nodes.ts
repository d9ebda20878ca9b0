import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml';
import type { SourceFile, Span } from './source.js';

/**
 * The documents of a file as trees of nodes that remember their place in the text. Both the data and the positions are
 * taken from these trees, so the two can never disagree about what a line means.
 */
export type Node = ScalarNode | MapNode | ListNode | AliasNode;

interface NodeBase extends Span {
  end: number;
  readonly tag?: Span;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly text: string;
  /** Unquoted: may mean a number, a boolean or null. */
  readonly plain: boolean;
  /** Nothing was written at all, as after `key:`. */
  readonly absent: boolean;
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly entries: { readonly key: Node; readonly value: Node }[];
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly items: Node[];
}

export interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  readonly name: string;
  /** Undefined when no such anchor stands before the alias in its document. */
  readonly target: Node | undefined;
  /** The alias stands inside the very node it names. */
  readonly cyclic: boolean;
}

export interface DocumentNode {
  readonly index: number;
  readonly root: Node;
  readonly aliases: readonly AliasNode[];
}

/** Collections nested one in another; real declarations stay below 20. */
export const MAX_DEPTH = 100;

/** Throws js-yaml's YAMLException at the first syntax error. */
export function composeDocuments(file: SourceFile): DocumentNode[] {
  // The parser counts scalars too: one more than collections may nest.
  return new Composer(file.text, parseEvents(file.text, { maxDepth: MAX_DEPTH + 1 })).documents();
}

type Frame = { node: MapNode; key: Node | undefined } | { node: ListNode; key?: undefined };

class Composer {
  private readonly text: string;
  private readonly events: readonly Event[];
  private anchors = new Map<string, Node>();
  private frames: Frame[] = [];
  private readonly open = new Set<Node>();
  private root: Node | undefined;
  private aliases: AliasNode[] = [];
  /** Where the last written thing ends: the place of what was left out after it. */
  private last = 0;

  constructor(text: string, events: readonly Event[]) {
    this.text = text;
    this.events = events;
  }

  documents(): DocumentNode[] {
    const documents: DocumentNode[] = [];
    for (const event of this.events) {
      if (event.type === EVENT_ID.DOCUMENT) {
        this.root = undefined;
        this.anchors = new Map();
        this.aliases = [];
      } else if (event.type !== EVENT_ID.POP) this.add(event);
      else if (this.frames.length > 0) this.close();
      else if (this.root !== undefined) {
        documents.push({ index: documents.length, root: this.root, aliases: this.aliases });
      }
    }
    return documents;
  }

  private add(event: Exclude<Event, { type: 1 | 6 }>): void {
    const node = this.nodeOf(event);
    this.attach(node);
    if (node.kind === 'alias') this.aliases.push(node);
    this.last = Math.max(this.last, node.end);
    if (event.type !== EVENT_ID.ALIAS && event.anchorStart >= 0)
      this.anchors.set(this.text.slice(event.anchorStart, event.anchorEnd), node);
    if (node.kind !== 'map' && node.kind !== 'list') return;
    this.open.add(node);
    this.frames.push(node.kind === 'map' ? { node, key: undefined } : { node });
  }

  private close(): void {
    const frame = this.frames.pop();
    if (frame === undefined) return;
    frame.node.end = Math.max(frame.node.end, this.last);
    this.open.delete(frame.node);
  }

  private attach(node: Node): void {
    const frame = this.frames.at(-1);
    if (frame === undefined) this.root = node;
    else if (frame.node.kind === 'list') frame.node.items.push(node);
    else if (frame.key === undefined) frame.key = node;
    else {
      frame.node.entries.push({ key: frame.key, value: node });
      frame.key = undefined;
    }
  }

  private nodeOf(event: Exclude<Event, { type: 1 | 6 }>): Node {
    if (event.type === EVENT_ID.ALIAS) {
      const name = this.text.slice(event.anchorStart, event.anchorEnd);
      const target = this.anchors.get(name);
      const cyclic = target !== undefined && this.open.has(target);
      return { kind: 'alias', start: event.anchorStart - 1, end: event.anchorEnd, name, target, cyclic };
    }
    const tag = event.tagStart >= 0 ? { tag: { start: event.tagStart, end: event.tagEnd } } : {};
    if (event.type === EVENT_ID.MAPPING)
      return { kind: 'map', start: event.start, end: event.start, entries: [], ...tag };
    if (event.type === EVENT_ID.SEQUENCE)
      return { kind: 'list', start: event.start, end: event.start, items: [], ...tag };
    const text = getScalarValue(this.text, event);
    const plain = event.style === SCALAR_STYLE.PLAIN;
    if (event.valueStart < 0) {
      const at = Math.max(event.anchorEnd, event.tagEnd, this.last);
      return { kind: 'scalar', start: at, end: at, text, plain, absent: at === this.last, ...tag };
    }
    const quote = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
    return {
      kind: 'scalar',
      start: event.valueStart - quote,
      end: event.valueEnd + quote,
      text,
      plain,
      absent: false,
      ...tag,
    };
  }
}
