import fc from 'fast-check';
import { it } from 'vitest';
import { fieldsAt, schemaAt } from '../../lib/config/schema/at.js';
import { documentSchema } from '../../lib/config/schema/document.js';
import { KINDS, type Kind } from '../../lib/config/schema/kinds.js';
import { isObject, type Json, valueAt } from '../../lib/kubernetes/json.js';
import { runs } from '../property-runs.js';
import { expectAnswer } from './answer.js';
import { large, NAMES, scalar, valuesOf } from './declared-values.js';
import { DOCUMENTS, filesWith, PLACES } from './places.js';
import { expectAnswerOrSound } from './sound.js';

const key = fc.oneof(fc.constantFrom(...NAMES, '__proto__', 'prototype', ''), fc.string({ maxLength: 10 }));
const { odd } = fc.letrec<{ odd: Json }>((tie) => ({
  odd: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: scalar },
    fc.array(tie('odd'), { maxLength: 3 }),
    fc.dictionary(key, tie('odd'), { maxKeys: 3, noNullPrototype: true }) as fc.Arbitrary<Json>,
    // A piece of a declaration in a place where another belongs.
    fc.constantFrom(...PLACES).map(({ document, path }) => (valueAt(document, path) ?? null) as Json),
  ),
}));

it('any value in any place gets an answer, or is rendered', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PLACES), odd, fc.nat(), (place, value, one) => {
      expectAnswerOrSound(filesWith([{ ...place, value }]), one);
    }),
    runs(120),
  );
});

/** Every field that a document has or could have, at every mapping that it has. */
const FIELDS = DOCUMENTS.flatMap((place) => {
  const spec = KINDS[place.document.kind as Kind].spec;
  const mappings = PLACES.filter(({ document, path }) => document === place.document && path[0] === 'spec');
  return mappings
    .filter(({ path }) => isObject(valueAt(place.document, path)))
    .flatMap(({ path }) => fieldsAt(spec, path.slice(1)).map((field) => ({ ...place, path: [...path, field] })))
    .flatMap((each) => {
      const schema = schemaAt(documentSchema(place.document.kind as Kind), each.path);
      return schema === undefined ? [] : [{ ...each, schema }];
    });
});

const change = fc
  .constantFrom(...FIELDS)
  .chain(({ schema, ...place }) => valuesOf(schema).map((value) => ({ ...place, value })));

it('any values that fields take get an answer, or are rendered', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(), (changes, one) => {
      expectAnswerOrSound(filesWith(changes), one);
    }),
    runs(100),
  );
});

it('however much a field is given, there is an answer within seconds', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PLACES, ...FIELDS), large, (place, value) => {
      expectAnswer(filesWith([{ ...place, value }]));
    }),
    runs(15),
  );
});
