import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Span } from '../../config/source.js';
import type { Json, JsonObject } from '../../kubernetes/json.js';
import { type AliasBudget, copyOf, MAX_ALIASED, put } from './alias.js';
import { keyText, mergeInto } from './keys.js';
import { goScalar } from './scalar.js';
import { taggedScalar } from './tag.js';

/** What a parser takes and kubectl does not. */
export interface Fault {
  readonly message: string;
  readonly span: Span;
  readonly hint?: string;
}

export interface ReadDocument {
  /** Not to be used where there is a fault. */
  readonly data: Json;
  readonly faults: readonly Fault[];
}

/** The same mistake stands everywhere as a rule. */
const MAX_FAULTS = 10;

/**
 * The documents of a text as kubectl sees them, in one walk over the parser's events: plain data in which nothing is
 * shared, however many aliases lead to it. No tree of nodes is made: who wants to know where something stands asks for
 * that file again (places.ts).
 */
export function documentsOf(text: string, events: readonly Event[], maxDepth: number, budget: AliasBudget) {
  return new Reader(text, maxDepth, budget).read(events);
}

interface Frame {
  readonly value: Json[] | JsonObject;
  readonly anchor: Anchor | undefined;
  key: string | undefined;
  /** The value of `<<` is to come. */
  merging: boolean;
  /** Keys that came by `<<`, and may be written once more. */
  merged: Set<string> | undefined;
  keySpan: Span;
}

interface Anchor {
  value: Json;
  complete: boolean;
}

const NOWHERE: Span = { start: 0, end: 0 };

class Reader {
  private readonly text: string;
  private readonly maxDepth: number;
  private readonly budget: AliasBudget;
  private frames: Frame[] = [];
  private anchors = new Map<string, Anchor>();
  private root: Json = null;
  private faults: Fault[] = [];

  constructor(text: string, maxDepth: number, budget: AliasBudget) {
    this.text = text;
    this.maxDepth = maxDepth;
    this.budget = budget;
  }

  read(events: readonly Event[]): ReadDocument[] {
    const documents: ReadDocument[] = [];
    for (const event of events) {
      if (event.type === EVENT_ID.DOCUMENT) {
        this.root = null;
        this.faults = [];
        if (this.anchors.size > 0) this.anchors = new Map();
      } else if (event.type !== EVENT_ID.POP) this.add(event);
      else if (this.frames.length > 0) this.close();
      else documents.push({ data: this.root, faults: this.faults });
    }
    return documents;
  }

  private add(event: Exclude<Event, { type: 1 | 6 }>): void {
    if (event.type === EVENT_ID.SCALAR) {
      const frame = this.frames.at(-1);
      if (frame !== undefined && isKeyNext(frame)) this.openKey(frame, event);
      else {
        const value = this.scalar(event);
        this.remember(event, value, true);
        this.attach(value);
      }
    } else if (event.type === EVENT_ID.ALIAS) this.addAlias(event);
    else this.open(event);
  }

  private open(event: Extract<Event, { type: 2 | 3 }>): void {
    const frame = this.frames.at(-1);
    if (frame !== undefined && isKeyNext(frame)) {
      const span = { start: event.start, end: event.start + 1 };
      this.fault('a list or a mapping stands where a key is expected', span, 'quote the key if it is text');
    }
    const value = event.type === EVENT_ID.MAPPING ? {} : [];
    const anchor = this.remember(event, value, false);
    this.frames.push({ value, anchor, key: undefined, merging: false, merged: undefined, keySpan: NOWHERE });
  }

  private close(): void {
    const frame = this.frames.pop() as Frame;
    if (frame.anchor !== undefined) frame.anchor.complete = true;
    this.attach(frame.value);
  }

  private attach(value: Json): void {
    const frame = this.frames.at(-1);
    if (frame === undefined) this.root = value;
    else if (Array.isArray(frame.value)) frame.value.push(value);
    else if (frame.merging) this.merge(frame, value);
    else if (frame.key === undefined) frame.key = '';
    else {
      put(frame.value, frame.key, value);
      frame.key = undefined;
    }
  }

  private openKey(frame: Frame, event: Extract<Event, { type: 4 }>): void {
    const span = spanOf(event);
    if (event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0 && span.end - span.start === 2) {
      if (this.text.startsWith('<<', span.start)) {
        frame.merging = true;
        frame.keySpan = span;
        return;
      }
    }
    const value = this.scalar(event);
    this.remember(event, value, true);
    this.setKey(frame, value, span);
  }

  private setKey(frame: Frame, value: Json, span: Span): void {
    const key = keyText(value);
    if (key === undefined) this.fault('a key is null, a list or a mapping', span, 'quote the key if it is text');
    frame.key = key ?? '';
    frame.keySpan = span;
    if (key === undefined || !Object.hasOwn(frame.value, key)) return;
    if (frame.merged?.delete(key)) return;
    this.fault(`the key ${JSON.stringify(clip(key))} stands twice in one mapping`, span, 'keep one');
  }

  private scalar(event: Extract<Event, { type: 4 }>): Json {
    const text = getScalarValue(this.text, event);
    const plain = event.style === SCALAR_STYLE.PLAIN;
    if (event.tagStart < 0 && !plain) return text;
    const tag = event.tagStart < 0 ? '' : this.text.slice(event.tagStart, event.tagEnd);
    const value = tag === '' ? goScalar(text) : taggedScalar(tag, text);
    if (value !== undefined) return value;
    const written = tag === '' ? clip(text) : `${clip(tag)} ${clip(text)}`;
    this.fault(`${written} is no value that JSON can carry`, spanOf(event), 'quote it if it is text');
    return null;
  }

  private addAlias({ anchorStart, anchorEnd }: Extract<Event, { type: 5 }>): void {
    const name = this.text.slice(anchorStart, anchorEnd);
    const span = { start: anchorStart - 1, end: anchorEnd };
    const anchor = this.anchors.get(name);
    if (anchor === undefined) this.fault(`the alias *${clip(name)} has no anchor &${clip(name)} before it`, span);
    else if (!anchor.complete) this.fault(`the alias *${clip(name)} stands inside the value it names`, span);
    const value = anchor?.complete === true ? this.copy(anchor.value, span) : null;
    const frame = this.frames.at(-1);
    if (frame !== undefined && isKeyNext(frame)) this.setKey(frame, value, span);
    else this.attach(value);
  }

  private copy(value: Json, span: Span): Json {
    const copied = copyOf(value, this.frames.length, this.maxDepth, this.budget);
    if (copied !== undefined) return copied;
    const amount = MAX_ALIASED.toLocaleString('en-US');
    const limits = `aliases may bring in ${amount} values and characters to a file, nested ${this.maxDepth} levels deep`;
    this.fault('aliases stand for too much', span, limits);
    return null;
  }

  private merge(frame: Frame, value: Json): void {
    frame.merging = false;
    const merged = mergeInto(frame.value as JsonObject, value);
    if (merged === undefined) this.fault('<< merges mappings, or a list of them', frame.keySpan);
    if (merged === undefined || merged.length === 0) return;
    frame.merged ??= new Set();
    for (const key of merged) frame.merged.add(key);
  }

  private remember(event: { anchorStart: number; anchorEnd: number }, value: Json, complete: boolean) {
    if (event.anchorStart < 0) return undefined;
    const anchor = { value, complete };
    this.anchors.set(this.text.slice(event.anchorStart, event.anchorEnd), anchor);
    return anchor;
  }

  private fault(message: string, span: Span, hint?: string): void {
    if (this.faults.length >= MAX_FAULTS) return;
    this.faults.push(hint === undefined ? { message, span } : { message, span, hint });
  }
}

function isKeyNext(frame: Frame): boolean {
  return frame.key === undefined && !frame.merging && !Array.isArray(frame.value);
}

function spanOf({ valueStart, valueEnd, tagStart, tagEnd, style }: Extract<Event, { type: 4 }>): Span {
  if (valueStart < 0) return tagStart >= 0 ? { start: tagStart, end: tagEnd } : NOWHERE;
  const quote = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
  return { start: valueStart - quote, end: valueEnd + quote };
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
