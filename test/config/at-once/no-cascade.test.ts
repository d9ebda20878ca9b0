import fc from 'fast-check';
import { expect, test } from 'vitest';
import { touches } from '../../../lib/config/path.js';
import { runs } from '../../property-runs.js';
import { complaints, loadAll } from '../declarations.js';
import { accidentsOf } from './accidents.js';
import { type Change, changesOf } from './changes.js';
import { SHEETS, type Sheet, SOUND } from './fleet.js';

test('the declarations are sound', () => {
  expect(complaints(SOUND)).toBe('');
});

/** One of the changes of one of the documents, that makes it faulty by itself. */
function oneOf(changes: (sheet: Sheet) => Change[]): fc.Arbitrary<{ sheet: Sheet; change: Change }> {
  const all = SHEETS.map((sheet) => ({ sheet, changes: changes(sheet) }));
  return fc
    .constantFrom(...all)
    .chain(({ sheet, changes }) => fc.constantFrom(...changes).map((change) => ({ sheet, change })));
}

/** Of several layers of one declaration the last that mentions a mapping is told what is missing in it. */
function identityAt(path: string): string | undefined {
  return path.split('/').at(-1);
}

function toldOf({ sheet, change }: { sheet: Sheet; change: Change }) {
  const broken = change.broken();
  fc.pre(broken !== undefined);
  const { [sheet.path]: _, ...others } = SOUND;
  const { problems } = loadAll({ ...others, [broken.path]: broken.text });
  expect(problems.length, change.what).toBeGreaterThan(0);
  return { problems, file: broken.path };
}

test.each([
  ['something wrong in one document', changesOf],
  ['one document that cannot be read or stands in a wrong place', accidentsOf],
])('%s: nobody else is blamed', (_, changes) => {
  fc.assert(
    fc.property(oneOf(changes), (one) => {
      const { problems, file } = toldOf(one);
      const own = new Set([
        file,
        ...SHEETS.map(({ path }) => path).filter((path) => identityAt(path) === identityAt(one.sheet.path)),
      ]);
      const elsewhere = problems.filter(({ place }) => !own.has(place.file.path));
      expect(
        elsewhere.map(({ place, message }) => `${place.file.path}: ${message}`),
        one.change.what,
      ).toEqual([]);
    }),
    runs(150),
  );
});

test('something wrong at one place of a document: nothing else in it is blamed', () => {
  const withPlaces = (sheet: Sheet) => changesOf(sheet).filter(({ paths }) => paths !== undefined);
  fc.assert(
    fc.property(oneOf(withPlaces), (one) => {
      const { problems } = toldOf(one);
      const paths = one.change.paths ?? [];
      const besides = problems.filter(({ place }) => !touches(place.path ?? [], paths));
      expect(
        besides.map(({ message }) => message),
        one.change.what,
      ).toEqual([]);
    }),
    runs(150),
  );
});
