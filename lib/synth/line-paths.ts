import { isMap, isPair, isSeq, LineCounter, type Node, type Pair, parseAllDocuments } from 'yaml';
import type { Path } from '../kubernetes/json.js';

/** What stands on a line of a manifest: a field of one of its documents, or, without a path, no field. */
export interface LinePath {
  /** Index of the document; -1 in the header. */
  readonly document: number;
  readonly path?: Path;
}

/** For every line of a manifest's text what stands on it. Only for a person who asks about one file: it parses. */
export function linePaths(text: string): LinePath[] {
  const counter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: counter });
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((): LinePath => ({ document: -1 }));
  const line = (offset: number) => counter.linePos(offset).line - 1;
  const fill = (from: number, to: number, entry: LinePath) => {
    for (let index = from; index <= to && index < lines.length; index += 1) lines[index] = entry;
  };

  documents.forEach((document, index) => {
    const range = document.contents?.range;
    if (range === undefined || range === null) return;
    const first = line(range[0]);
    // The separator before a document belongs to it.
    if (lines[first - 1] !== undefined && text.split('\n')[first - 1] === '---') lines[first - 1] = { document: index };
    visit(document.contents as Node, index, []);
  });
  return lines;

  function visit(node: Node | null | undefined, document: number, path: Path): void {
    if (isMap(node))
      for (const pair of node.items) if (isPair(pair)) visitPair(pair as Pair<Node, Node>, document, path);
    if (isSeq(node))
      node.items.forEach((item, index) => {
        const at = [...path, index];
        cover(item as Node, (item as Node).range?.[0], document, at);
        visit(item as Node, document, at);
      });
  }

  function visitPair({ key, value }: Pair<Node, Node>, document: number, path: Path): void {
    const at = [...path, String((key as { value?: unknown }).value)];
    cover(value ?? key, key.range?.[0], document, at);
    visit(value, document, at);
  }

  /** Children are visited after their parents and so have the last word on the lines that are theirs. */
  function cover(node: Node, start: number | undefined, document: number, path: Path): void {
    const end = node.range?.[1];
    if (start === undefined || end === undefined) return;
    fill(line(start), Math.max(line(start), line(Math.max(end - 1, start))), { document, path });
  }
}
