import { locate } from '../../config/positions.js';
import { CATEGORIES } from '../category.js';
import type { Finding } from '../finding.js';
import type { Rule } from '../rule.js';
import { line } from './line.js';
import { mostSevereFirst } from './order.js';
import type { Format, Report } from './report.js';
import { at, inRepository, nameOf, placeToMend } from './subject.js';
import { count } from './summary.js';

/** One rule asked of one object. */
interface Case {
  readonly rule: Rule;
  readonly name: string;
  readonly findings: Finding[];
  /** Why it is none that fails: an exception, or a baseline. */
  readonly passed: string[];
}

interface Test {
  readonly text: string;
  readonly outcome: 'failure' | 'skipped' | 'passed';
}

/**
 * A suite for each category of rules, a case for each rule and object of which something was found, and one for each
 * rule that found nothing. Errors and warnings fail, as in ESLint's report; a note is the output of a case that passes.
 */
export const junit: Format = (report) => {
  const cases = casesOf(report);
  const suites = new Map<string, Test[]>(Object.keys(CATEGORIES).map((category) => [category, []]));
  const add = (category: string, test: Test) => {
    const suite = suites.get(category);
    if (suite === undefined) suites.set(category, [test]);
    else suite.push(test);
  };
  const found = new Set(cases.map(({ rule }) => rule.id));
  for (const rule of report.rules)
    if (!found.has(rule.id)) add(categoryOf(rule), { text: `${opening(rule.id, 'all objects')}/>`, outcome: 'passed' });
  for (const each of cases) add(categoryOf(each.rule), testOf(each));
  for (const { object, file, reason } of report.notEvaluated) {
    const start = opening('not evaluated', object === undefined ? file : nameOf(object), { file });
    const skipped = element('skipped', { message: reason });
    add('not-evaluated', { text: `${start}>\n      ${skipped}\n    </testcase>`, outcome: 'skipped' });
  }
  const all = [...suites].filter(([, tests]) => tests.length > 0);
  const body = all.map(([name, tests]) => {
    const listed = tests.map(({ text }) => `\n    ${text}`).join('');
    return `\n  <testsuite name="${xml(name)}" ${totals(tests)}>${listed}\n  </testsuite>`;
  });
  const every = totals(all.flatMap(([, tests]) => tests));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="bulkhead" ${every}>${body.join('')}\n</testsuites>\n`;
};

function casesOf({ findings, known, suppressed }: Report): Case[] {
  const cases = new Map<string, Case>();
  const caseOf = ({ rule, object, environment, ...finding }: Finding): Case => {
    const subject = object === undefined ? (placeToMend(finding)?.file.path ?? 'everything') : nameOf(object);
    const key = JSON.stringify([rule.id, environment, object ?? subject]);
    const begun = cases.get(key);
    if (begun !== undefined) return begun;
    const name = environment === undefined ? subject : `${environment}: ${subject}`;
    const found = { rule, name, findings: [], passed: [] };
    cases.set(key, found);
    return found;
  };
  for (const finding of findings) caseOf(finding).findings.push(finding);
  for (const finding of known) caseOf(finding).passed.push(`known to the baseline: ${describe(finding)}`);
  for (const { finding, exception } of suppressed) {
    const { reason, expires } = exception.spec;
    caseOf(finding).passed.push(`excused by ${exception.name} until ${expires} (${reason}): ${describe(finding)}`);
  }
  return [...cases.values()];
}

function testOf({ rule, name, findings, passed }: Case): Test {
  const [first] = mostSevereFirst(findings);
  const location = first && placeToMend(first);
  const start = opening(rule.id, name, location && locate(location));
  const lines = [...findings.map(describe), ...passed];
  if (first === undefined) {
    const [only = '', ...others] = passed;
    const message = others.length === 0 ? only : `${passed.length} findings known or excused`;
    const all = others.length === 0 ? '' : content(passed);
    return { text: `${start}>\n      ${element('skipped', { message }, all)}\n    </testcase>`, outcome: 'skipped' };
  }
  if (first.severity === 'note')
    return {
      text: `${start}>\n      ${element('system-out', {}, content(lines))}\n    </testcase>`,
      outcome: 'passed',
    };
  const message = findings.length === 1 ? first.message : count(findings.length, 'finding');
  const failure = element('failure', { type: first.severity, message }, content([...lines, rule.fix]));
  return { text: `${start}>\n      ${failure}\n    </testcase>`, outcome: 'failure' };
}

function describe(finding: Finding): string {
  const { severity, path, message, manifest, related } = finding;
  const place = placeToMend(finding);
  const where = place === undefined ? '' : `${at(locate(place))}: `;
  const field = path === undefined ? '' : ` (${path})`;
  const rendered = manifest === undefined || manifest === place ? '' : `, rendered at ${at(locate(manifest))}`;
  const other = related === undefined ? '' : `, ${related.message} at ${at(locate(related.place))}`;
  return `${where}${severity}: ${message}${field}${rendered}${other}`;
}

/** Without its end. */
function opening(rule: string, name: string, { file, line: number }: { file?: string; line?: number } = {}): string {
  const place = {
    ...(file === undefined ? {} : { file: inRepository(file) }),
    ...(number === undefined ? {} : { line: String(number) }),
  };
  return `<testcase${attributes({ classname: rule, name, ...place })}`;
}

function element(name: string, having: Readonly<Record<string, string>>, content = ''): string {
  const start = `<${name}${attributes(having)}`;
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`;
}

function attributes(having: Readonly<Record<string, string>>): string {
  return Object.entries(having)
    .map(([name, value]) => ` ${name}="${xml(value)}"`)
    .join('');
}

function totals(tests: readonly Test[]): string {
  const number = (outcome: Test['outcome']) => tests.filter((test) => test.outcome === outcome).length;
  return `tests="${tests.length}" failures="${number('failure')}" errors="0" skipped="${number('skipped')}"`;
}

function categoryOf({ id }: Rule): string {
  return id.slice(0, id.indexOf('/'));
}

function content(lines: readonly string[]): string {
  return lines.map(xml).join('\n');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** `line` leaves no character in it that XML 1.0 has no place for. */
function xml(text: string): string {
  return line(text).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
