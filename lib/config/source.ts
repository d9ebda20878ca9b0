import type { JsonObject, Path } from '../kubernetes/json.js';

export interface SourceFile {
  /** As shown to people, '/'-separated, e.g. `environments/prod/platform/shop.yaml`. */
  readonly path: string;
  readonly text: string;
}

export interface SourceDocument {
  readonly file: SourceFile;
  /** 0-based index among the documents of the file, empty documents included. */
  readonly index: number;
  readonly data: JsonObject;
  /** Values that could not be read, each reported; they are null in `data`. */
  readonly unread?: readonly Path[];
  /** Fields that are taken for others, most likely misspelt: as `data` has them, and how they are written. */
  readonly renamed?: readonly { readonly path: Path; readonly written: string }[];
}

/** A stretch of a file's text: offsets in UTF-16 units, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a declaration: worked out to line and column only when somebody asks. */
export interface Place {
  readonly file: SourceFile;
  readonly document?: number | undefined;
  readonly path?: Path | undefined;
  readonly part?: 'key' | 'value' | undefined;
  /** The exact text, where no path leads: a syntax error, the second of two equal keys. Wins over `path`. */
  readonly span?: Span | undefined;
}

/** All 1-based, columns in UTF-16 units as editors count them. */
export interface Position {
  line: number;
  column: number;
  /** Exclusive end on the same line, for underlining. */
  endColumn: number;
}

export interface Location extends Position {
  file: string;
}
