import { describe, expect, test } from 'vitest';
import { github } from '../../../lib/policy/reports/github.js';
import { EVERYTHING, finding, latest, NOTHING, rule } from './findings.js';

const linesOf = (report = EVERYTHING) => github(report, { colour: true }).split('\n');

describe('the report for GitHub Actions', () => {
  test('annotates the declared line, most severe first, and ends with the summary', () => {
    expect(linesOf()).toEqual([
      '::error file=environments/prod/tenants/shop/web.yaml,line=6,col=10,title=image/latest-tag::' +
        'container "web" runs registry.example.com/shop/web:latest, whose tag is latest' +
        '%0ADeployment shop-web/web, spec.template.spec.containers[name=web].image' +
        '%0Arendered at dist/prod/tenants/shop/workloads/shop-web/web.yaml:11:18' +
        '%0AName the version that was tested, best with its digest: `registry.example.com/shop/web:1.4.2@sha256:…`.',
      '::error title=change/node-layer::the change reaches the nodes of dev and prod at once%0AHow `change/node-layer` is mended.',
      '::warning file=charts/a b.yaml,line=3,col=1,title=tenant/owner-labels::the namespace names no owner' +
        '%0ANamespace guests, metadata.labels%0AHow `tenant/owner-labels` is mended.',
      '::notice file=charts/a b.yaml,line=10,col=1,title=manifest/twice::ConfigMap guests/motd is there twice' +
        '%0AConfigMap guests/motd%0AHow `manifest/twice` is mended.',
      '2 errors, 1 warning, 1 note; 1 suppressed by exceptions; 1 known to the baseline; 1 not evaluated; 5 objects judged by 4 rules',
      '',
    ]);
  });

  test('escapes as the toolkit does', () => {
    const manifest = { file: { path: 'a,b:50%.yaml', text: '' } };
    const [line] = linesOf({
      ...NOTHING,
      findings: [{ ...latest, message: '50%\n::error::', manifest, declaration: manifest }],
    });
    expect(line).toMatch(
      /^::error file=a%2Cb%3A50%25\.yaml,line=1,col=1,title=image\/latest-tag::50%25\\x0a::error::%0A/,
    );
  });

  test('says how many findings GitHub would drop, and lists them in the log', () => {
    const many = (severity: 'error' | 'warning' | 'note', length: number) =>
      Array.from({ length }, (_, at) =>
        finding({ rule: rule(`image/${severity}`, severity), message: `${severity} ${at}` }),
      );
    const lines = linesOf({
      ...NOTHING,
      findings: [...many('note', 10), ...many('warning', 10), ...many('error', 12)],
    });
    const beginning = (start: string) => lines.filter((line) => line.startsWith(start));
    expect(beginning('::error ')).toHaveLength(10);
    expect(beginning('::warning ')).toHaveLength(10);
    // GitHub shows ten: the last one says that there are more.
    expect(beginning('::notice ')).toHaveLength(10);
    expect(lines[29]).toBe(
      '::notice title=bulkhead::12 errors, 10 warnings, 10 notes; 5 objects judged by 4 rules. GitHub shows no more annotations than these; 3 findings more in the log of this step.',
    );
    expect(lines.slice(30)).toEqual([
      '::group::findings without an annotation',
      '| error image/error: error 10',
      '| error image/error: error 11',
      '| note image/note: note 9',
      '::endgroup::',
      '12 errors, 10 warnings, 10 notes; 5 objects judged by 4 rules',
      '',
    ]);
  });

  test('gives the log no command in what it lists there', () => {
    const findings = Array.from({ length: 11 }, () => ({ ...latest, message: '##[add-mask]a' }));
    const listed = linesOf({ ...NOTHING, findings }).filter((line) => line.startsWith('| '));
    expect(listed).toEqual(['| environments/prod/tenants/shop/web.yaml:6:10: error image/latest-tag: ## [add-mask]a']);
  });
});
