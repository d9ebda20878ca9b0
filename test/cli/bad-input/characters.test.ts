import { describe, expect, it } from 'vitest';
import { synthInProcess } from '../in-process.js';
import { change, PATCH, shop, WORKLOADS, without, write } from './declarations.js';
import { folderOf, refuses } from './refusal.js';

const value = (text: string) => change(PATCH, '16Gi', text);
const level = (text: string) => change(WORKLOADS, 'LOG_LEVEL: info', `LOG_LEVEL: ${text}`);
const bytes = (...values: number[]) => write(PATCH, Uint8Array.from([...Buffer.from(shop(PATCH)), ...values]));
const utf16 = Buffer.from(shop(PATCH), 'utf16le');

refuses([
  [
    'NUL',
    value('16\0Gi'),
    `\
environments/prod/platform/shop.yaml:7:15: error: a NUL character (U+0000) cannot stand in a declaration
     6 |   quota:
>    7 |     memory: 16\\x00Gi
       |               ^^^^
   remove it; inside a double-quoted text write it as an escape`,
  ],
  [
    'what clears a terminal',
    value('\x1b[2J'),
    `\
environments/prod/platform/shop.yaml:7:13: error: an escape character (U+001B) cannot stand in a declaration
     6 |   quota:
>    7 |     memory: \\x1b[2J
       |             ^^^^
   remove it; inside a double-quoted text write it as an escape`,
  ],
  [
    'what turns text around',
    value('16\u202eiG'),
    `\
environments/prod/platform/shop.yaml:7:15: error: a character that turns text around (U+202E) cannot stand in a declaration
     6 |   quota:
>    7 |     memory: 16\\u202eiG
       |               ^^^^^^
   remove it; inside a double-quoted text write it as an escape`,
  ],
  [
    'the same in a comment',
    value('16Gi # \u2066iG'),
    `\
environments/prod/platform/shop.yaml:7:20: error: a character that turns text around (U+2066) cannot stand in a declaration
     6 |   quota:
>    7 |     memory: 16Gi # \\u2066iG
       |                    ^^^^^^
   remove it; inside a double-quoted text write it as an escape`,
  ],
  [
    'a space without width',
    value('16\u200bGi'),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: \`16\\u200bGi\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
     6 |   quota:
>    7 |     memory: 16\\u200bGi
       |             ^^^^^^^^^^`,
  ],
  [
    'spaces that are none',
    change(PATCH, '    memory', '\u00a0\u00a0\u00a0\u00a0memory'),
    `\
environments/prod/platform/shop.yaml:7:1: error: ["\\xa0\\xa0\\xa0\\xa0memory"]: unknown field
     6 |   quota:
>    7 | \\xa0\\xa0\\xa0\\xa0memory: 16Gi
       | ^^^^^^^^^^^^^^^^^^^^^^
   allowed here: apiVersion, kind, metadata, spec`,
  ],
  [
    'quotes of a word processor',
    value('\u201c16Gi\u201d'),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: \`“16Gi”\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
     6 |   quota:
>    7 |     memory: “16Gi”
       |             ^^^^^^`,
  ],
  [
    'a character of two units, and what stands after it',
    value('"\u{1f600}16Gi" # x'),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: \`😀16Gi\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
     6 |   quota:
>    7 |     memory: "😀16Gi" # x
       |             ^^^^^^^^`,
  ],
  [
    'an escape that is half a character',
    level('"\\ud83d"'),
    `\
environments/prod/tenants/shop/workloads.yaml:21:16: error: spec.env.LOG_LEVEL: an escape stands for half a surrogate pair
    20 |   env:
>   21 |     LOG_LEVEL: "\\ud83d"
       |                ^^^^^^^^
   write the whole character, as "\\U0001F600"`,
  ],
  [
    'a line separator',
    value('16Gi\u2028'),
    `\
environments/prod/platform/shop.yaml:7:17: error: a line separator (U+2028) cannot stand in a declaration
     6 |   quota:
>    7 |     memory: 16Gi\\u2028
       |                 ^^^^^^
   remove it; inside a double-quoted text write it as an escape`,
  ],
  [
    'carriage returns alone',
    write(PATCH, shop(PATCH).replaceAll('\n', '\r')),
    `\
environments/prod/platform/shop.yaml:1:34: error: a carriage return without a line feed (U+000D) cannot stand in a declaration
>    1 | apiVersion: bulkhead.dev/v1alpha1\\x0dkind: Tenant\\x0dmetadata:\\x0d  name: shop\\x0dspec:\\x0d  quota:\\x0d    memory: 16Gi\\x0d
       |                                  ^^^^
   end lines with a line feed`,
  ],
  [
    'a mistake behind Windows’ line ends',
    write(PATCH, shop(PATCH).replace('16Gi', '16GB').replaceAll('\n', '\r\n')),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: \`16GB\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
     6 |   quota:
>    7 |     memory: 16GB
       |             ^^^^`,
  ],
  [
    'a mistake behind a byte order mark',
    write(PATCH, `\ufeff${shop(PATCH).replace('v1alpha1', 'v1')}`),
    `\
environments/prod/platform/shop.yaml:1:13: error: apiVersion: \`bulkhead.dev/v1\` is not allowed here
>    1 | apiVersion: bulkhead.dev/v1
       |             ^^^^^^^^^^^^^^^
   did you mean \`bulkhead.dev/v1alpha1\`?`,
  ],
  [
    'a second byte order mark',
    write(PATCH, `\ufeff\ufeff${shop(PATCH)}`),
    `\
environments/prod/platform/shop.yaml:1:1: error: a byte order mark (U+FEFF) inside the text cannot stand in a declaration
>    1 | apiVersion: bulkhead.dev/v1alpha1
       | ^
   remove it; inside a double-quoted text write it as an escape`,
  ],
  [
    'Latin-1',
    bytes(0x23, 0x20, 0xfc, 0x0a),
    `\
environments/prod/platform/shop.yaml:8:3: error: the file is not UTF-8: byte 0xfc at offset 104
     7 |     memory: 16Gi
>    8 | # �
       |   ^
   save it as UTF-8`,
  ],
  [
    'UTF-16',
    write(PATCH, Uint8Array.from([0xff, 0xfe, ...utf16])),
    `\
environments/prod/platform/shop.yaml:1:1: error: the file is UTF-16, not UTF-8
   save it as UTF-8`,
  ],
  [
    'UTF-16 without a mark',
    write(PATCH, Uint8Array.from(utf16)),
    `\
environments/prod/platform/shop.yaml:1:1: error: the file is UTF-16, not UTF-8
   save it as UTF-8`,
  ],
]);

describe('what means the same to everybody', () => {
  it.each([
    ['a byte order mark', write(PATCH, `\ufeff${shop(PATCH)}`)],
    ['Windows’ line ends', write(PATCH, shop(PATCH).replaceAll('\n', '\r\n'))],
    ['a pair of escapes', level('"\\ud83d\\ude00"')],
    ['the extension .yml', write(PATCH.replace('.yaml', '.yml'), shop(PATCH), without(PATCH))],
    [
      'JSON',
      write(
        PATCH,
        '{"apiVersion": "bulkhead.dev/v1alpha1", "kind": "Tenant", "metadata": {"name": "shop"}, "spec": {"quota": {"memory": "16Gi"}}}',
      ),
    ],
  ])('%s', (_, files) => {
    expect(synthInProcess(folderOf(files))).toMatchObject({ code: 0 });
  });
});
