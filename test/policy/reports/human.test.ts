import { describe, expect, test } from 'vitest';
import { human } from '../../../lib/policy/reports/human.js';
import { duplicate, EVERYTHING, finding, latest, NOTHING, rule, unlabelled } from './findings.js';

const plain = { colour: false };

describe('the human report', () => {
  test('shows the line that somebody wrote, what is rendered from it, and how to mend it', () => {
    expect(human(EVERYTHING, plain)).toBe(`\
./charts/a b.yaml:3:1: warning tenant/owner-labels: the namespace names no owner
     2 | kind: Namespace
>    3 | metadata:
       | ^^^^^^^^
   Namespace guests, metadata.labels
   How \`tenant/owner-labels\` is mended.

./charts/a b.yaml:10:1: note manifest/twice: ConfigMap guests/motd is there twice
     9 | ---
>   10 | apiVersion: v1
       | ^^^^^^^^^^^^^^
   ConfigMap guests/motd
   How \`manifest/twice\` is mended.
   ./charts/a b.yaml:6:1: the first one
     5 | ---
>    6 | apiVersion: v1
       | ^^^^^^^^^^^^^^

environments/prod/tenants/shop/web.yaml:6:10: error image/latest-tag: container "web" runs registry.example.com/shop/web:latest, whose tag is latest
     5 |   namespace: shop-web
>    6 |   image: registry.example.com/shop/web:latest
       |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   Deployment shop-web/web, spec.template.spec.containers[name=web].image, environment prod
   rendered at dist/prod/tenants/shop/workloads/shop-web/web.yaml:11:18
   Name the version that was tested, best with its digest: \`registry.example.com/shop/web:1.4.2@sha256:…\`.

error change/node-layer: the change reaches the nodes of dev and prod at once
   How \`change/node-layer\` is mended.

not evaluated: VirtualMachine shop-web/desktop in dist/prod/vm.yaml: its pod is made by KubeVirt, and is not modelled yet

2 errors, 1 warning, 1 note; 1 suppressed by exceptions; 1 known to the baseline; 1 not evaluated; 5 objects judged by 4 rules
`);
  });

  test('says in one line that there is nothing', () => {
    expect(human({ ...NOTHING, objects: 1 }, plain)).toBe('no findings; 1 object judged by 4 rules\n');
  });

  test('shows a line and its remedy once for several objects that it decides', () => {
    const other = { ...latest, object: { apiVersion: 'v1', kind: 'Pod', name: 'other' } };
    const text = human({ ...NOTHING, findings: [latest, other] }, plain);
    expect(text.split('   image: registry').length - 1).toBe(1);
    expect(text.split(latest.rule.fix).length - 1).toBe(1);
    expect(text).toContain('\n   Pod other, spec.template');
  });

  test('groups what was not evaluated by its reason', () => {
    const vm = (name: string) => ({
      object: { apiVersion: 'v1', kind: 'VM', name },
      file: 'vm.yaml',
      reason: 'too new',
    });
    const notEvaluated = [vm('a'), vm('b'), { file: 'big.yaml', reason: 'over 5 MB' }];
    expect(human({ ...NOTHING, notEvaluated }, plain)).toBe(`\
not evaluated: VM a in vm.yaml and 1 more: too new

not evaluated: big.yaml: over 5 MB

no findings; 3 not evaluated; 5 objects judged by 4 rules
`);
  });

  test('lists a hundred findings of a rule, and says how many more there are', () => {
    const many = Array.from({ length: 103 }, (_, at) =>
      finding({ rule: rule('image/many', 'error'), message: `no ${at}.` }),
    );
    const text = human({ ...NOTHING, findings: [...many, duplicate] }, plain);
    expect(text).toContain('no 99.');
    expect(text).not.toContain('no 100.');
    expect(text).toContain('\n\nimage/many: 3 more findings, not listed here\n\n103 errors, 1 note;');
    expect(text).toContain('manifest/twice');
  });

  test('has colours by severity where they are asked for', () => {
    const text = human({ ...NOTHING, findings: [unlabelled, latest] }, { colour: true });
    expect(text).toContain('\u001b[33mwarning\u001b[39m tenant/owner-labels: \u001b[1mthe namespace names no owner');
    expect(text).toContain('\u001b[31merror\u001b[39m image/latest-tag');
  });

  test('obeys nobody in a log of GitHub Actions', () => {
    const manifest = { file: { path: '::error::a.yaml', text: 'a: "##[add-mask]b"\n' }, document: 0, path: ['a'] };
    const text = human({ ...NOTHING, findings: [{ ...unlabelled, manifest }] }, plain);
    expect(text).toContain('./::error::a.yaml:1:4: warning');
    expect(text).toContain('a: "## [add-mask]b"');
    expect(text).not.toContain('##[');
  });

  test('says where a secret stands, and does not repeat it', () => {
    const secret = {
      ...latest,
      rule: { ...latest.rule, confidential: true as const },
      message: 'key "a" holds a token',
    };
    const text = human({ ...NOTHING, findings: [secret] }, plain);
    expect(text).toContain('environments/prod/tenants/shop/web.yaml:6:10: error');
    expect(text).not.toContain('|');
  });
});
