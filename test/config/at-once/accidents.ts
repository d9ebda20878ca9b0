import { readDocuments } from '../../../lib/config/read.js';
import type { Change } from './changes.js';
import { type Sheet, textOf } from './fleet.js';

/** What happens to the text of a document, and to its file, such that it cannot be read or stands in a wrong place. */
export function accidentsOf(sheet: Sheet): Change[] {
  const text = textOf(sheet);
  const lines = text.split('\n');
  return [
    ...[...text].flatMap((_, at) => [
      damaged(sheet, `without the character at ${at}`, text.slice(0, at) + text.slice(at + 1)),
      ...STRAY.map((stray) =>
        damaged(sheet, `${JSON.stringify(stray)} at ${at}`, text.slice(0, at) + stray + text.slice(at)),
      ),
    ]),
    ...lines.flatMap((line, index) => {
      const other = (...instead: string[]) =>
        [...lines.slice(0, index), ...instead, ...lines.slice(index + 1)].join('\n');
      return [
        damaged(sheet, `line ${index + 1} twice`, other(line, line)),
        damaged(sheet, `line ${index + 1} in conflict`, other('<<<<<<< HEAD', line, '=======', line, '>>>>>>> theirs')),
      ];
    }),
    ...misplacements(sheet),
  ];
}

const STRAY = ['"', '[', ': ', '\t', '&', '*', '{', '\n---\n', '!x '];

function damaged(sheet: Sheet, what: string, text: string): Change {
  return {
    what: `${sheet.path}: ${what}`,
    broken: () =>
      readDocuments({ path: sheet.path, text }).problems.length > 0 ? { path: sheet.path, text } : undefined,
  };
}

function misplacements(sheet: Sheet): Change[] {
  const [root, layer, room] = sheet.path.split('/');
  const places = ['platform', 'tenants/shop', 'exceptions', 'stuff'].filter((place) => !place.startsWith(room ?? ''));
  const paths = [...places, 'tenants'].map((place) => `${root}/${layer}/${place}/x.yaml`);
  return [...paths, `${root}/${layer}/x.yaml`, `${root}/x.yaml`].map((path) => ({
    what: `${sheet.path}: it stands at ${path}`,
    broken: () => ({ path, text: textOf(sheet) }),
  }));
}
