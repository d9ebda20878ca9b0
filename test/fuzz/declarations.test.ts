import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decode } from '../../lib/config/decode.js';
import { loadFiles } from '../../lib/config/load.js';
import type { Problem } from '../../lib/config/problem.js';
import type { SourceFile } from '../../lib/config/source.js';
import { FILES } from '../config/declarations.js';
import { runs } from '../property-runs.js';
import { SHOP } from '../shop.js';
import { expectAnswer } from './answer.js';
import { edits, mutated, TOKENS } from './mutations.js';
import { expectAnswerOrSound } from './sound.js';

type Texts = Readonly<Record<string, string>>;

/** One of the files of a set, to be replaced by other bytes. */
const file = fc
  .tuple(fc.constantFrom<Texts>(SHOP, FILES), fc.nat())
  .map(([files, index]) => ({ files, path: Object.keys(files)[index % Object.keys(files).length] ?? '' }));

function replaced(files: Texts, path: string, bytes: Uint8Array) {
  const sources: SourceFile[] = [];
  const problems: Problem[] = [];
  for (const [name, text] of Object.entries(files)) {
    const decoded = name === path ? decode(name, bytes) : { path: name, text };
    if ('text' in decoded) sources.push(decoded);
    else problems.push(decoded);
  }
  return { sources, problems };
}

const piece = fc.array(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 4 }).map((tokens) => tokens.join(''));
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 100 }).map((text) => Buffer.from(text)),
  fc.array(piece, { maxLength: 10 }).map((pieces) => Buffer.from(pieces.join(''))),
);

it('any bytes in the place of a declaration get an answer, or are rendered', () => {
  fc.assert(
    fc.property(file, bytes, fc.nat(), ({ files, path }, written, one) => {
      const { sources, problems } = replaced(files, path, written);
      expectAnswerOrSound(sources, one, problems);
    }),
    runs(100),
  );
});

it('a declaration that something has happened to gets an answer, or is rendered', () => {
  fc.assert(
    fc.property(file, edits, fc.nat(), ({ files, path }, changes, one) => {
      const { sources, problems } = replaced(files, path, mutated(files[path] ?? '', changes));
      expectAnswerOrSound(sources, one, problems);
    }),
    runs(200),
  );
});

it('the answer does not depend on the order of the files', () => {
  fc.assert(
    fc.property(file, edits, ({ files, path }, changes) => {
      const { sources, problems } = replaced(files, path, mutated(files[path] ?? '', changes));
      const said = (all: SourceFile[]) =>
        loadFiles(all, 'environments', [...problems])
          .problems.map(({ message }) => message)
          .sort();
      expect(said(sources.toReversed())).toEqual(said(sources));
    }),
    runs(60),
  );
});

/** Up to the megabyte that a file may have. */
const size = fc.constantFrom(1000, 20_000, 65_530, 65_540, 300_000, 1_040_000);

it('whatever is repeated up to a megabyte gets an answer within seconds', () => {
  fc.assert(
    fc.property(
      file,
      fc.double({ min: 0, max: 1, noNaN: true }),
      piece,
      size,
      piece,
      ({ files, path }, at, start, long, end) => {
        const text = files[path] ?? '';
        const place = Math.floor(text.length * at);
        const repeated = start.repeat(Math.floor(long / start.length));
        const written = Buffer.from(`${text.slice(0, place)}${repeated}${end}${text.slice(place)}`);
        const { sources, problems } = replaced(files, path, written);
        expectAnswer(sources, problems);
      },
    ),
    runs(25),
  );
});
