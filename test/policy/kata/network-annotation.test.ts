import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attachmentsIn } from '../../../lib/policy/kata/network-annotation.js';
import { runs } from '../../property-runs.js';

test.each([
  ['fabric', [['shop/fabric', 'net1']]],
  ['fabrics/storage@fast0', [['fabrics/storage', 'fast0']]],
  [
    'fabrics/storage, other',
    [
      ['fabrics/storage', 'net1'],
      ['shop/other', 'net2'],
    ],
  ],
  [
    '[{"name": "storage", "namespace": "fabrics"}, {"name": "other", "interface": "eth7"}]',
    [
      ['fabrics/storage', 'net1'],
      ['shop/other', 'eth7'],
    ],
  ],
  [',fabric', [['shop/fabric', 'net2']]],
  ['', []],
  ['[', []],
  ['[{"name": 1}, null, "fabric"]', []],
  ['{"name": "fabric"}', [['shop/{"name": "fabric"}', 'net1']]],
])('%s asks for %j', (annotation, expected) => {
  expect(attachmentsIn(annotation, 'shop').map((each) => [each.definition, each.interface])).toEqual(expected);
});

test('whatever stands there, it is read', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (annotation) => {
      for (const { definition } of attachmentsIn(annotation, 'shop')) expect(definition).toContain('/');
    }),
    runs(300),
  );
});
