import { locate } from '../../../lib/config/positions.js';
import type { Place } from '../../../lib/config/source.js';
import type { Text } from './case.js';

/** The text of a file of declarations or of `dist`, where there is one. */
export type TextOf = (path: string) => string | undefined;

const MARK = '»';

/** `environments/prod/platform/shop.yaml:6:11 quota: »cpu: 4`: a place with its line, to be compared and read. */
export function shownPlace(place: Place): string {
  const { file, line, column } = locate(place);
  return shown(file, place.file.text, line, column);
}

/** The same of a place that a case names by its text. */
export function shownText({ file, marked }: Text, textOf: TextOf): string {
  const text = textOf(file);
  if (text === undefined) throw new Error(`there is no ${file}`);
  const [before = '', after, ...more] = marked.split(MARK);
  if (after === undefined || more.length > 0) throw new Error(`${marked}: mark one place with ${MARK}`);
  const stretch = before + after;
  if (text.split(stretch).length !== 2)
    throw new Error(`${stretch} stands ${text.split(stretch).length - 1} times in ${file}:\n${text}`);
  const lines = text.slice(0, text.indexOf(stretch) + before.length).split('\n');
  return shown(file, text, lines.length, (lines.at(-1) ?? '').length + 1);
}

function shown(file: string, text: string, line: number, column: number): string {
  const written = text.split('\n')[line - 1] ?? '';
  return `${file}:${line}:${column} ${(written.slice(0, column - 1) + MARK + written.slice(column - 1)).trim()}`;
}
