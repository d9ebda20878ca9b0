import { parseXml, type XmlElement } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { marked, type Token } from 'marked';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { isDnsLabel, isDnsSubdomain } from '../../../lib/kubernetes/names.js';
import type { Finding } from '../../../lib/policy/finding.js';
import { FORMATS, type FormatName } from '../../../lib/policy/reports/formats.js';
import { line } from '../../../lib/policy/reports/line.js';
import type { Report } from '../../../lib/policy/reports/report.js';
import { SEVERITIES } from '../../../lib/policy/rule.js';
import { runs } from '../../property-runs.js';
import { exception, finding, NOTHING, rule } from './findings.js';
import { faultsOfSarif } from './sarif-schema.js';

const PIECES = [
  ...['\n', '\r\n', '\0', '\u001b[31m', '\u202e', '\u2066', '\u200b', '\u2028', '\u0085', '\ufeff', '\uffff', '\ufffe'],
  ...['\ud800', '\udfff', '😀', 'ﷺ', ' ', '  ', '\t', '\u00a0'],
  ...['-->', ']]>', '<![CDATA[', '</testsuites>', '<script>alert(1)</script>', '&amp;', '&#0;', '"', "'", '<!-- '],
  ...['|', '`', '``', '```', '\\', '\\|', '@team', '#1', '[a](https://evil.example)', 'https://evil.example', 'a@b.co'],
  ...['www.evil.example', '<https://evil.example>', '---', '===', '# ', '- ', '1. ', '> ', '~~', '**', '$x$', ':tada:'],
  ...['::error::', '::set-output name=a::b', '##[add-mask]', '%0A::stop-commands::x', '%', ',', ':', '{0}', '{{'],
  ...['yes', 'null', '0o7', '1e3', '2001-01-01', '!!str', '&a', '*a', '? ', '../', '/', './', 'a'],
];

const hostile = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** Whatever stands in somebody's manifests, the names of his files, and what he gives as a reason. */
const texts = fc.record({
  message: hostile,
  kind: hostile,
  name: hostile,
  namespace: hostile,
  path: hostile,
  container: hostile,
  environment: hostile,
  tenant: hostile,
  file: hostile,
  text: hostile,
  related: hostile,
  reason: hostile,
});
type Texts = typeof texts extends fc.Arbitrary<infer T> ? T : never;

/** The same with nothing in it to fear. */
function harmless(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text === '' ? '' : 'a'])) as Texts;
}

/** Says which finding it is, at a place that no limit on length reaches. */
const mark = (index: number) => `finding-${index}-of-it`;

function findingOf(texts: Texts, index: number): Finding {
  const { kind, name, namespace, path, container, environment, tenant } = texts;
  const file = { path: texts.file, text: `${texts.text}\na: b\n` };
  return finding({
    rule: rule(`image/${SEVERITIES[index % 3]}`, SEVERITIES[index % 3] ?? 'error'),
    message: `${mark(index)} ${texts.message}`,
    object: { apiVersion: `${index}/v1`, kind, namespace, name },
    path,
    container,
    environment,
    tenant,
    manifest: { file, span: { start: 0, end: texts.text.length } },
    declaration: { file, document: 0, path: ['a'] },
    related: { message: texts.related, place: { file, span: { start: 1, end: 3 } } },
  });
}

function reportOf(all: readonly Texts[]): Report {
  const findings = all.map(findingOf);
  const excusing = all.slice(0, 1).map((texts) => ({
    ...exception,
    name: texts.name,
    spec: { ...exception.spec, reason: texts.reason, owner: texts.tenant },
  }));
  return {
    ...NOTHING,
    rules: SEVERITIES.map((severity) => rule(`image/${severity}`, severity)),
    findings,
    suppressed: excusing.map((exception) => ({ exception, finding: findingOf(all[0] as Texts, 900) })),
    notEvaluated: all
      .slice(0, 1)
      .map(({ file, reason, kind, name }) => ({ object: { apiVersion: 'v1', kind, name }, file, reason })),
    known: all.slice(0, 1).map((texts) => findingOf(texts, 901)),
  };
}

function holds(check: (report: Report, written: (name: FormatName) => string, all: readonly Texts[]) => void): void {
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 8 }), (all) => {
      const report = reportOf(all);
      check(report, (name) => FORMATS[name](report, { colour: false }), all);
    }),
    runs(60),
  );
}

const times = (text: string, part: string) => text.split(part).length - 1;

/** Tabs and line breaks are ours: nothing else may act on a terminal, hide, or turn text around. */
const ACTS = /[^\n\P{Cc}]|[\u2028\u2029]|\p{Bidi_Control}|\p{Surrogate}|\p{Noncharacter_Code_Point}|\u200b/u;

describe('whatever is found, by whatever name', () => {
  test.each(Object.keys(FORMATS) as FormatName[])(
    '%s carries each finding once, ends its last line, and acts on nothing',
    (name) => {
      holds((report, written) => {
        const text = written(name);
        expect(text.endsWith('\n')).toBe(true);
        expect(text).not.toMatch(ACTS);
        const shown = name === 'junit' ? text.replace(/message="[^"]*"/g, '') : text;
        report.findings.forEach((_, index) => {
          expect(times(shown, mark(index))).toBe(1);
        });
      });
    },
  );

  test('json gives back every text as it is', () => {
    holds((report, written, all) => {
      const { findings, suppressed } = JSON.parse(written('json'));
      expect(findings.map(({ message }: Finding) => message)).toEqual(report.findings.map(({ message }) => message));
      expect(findings.map(({ manifest }: { manifest: { file: string } }) => manifest.file)).toEqual(
        all.map(({ file }) => file),
      );
      expect(suppressed.map((each: { exception: { reason: string } }) => each.exception.reason)).toEqual(
        all.slice(0, 1).map(({ reason }) => reason),
      );
      expect(written('json')).toMatch(/^[\n -~]*$/);
    });
  });

  test('sarif keeps to its schema', () => {
    holds((_, written) => {
      expect(faultsOfSarif(JSON.parse(written('sarif')))).toEqual([]);
    });
  });

  test('junit is well-formed, and its elements are ours', () => {
    holds((report, written, all) => {
      const root = parseXml(written('junit')).root as XmlElement;
      const own = reportOf(all.map(harmless));
      expect(elements(root)).toEqual(elements(parseXml(FORMATS.junit(own, { colour: false })).root as XmlElement));
      const messages = written('junit').match(/<failure [^>]*message="[^"]*"/g) ?? [];
      expect(messages).toHaveLength(report.findings.filter(({ severity }) => severity !== 'note').length);
    });
  });

  test('gitlab names a rule, a place and a fingerprint for each', () => {
    holds((report, written) => {
      const entries = JSON.parse(written('gitlab'));
      expect(entries).toHaveLength(report.findings.length + report.known.length);
      for (const { check_name, location, fingerprint } of entries) {
        expect(check_name).toMatch(/^image\//);
        expect(location.lines.begin).toBeGreaterThan(0);
        expect(location.path).not.toMatch(/^\.\//);
        expect(fingerprint).toMatch(/^[0-9a-f]{32}$/);
      }
    });
  });

  test('github obeys our commands only', () => {
    holds((report, written) => {
      const commands = written('github')
        .split('\n')
        .flatMap((text) => commandIn(text) ?? []);
      expect(commands).toHaveLength(report.findings.length);
      for (const [index, { message }] of report.findings.entries()) {
        const command = commands.find(({ data }) => data.startsWith(`${mark(index)} `));
        expect(command?.name).toBe(['error', 'warning', 'notice'][index % 3]);
        expect(command?.data.split('\n')[0]).toBe(line(message));
        expect(command?.properties.get('title')).toBe(`image/${SEVERITIES[index % 3]}`);
      }
    });
  });

  test('human gives a log no command', () => {
    holds((_, written) => {
      expect(
        written('human')
          .split('\n')
          .flatMap((text) => commandIn(text) ?? []),
      ).toEqual([]);
    });
  });

  test('markdown has every text in a code span, and its structure is ours', () => {
    holds((report, written, all) => {
      const tokens = marked.lexer(written('markdown'));
      const own = marked.lexer(FORMATS.markdown(reportOf(all.map(harmless)), { colour: false }));
      expect(structure(tokens)).toEqual(structure(own));
      const spans = new Set(codeSpans(tokens));
      for (const { message } of report.findings) expect(spans).toContain(line(message));
    });
  });

  test('openreports reads the same in YAML 1.1 and 1.2, with names that a cluster takes', () => {
    holds((report, written) => {
      const text = written('openreports');
      const read = loadAll(text) as {
        metadata: { name: string; namespace?: string };
        results: { message: string }[];
      }[];
      for (const version of ['1.1', '1.2'] as const) {
        const documents = parseAllDocuments(text, { version });
        expect(documents.flatMap((document) => ('errors' in document ? document.errors : []))).toEqual([]);
        expect(documents.map((document) => document.toJS())).toEqual(read);
      }
      const messages = new Set(read.flatMap(({ results }) => results.map(({ message }) => message)));
      for (const { message } of report.findings) expect(messages).toContain(line(message));
      for (const { metadata } of read) {
        expect(isDnsSubdomain(metadata.name)).toBe(true);
        expect(metadata.namespace === undefined || isDnsLabel(metadata.namespace)).toBe(true);
      }
      const identities = read.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
      expect(new Set(identities).size).toBe(identities.length);
    });
  });
});

function elements({ name, children }: XmlElement): unknown {
  return [name, ...children.filter((child): child is XmlElement => child.type === 'element').map(elements)];
}

/** What is in no code span, and what the parser takes it for. */
function structure(tokens: readonly Token[]): unknown[] {
  return tokens.map((token) => {
    if (token.type === 'codespan') return 'codespan';
    if (token.type === 'list') return token.items.map((item: { tokens: Token[] }) => structure(item.tokens));
    return 'tokens' in token && token.tokens !== undefined
      ? [token.type, ...structure(token.tokens)]
      : [token.type, token.raw];
  });
}

function codeSpans(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    if (token.type === 'codespan') return [token.text];
    if (token.type === 'list') return token.items.flatMap((item: { tokens: Token[] }) => codeSpans(item.tokens));
    return 'tokens' in token && token.tokens !== undefined ? codeSpans(token.tokens) : [];
  });
}

interface Command {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

/** As the runner reads a line of a log: TryParseV2 and TryParse in src/Runner.Common/ActionCommand.cs of actions/runner. */
function commandIn(text: string): Command | undefined {
  const trimmed = text.trimStart();
  if (trimmed.startsWith('::')) {
    const end = trimmed.indexOf('::', 2);
    if (end >= 0) {
      const [name = '', ...rest] = trimmed.slice(2, end).split(' ');
      const listed = rest
        .join(' ')
        .split(',')
        .filter((property) => property !== '');
      const properties = listed.map((property): [string, string] => {
        const [key = '', ...value] = property.split('=');
        return [key, decoded(value.join('=')).replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%')];
      });
      return { name, properties: new Map(properties), data: decoded(trimmed.slice(end + 2)).replaceAll('%25', '%') };
    }
  }
  const old = /##\[([^\]]+)\]/.exec(text);
  return old === null ? undefined : { name: old[1] ?? '', properties: new Map(), data: '' };
}

function decoded(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}
