import { spanOf } from '../../config/positions.js';
import type { Place, SourceFile, Span } from '../../config/source.js';
import type { Path } from '../../kubernetes/json.js';
import { LazyPlaces } from '../lazy-place.js';

/**
 * A part of a file's text between two lines `---`: most often one document. Files are read in pieces, so that one broken
 * document costs no other, and a stream of megabytes no more memory than its largest document.
 */
export class Piece {
  readonly file: SourceFile;
  readonly start: number;
  readonly text: string;
  private readonly fields: LazyPlaces<{ readonly document: number; readonly path: Path }>;

  constructor(file: SourceFile, start: number, end: number) {
    this.file = file;
    this.start = start;
    this.text = file.text.slice(start, end);
    this.fields = new LazyPlaces((asked) => {
      // Parsed for all of it together, and then forgotten.
      const source: SourceFile = { path: file.path, text: this.text };
      return asked.map((field) => this.placeAt(spanOf({ file: source, ...field })));
    });
  }

  /** A field of the piece's document number `document`. */
  placeOf(document: number, path: Path): Place {
    return this.fields.ask({ document, path });
  }

  /** A stretch of the piece's text. */
  placeAt({ start, end }: Span): Place {
    return { file: this.file, span: { start: this.start + start, end: this.start + end } };
  }
}

const MARKER = '\n---';

/** The pieces of a file. A line that begins with `---` ends whatever stands before it, whichever way that was written. */
export function* piecesOf(file: SourceFile): Generator<Piece> {
  const { text } = file;
  let start = 0;
  // A directive (`%YAML 1.1`) belongs to the document after the marker.
  const whole = text.startsWith('%') || text.includes('\n%');
  for (let at = whole ? -1 : text.indexOf(MARKER); at >= 0; at = text.indexOf(MARKER, at + 1)) {
    if (!/^[ \t\r\n]?$/.test(text.charAt(at + MARKER.length))) continue;
    yield new Piece(file, start, at + 1);
    start = at + 1;
  }
  yield new Piece(file, start, text.length);
}
