import { describe, expect, test } from 'vitest';
import { code } from '../../../lib/policy/reports/code-span.js';
import { markdown } from '../../../lib/policy/reports/markdown.js';
import { EVERYTHING, finding, latest, NOTHING, rule } from './findings.js';

const plain = { colour: false };

describe('the Markdown report', () => {
  test('tells of every rule what it found, and how to mend it', () => {
    expect(markdown(EVERYTHING, plain)).toBe(`\
### ❌ 4 findings

2 errors, 1 warning, 1 note; 1 suppressed by exceptions; 1 known to the baseline; 1 not evaluated; 5 objects judged by 4 rules

#### error: image/latest-tag (1)

An image is named by a digest, or by a tag other than \`latest\`. Name the version that was tested, best with its digest: \`registry.example.com/shop/web:1.4.2@sha256:…\`.

- \`container "web" runs registry.example.com/shop/web:latest, whose tag is latest\` at \`environments/prod/tenants/shop/web.yaml:6:10\`  
  \`Deployment shop-web/web\`, \`spec.template.spec.containers[name=web].image\`, environment \`prod\`, rendered at \`dist/prod/tenants/shop/workloads/shop-web/web.yaml:11:18\`

#### error: change/node-layer (1)

What change/node-layer demands. How \`change/node-layer\` is mended.

- \`the change reaches the nodes of dev and prod at once\`

#### warning: tenant/owner-labels (1)

What tenant/owner-labels demands. How \`tenant/owner-labels\` is mended.

- \`the namespace names no owner\` at \`./charts/a b.yaml:3:1\`  
  \`Namespace guests\`, \`metadata.labels\`

#### note: manifest/twice (1)

What manifest/twice demands. How \`manifest/twice\` is mended.

- \`ConfigMap guests/motd is there twice\` at \`./charts/a b.yaml:10:1\`  
  \`ConfigMap guests/motd\`, \`the first one\` at \`./charts/a b.yaml:6:1\`

#### Suppressed by exceptions

- image/latest-tag: \`container "old" runs vendor.example.com/old, which has no tag and so is latest\`  
  \`Deployment shop-web/old\`, \`spec.template.spec.containers[name=old].image\`, environment \`prod\`; \`shop-old\` of \`platform@example.com\` until 2026-06-30: \`the vendor tags nothing but latest\`

#### Not evaluated

- \`VirtualMachine shop-web/desktop\` in \`dist/prod/vm.yaml\`: \`its pod is made by KubeVirt, and is not modelled yet\`
`);
  });

  test('heads findings of a rule with the severity that they have, the most severe', () => {
    const headings = (...severities: ('error' | 'warning' | 'note')[]) =>
      markdown({ ...NOTHING, findings: severities.map((severity) => ({ ...latest, severity })) }, plain).match(
        /^#### .*/gm,
      );
    expect(headings('note', 'warning')).toEqual(['#### warning: image/latest-tag (2)']);
    expect(headings('note', 'error')).toEqual(['#### error: image/latest-tag (2)']);
  });

  test.each([
    ['✅ 0 findings', []],
    ['⚠️ 1 finding', [finding({ rule: rule('image/a', 'note'), message: 'a' })]],
    ['❌ 1 finding', [latest]],
  ])('begins with %s', (title, findings) => {
    expect(markdown({ ...NOTHING, findings }, plain).split('\n')[0]).toBe(`### ${title}`);
  });

  const many = (length: number, rules = 1) =>
    Array.from({ length }, (_, at) =>
      finding({
        ...latest,
        rule: rule(`image/r${at % rules}`, 'error'),
        message: `finding ${at} of many that say the same`,
      }),
    );

  test.each([
    [140, 1, ['finding 139 ', 'rendered at'], [' left out']],
    [500, 1, ['finding 499 ', 'remedies are left out'], ['rendered at', ' more, left out']],
    [3000, 5, ['finding 249 ', '- … and 550 more, left out for length', 'remedies are left out'], ['finding 250 ']],
    [25_000, 40, ['finding 399 ', '- … and 615 more, left out for length'], ['finding 400 ']],
    [25_000, 200, ['finding 399 ', '- … and 123 more, left out for length'], ['finding 400 ']],
    [25_000, 600, ['| error | image/r599 | 41 |', 'The findings themselves are left out'], ['finding 0 ']],
  ])('of %i findings of %i rules tells what fits, and what was left out', (length, rules, has, lacks) => {
    const text = markdown({ ...NOTHING, findings: many(length, rules) }, plain);
    expect(text.length).toBeLessThanOrEqual(60_000);
    for (const part of has) expect(text).toContain(part);
    for (const part of lacks) expect(text).not.toContain(part);
  });
});

describe('a code span', () => {
  test.each([
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`a', '`` `a ``'],
    ['a``', '``` a`` ```'],
    [' a ', '`  a  `'],
    ['a\nb', '`a\\x0ab`'],
    ['', '`  `'],
  ])('of %j is %s', (text, written) => {
    expect(code(text)).toBe(written);
  });
});
