import { describe, expect, test } from 'vitest';
import { CATEGORIES } from '../../lib/policy/category.js';
import { RULES } from '../../lib/policy/registry.js';
import { judgeExample } from './judged.js';

test('every id is its own, in a category that there is', () => {
  const ids = RULES.map(({ id }) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  expect(ids.filter((id) => !Object.hasOwn(CATEGORIES, id.split('/')[0] ?? ''))).toEqual([]);
  expect(ids.filter((id) => !/^[a-z-]+\/[a-z0-9-]+$/.test(id))).toEqual([]);
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test('says what, why and how to mend it, in whole sentences, and where upstream says so', () => {
    for (const text of [rule.what, rule.why, rule.fix]) expect(text).toMatch(/^[A-Z`].{20,}[.`]$/s);
    expect(rule.source).toMatch(/^https:\/\//);
  });

  test.each(rule.examples.valid.map((example, at) => [example.title ?? `${at + 1}`, example] as const))(
    'finds nothing in valid example %s',
    (_, example) => {
      expect(judgeExample(example, [rule, ...othersFor(rule.scope)]).findings.filter(isOf(rule.id))).toEqual([]);
    },
  );

  test.each(rule.examples.invalid.map((example, at) => [example.title ?? `${at + 1}`, example] as const))(
    'finds what is wrong in invalid example %s',
    (_, example) => {
      const { findings } = judgeExample(example, [rule, ...othersFor(rule.scope)]);
      expect(findings.filter(isOf(rule.id)).map(({ message }) => message)).toEqual(example.finds);
    },
  );
});

/** What an exception excuses, others have to find. */
function othersFor(scope: string) {
  return scope === 'exceptions' ? RULES.filter((rule) => rule.scope === 'environment') : [];
}

function isOf(id: string) {
  return ({ rule }: { rule: { id: string } }) => rule.id === id;
}
