import fc from 'fast-check';

/** What means something to YAML, to a field or to JavaScript, put where it does not belong. */
// biome-ignore format: a table is read in rows
export const TOKENS = [
  '- ', '? ', ': ', ':', ',', '[', ']', '{', '}', '#', ' #', '&a ', '*a', '!', '!!str ', '|', '|-\n', '>', '>+\n', '|2\n',
  "'", '"', '%', '@', '`', '---\n', '...\n', '<<: ', '~', 'null', 'true', 'yes', '\t', ' ', '  ', '\n', '\n\n', '\r\n', '\r',
  '0', '-0', '08', '0x10', '1e999', '.inf', '1_000', '9007199254740993', '-1', '1.5', '""', '{}', '[]', '[{}]', 'a: ', 'a',
  '__proto__: ', 'constructor: ', 'prototype: {}', 'toString', 'hasOwnProperty: ', 'length: ', 'then: ',
  'spec:\n', 'spec: null\n', 'kind: Tenant\n', 'extends: [prod]\n', 'null\n---\n', '%YAML 1.1\n---\n', '%TAG ! a\n---\n',
  '\0', '\b', '\x1b[31m', '\x1b]0;x\x07', '\x7f', '\x85', '\x9b', '\u00a0', '\u200b', '\u202e', '\u2028', '\ufeff', '\ufffe',
  '"\\ud800"', '"\\u0000"', '"\\e[31m"', '"\\L\\P\\N"', '"\\U0010ffff"', '"\\x1b"', '\u{1f600}', '\u{e0001}', 'ä', 'e\u0301',
  '<<<<<<< HEAD\n', '=======\n', '>>>>>>> x\n', 'system:masters', 'kube-system', '10.0.0.0/8', '../..', '16GB', '$(x)', '{{ x }}',
];

type Edit =
  | { do: 'insert'; at: number; token: string }
  | { do: 'replace'; at: number; token: string }
  | { do: 'flip'; at: number; bit: number }
  | { do: 'cut'; at: number; length: number }
  | { do: 'truncate'; at: number }
  | { do: 'copy'; at: number; from: number; length: number }
  | { do: 'encode'; as: Encoding }
  | { do: LineEdit; at: number };
type LineEdit = 'drop line' | 'repeat line' | 'indent line' | 'outdent line' | 'swap lines';
type Encoding = 'utf16le' | 'latin1' | 'with carriage returns' | 'with a mark';

const at = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const token = fc.constantFrom(...TOKENS);
const length = fc.integer({ min: 1, max: 60 });

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ do: fc.constant('insert' as const), at, token }),
  fc.record({ do: fc.constant('replace' as const), at, token }),
  fc.record({ do: fc.constant('flip' as const), at, bit: fc.nat(7) }),
  fc.record({ do: fc.constant('cut' as const), at, length }),
  fc.record({ do: fc.constant('truncate' as const), at }),
  fc.record({ do: fc.constant('copy' as const), at, from: at, length }),
  fc.record({
    do: fc.constant('encode' as const),
    as: fc.constantFrom<Encoding>('utf16le', 'latin1', 'with carriage returns', 'with a mark'),
  }),
  fc.record({
    do: fc.constantFrom<LineEdit>('drop line', 'repeat line', 'indent line', 'outdent line', 'swap lines'),
    at,
  }),
);

/** One to five changes to a text, made one after the other. */
export const edits = fc.array(edit, { minLength: 1, maxLength: 5 });

export function mutated(text: string, changes: readonly Edit[]): Uint8Array {
  return changes.reduce<Buffer>(apply, Buffer.from(text));
}

function apply(bytes: Buffer, change: Edit): Buffer {
  if (change.do === 'encode') return encoded(bytes.toString(), change.as);
  const place = Math.floor(change.at * (bytes.length + 1));
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (change.do) {
    case 'insert':
      return Buffer.concat([before, Buffer.from(change.token), after]);
    case 'replace': {
      // A whole value, from the last space to the end of the line.
      const start = Math.max(before.lastIndexOf(0x20), before.lastIndexOf(0x0a)) + 1;
      const end = after.indexOf(0x0a);
      return Buffer.concat([
        bytes.subarray(0, start),
        Buffer.from(change.token),
        end < 0 ? Buffer.alloc(0) : after.subarray(end),
      ]);
    }
    case 'flip': {
      const flipped = Buffer.from(bytes);
      if (place < flipped.length) flipped[place] = (flipped[place] ?? 0) ^ (1 << change.bit);
      return flipped;
    }
    case 'cut':
      return Buffer.concat([before, after.subarray(change.length)]);
    case 'truncate':
      return before;
    case 'copy': {
      const from = Math.floor(change.from * bytes.length);
      return Buffer.concat([before, bytes.subarray(from, from + change.length), after]);
    }
    default:
      return Buffer.from(withLine(bytes.toString('latin1').split('\n'), change), 'latin1');
  }
}

function encoded(text: string, as: Encoding): Buffer {
  if (as === 'with carriage returns') return Buffer.from(text.replaceAll('\n', '\r\n'));
  return as === 'with a mark' ? Buffer.from(`\ufeff${text}`) : Buffer.from(text, as);
}

function withLine(lines: string[], change: { do: string; at: number }): string {
  const index = Math.floor(change.at * lines.length);
  const line = lines[index] ?? '';
  if (change.do === 'drop line') lines.splice(index, 1);
  else if (change.do === 'repeat line') lines.splice(index, 0, line);
  else if (change.do === 'indent line') lines[index] = `  ${line}`;
  else if (change.do === 'outdent line') lines[index] = line.replace(/^ {1,2}/, '');
  else {
    const next = lines[index + 1] ?? '';
    lines.splice(index, 2, next, line);
  }
  return lines.join('\n');
}
