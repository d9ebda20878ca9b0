import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldersOf, foldersOfAll, pathFault } from '../../lib/synth/rendered-path.js';

const PARTS = [
  'a',
  'a-b.yaml',
  'a.',
  'a..b',
  '.a',
  '.',
  '..',
  '',
  'A',
  'é',
  '\\',
  '\0',
  '\n',
  'a\n',
  'c:',
  '.bulkhead-x',
];
const paths = fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

it('nothing is wrong with a path just where it stays in the tree and everybody can check it out', () => {
  const isWrong = (part: string) => ['', '.', '..', '\\', '\0', '\n', 'a\n'].includes(part);
  fc.assert(
    fc.property(paths, (path) => {
      const parts = path.split('/');
      const [first] = parts;
      const wrong = parts.some(isWrong) || first === 'c:' || first === '.bulkhead-x';
      expect(pathFault(path) !== undefined).toBe(wrong);
    }),
  );
});

it('the folders of all files are those of each', () => {
  fc.assert(
    fc.property(fc.array(paths), (all) => {
      const files = all.map((path) => ({ path, content: Buffer.alloc(0) }));
      const folders = foldersOfAll(files);
      expect(new Set(folders.keys())).toEqual(new Set(all.flatMap(foldersOf)));
      for (const [folder, path] of folders) expect(path).toBe(all.find((each) => foldersOf(each).includes(folder)));
    }),
  );
});
