import { describe, expect, it, test } from 'vitest';
import { explainRule, listRules } from '../../lib/policy/explain.js';
import { RULES } from '../../lib/policy/registry.js';
import { expired } from '../../lib/policy/rules/exception/expired.js';
import { latestTag } from '../../lib/policy/rules/image/latest-tag.js';
import { selectRules } from '../../lib/policy/selection.js';
import { bulkhead, workspace } from '../cli/command.js';

describe('explain', () => {
  it('says all that a rule says, and shows its examples', () => {
    expect(
      explainRule({
        ...latestTag,
        examples: {
          valid: [{ title: 'a digest', manifests: '\na: 1\n\nb: 2\n' }],
          invalid: [{ declarations: { 'platform/x.yaml': 'c: 3\n' }, finds: ['one', 'two'] }],
        },
      }),
    ).toBe(`\
image/latest-tag (error)

An image is named by a digest, or by a tag other than \`latest\`.

Why:
  What \`latest\` names changes: two pods of one Deployment may run different programs, and nobody can
  say what ran yesterday. An image without a tag is \`latest\` too.

How to mend it:
  Name the version that was tested, best with its digest:
  \`registry.example.com/shop/web:1.4.2@sha256:…\`.

Upstream says so:
  https://kubernetes.io/docs/concepts/containers/images/#image-names

Found:
  # environments/sample/platform/x.yaml
  c: 3
  -> one
  -> two

Not found: a digest
  # a manifest
  a: 1

  b: 2
`);
  });

  it('shows a change from one state to the other, and says where there is nothing to show', () => {
    const text = explainRule({
      ...latestTag,
      examples: {
        valid: [{}],
        invalid: [{ before: { 'a.yaml': 'a: 1' }, after: { 'a.yaml': 'a: 2' }, finds: ['it'] }],
      },
    });
    expect(text).toContain(
      '  # before: environments/a.yaml\n  a: 1\n  # after: environments/a.yaml\n  a: 2\n  -> it\n',
    );
    expect(text).toContain('Not found:\n  what the sample environment renders\n');
  });

  it('lists rules by category', () => {
    expect(listRules([latestTag, { ...expired, severity: 'warning' }])).toBe(`\
image: what containers run
  image/latest-tag   error    An image is named by a digest, or by a tag other than \`latest\`.

exception: exceptions themselves
  exception/expired  warning  No exception is past its last day.
`);
  });

  it('is a command', () => {
    const folder = workspace({});
    expect(bulkhead(folder, 'explain', 'image/latest-tag')).toEqual({
      code: 0,
      stdout: explainRule(latestTag),
      stderr: '',
    });
    expect(bulkhead(folder, 'explain')).toEqual({ code: 0, stdout: listRules(RULES), stderr: '' });
    expect(bulkhead(folder, 'explain', 'image/latest')).toEqual({
      code: 3,
      stdout: '',
      stderr: 'error: there is no rule `image/latest`; did you mean `image/latest-tag`?\n',
    });
  });
});

describe('a selection of rules', () => {
  const rules = [latestTag, { ...latestTag, id: 'image/registry' as const }, expired];
  const selected = (...names: string[]) => {
    const found = selectRules(names, rules);
    return typeof found === 'string' ? found : found.map(({ id }) => id);
  };

  test.each<[string[], unknown]>([
    [['image'], ['image/latest-tag', 'image/registry']],
    [
      ['exception/expired', 'image/registry', 'image/registry'],
      ['image/registry', 'exception/expired'],
    ],
    [
      ['exception', 'image'],
      ['image/latest-tag', 'image/registry', 'exception/expired'],
    ],
    [['image', 'images'], 'there is no rule `images`; did you mean `image`?'],
    [['image/'], 'there is no rule `image/`; did you mean `image`?'],
    [['node'], 'the category `node` has no rule'],
    [['toString'], expect.stringMatching(/^there is no rule `toString`; the categories are pod-security, tenant, /)],
    [[''], expect.stringMatching(/^there is no rule ``; the categories are /)],
  ])('%j', (names, found) => {
    expect(selected(...names)).toEqual(found);
  });
});
