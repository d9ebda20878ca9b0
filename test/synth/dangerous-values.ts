/** What some reader of YAML, somewhere, takes for something other than this text. */
// biome-ignore format: a table is read in rows
export const DANGEROUS_STRINGS = [
  '', ' ', '  ', ' a', 'a ', 'a  b', '\t', 'a\t', '\ta', 'a\tb', '\n', '\n\n', '\r', '\r\n', 'a\rb', 'a\r\nb', 'a\n',
  'y', 'Y', 'n', 'N', 'yes', 'Yes', 'YES', 'yEs', 'no', 'No', 'NO', 'on', 'On', 'ON', 'off', 'Off', 'OFF', 'oFF',
  'true', 'True', 'TRUE', 'tRUE', 'false', 'False', 'FALSE', 'null', 'Null', 'NULL', 'nUll', '~', 't', 'f', 'T', 'F',
  '0', '1', '-1', '+1', '-0', '+0', '00', '017', '0o7', '0O7', '0o17', '-0o7', '+0o17', '0x1F', '0X1F', '0xf', '-0x1',
  '+0x1', '0b1', '0B1', '-0b1', '0b12', '1_000', '1_', '_1', '_', '0x_1', '0b_1', '08', '09', '0_8', '1,000', '12e03',
  '1:30', '190:20:30', '-1:30', '1:30.5', '190:20:30.15', '1:60', '0:0', '12:30:45', '8080:80', '127.0.0.1:80',
  '.5', '1.', '1.5', '-.5', '+.5', '1e3', '1E3', '1e+3', '1.e3', '1.5e3', '1.5e+3', '.5e3', '1_0.5', '1.0_0', '.', '..',
  '.inf', '.Inf', '.INF', '-.inf', '+.inf', '.nan', '.NaN', '.NAN', 'inf', 'Infinity', '-Infinity', 'NaN', 'nan', '-inf',
  '1.2.3', '1.28', '1.28.0', 'v1.28', '10.0.0.1', '10.0.0.0/8', 'fd00::/8', '::1', '::', '1e', 'e1', '0e0', '0x', '0o', '0b',
  '2001-12-14', '2001-1-1', '2001-12-14t21:59:43.10-05:00', '2001-12-14T21:59:43Z', '2001-12-14 21:59:43.10 -5',
  '2001-12-15 2:59:43.10', '2001-12', '2001', '12:00', '100m', '5Gi', '1Ki', '30s', '1h30m', '1d', '4e', '1E', '5T', '6z',
  '=', '<<', '==', '<', '>', '-', '--', '---', '----', '--- a', '...', '... a', '- a', '? a', ': a', '-a', '--a', '?a', ':a',
  '?', ':', 'a:', 'a: b', 'a:b', 'a :b', 'a : b', 'a:\tb', 'a #b', 'a# b', '#', '#a', 'a\t#b', '::', 'a::', '-', '- ', '? ',
  '%', '%YAML 1.1', '@', '@a', '`', '`a', '!', '!a', '!!str a', '&', '&a', '*', '*a', '|', '|-', '>', '>-', "'", '"', "'a'",
  '"a"', '{', '}', '[', ']', '{}', '[]', '{a: b}', '[a]', ',', ', a', 'a, b', 'a]', 'a}', 'a"b', "a'b", 'it\'s "so"', '\\',
  '\\n', 'a\\', '\\u0041', '\0', '\x01', '\x07', '\b', '\v', '\f', '\x1b', '\x1f', '\x7f', '\x80', '\x85', 'a\x85b', '\x9f',
  '\xa0', 'a\xa0', '\xad', '\u1680', '\u2000', '\u200b', '\u200e', '\u2028', 'a\u2028b', '\u2029', '\u202e', '\u2060',
  '\u3000', '\ufeff', '\ufeffa', 'a\ufeff', '\ufdd0', '\ufffd', '\ufffe', '\uffff', '\u{1f600}', 'a\u{1f600}b', '\u{1fffe}',
  '\u{e0001}', '\u{10ffff}', '\u{100000}', 'ü', 'für', '日本', 'ключ', 'é', 'e\u0301', '__proto__', 'constructor', 'toString',
  '$(VAR)', '{{ .Values.a }}', '--flag=a: b', '-c', '-1a', '--1', '-.5', '/', '//', '/a b', '/a: b', 'http://a/b?c=d#e', 'a=b',
  'a'.repeat(128), 'a'.repeat(129), 'a '.repeat(600).trim(), 'a'.repeat(1100), 'ü'.repeat(700), '"'.repeat(700),
  'a\nb', 'a\nb\n', 'a\nb\n\n', 'a\n\n\nb', '\na', '\n\na\n', ' a\nb', '  a\n b\n', '\n a\nb', 'a\n b', 'a\n  b\nc\n', 'a \nb',
  'a\n \nb', 'a\n ', ' \na', 'a\n\tb', '\ta\nb', 'a\n \tb', 'a\tb\nc', 'a\t\nb', 'a\n\t\nb', '#a\nb', 'a\n#b', '- a\n- b\n',
  'a: b\nc: d\n', '---\na', 'a\n---\nb\n', 'a\n...\nb', '%a\nb', '|\na', 'a\n\x85b', 'a\n\u2028b', 'a\nü\n', 'a\n\u{1f600}\n',
  'a\n\ufeffb', '\ufeffa\nb', 'a\n\x00b', 'a\r\nb\r\n', '\n ', ' \n', '\n\n ', '#!/bin/sh\nset -eu\n\n  echo "a"\n', '{\n "a": 1\n}\n',
  'e1', 'E1', 'e+1', 'e-1', '-e1', '-E+5', '--e1', 'e', '-e', 'e_1',
];

/** What some reader of YAML takes for text, or for another number. */
// biome-ignore format: a table is read in rows
export const DANGEROUS_NUMBERS = [
  0, -0, 1, -1, 10, 1.5, -1.5, 0.1, 0.1 + 0.2, 1e-6, 1e-7, -1e-7, 1.5e-7, 5e-324, 1e20, 1e21, -1e21, 1.5e21, 1e22, 1e100,
  2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 - 1, -(2 ** 53), 2 ** 53 + 2, 2 ** 63, 2 ** 64, 123456789012345680000,
  Number.MAX_VALUE, Number.MIN_VALUE, Number.EPSILON, 4.35, 100, 1e3, 123456.789e-10,
];
