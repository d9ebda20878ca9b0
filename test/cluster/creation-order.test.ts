import { expect, it } from 'vitest';
import { beforeWalls } from './creation-order.js';

const created = (...names: string[]) =>
  names.map((name, revision) => {
    const [resource = '', namespace = ''] = name.split('/');
    return { name, resource, namespace, revision };
  });

it.each([
  ['networkpolicies/a/default-deny', ['pods/a/one']],
  ['resourcequotas/a/objects', ['pods/a/one']],
  ['limitranges/a/defaults', ['pods/a/one']],
  ['networkpolicies/a/allow-dns', []],
  ['limitranges/b/defaults', []],
])('tells what was there before %s', (wall, early) => {
  const creations = created('pods/a/one', 'services/a/one', wall, 'pods/a/two');
  expect(beforeWalls(creations, ['pods'])).toEqual(early);
});
