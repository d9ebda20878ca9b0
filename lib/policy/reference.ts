import { CATEGORIES, type Category } from './category.js';
import type { Example, InvalidExample, Rule, Severity } from './rule.js';
import { SAMPLE } from './sample.js';

const HEAD = '<!-- Generated from lib/policy/rules by `npm run rules`: what is edited here is overwritten. -->\n';

const MEANING: Record<Severity, string> = {
  error: 'stops `bulkhead synth`, and fails `bulkhead check`',
  warning: 'is shown; fails `bulkhead check --fail-on warning`',
  note: 'is in the reports for who asks',
};

/** The reference of all rules: a page for each category, and one that leads to them; by file name below docs/rules. */
export function referencePages(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const categories = (Object.keys(CATEGORIES) as Category[]).filter((category) => of(rules, category).length > 0);
  return new Map([
    ['README.md', overview(rules, categories)],
    ...categories.map((category) => [`${category}.md`, page(category, of(rules, category))] as const),
  ]);
}

function of(rules: readonly Rule[], category: Category): Rule[] {
  return rules.filter(({ id }) => id.startsWith(`${category}/`));
}

/** How a rule is linked from elsewhere, relative to docs/rules. */
export function linkTo(id: string): string {
  const [category, name] = id.split('/');
  return `${category}.md#${name}`;
}

function overview(rules: readonly Rule[], categories: readonly Category[]): string {
  const severities = Object.entries(MEANING).map(([severity, meaning]) => `- **${severity}** ${meaning}.`);
  const tables = categories.map((category) => {
    const rows = of(rules, category).map(
      ({ id, severity, what }) => `| [${id}](${linkTo(id)}) | ${severity} | ${cell(what)} |`,
    );
    return `## ${category}\n\n${sentence(CATEGORIES[category])}\n\n| Rule | Severity | Demands |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  const sample = Object.entries(SAMPLE).map(([path, text]) => fence(text, `environments/${path}`));
  return [
    `${HEAD}# Rules\n`,
    `What \`bulkhead synth\` and \`bulkhead check\` judge: ${rules.length} rules. \`bulkhead explain RULE\` shows one of them in a terminal.\n`,
    severities.join('\n').concat('\n'),
    ...tables,
    '## The sample environment\n',
    'The examples of all rules are judged in this environment: files of an example lie below `environments/sample/` and patch it, and manifests are judged as `bulkhead check FILE --environment sample` would.\n',
    sample.join('\n'),
  ].join('\n');
}

function page(category: Category, rules: readonly Rule[]): string {
  return `${HEAD}# Rules about ${CATEGORIES[category]}\n\n${rules.map(section).join('\n')}`;
}

function section({ id, severity, what, why, fix, source, examples }: Rule): string {
  const name = id.slice(id.indexOf('/') + 1);
  return [
    `## ${name}\n`,
    `\`${id}\` · ${severity}\n`,
    `${what}\n`,
    `**Why.** ${why} ([source](${source}))\n`,
    `**Fix.** ${fix}\n`,
    ...examples.invalid.map((example) => invalid(example)),
    ...examples.valid.map((example) => valid(example)),
  ].join('\n');
}

function valid(example: Example): string {
  return `Nothing is found${titled(example)}:\n\n${files(example)}`;
}

function invalid(example: InvalidExample): string {
  const finds = example.finds.map((message) => `- ${inline(message)}`).join('\n');
  return `Found${titled(example)}:\n\n${files(example)}\n${finds}\n`;
}

function titled({ title }: Example): string {
  return title === undefined ? '' : ` (${title})`;
}

/** The files of an example, as they would be written. */
export function filesOf({ declarations = {}, manifests, before = {}, after = {} }: Example): [string, string][] {
  const all: [string, string][] = Object.entries(declarations).map(([path, text]) => [
    `environments/sample/${path}`,
    text,
  ]);
  for (const [path, text] of Object.entries(before)) all.push([`environments/${path}, before`, text]);
  for (const [path, text] of Object.entries(after)) all.push([`environments/${path}, after`, text]);
  if (manifests !== undefined) all.push(['manifests.yaml', manifests]);
  return all.map(([path, text]) => [path, text.replace(/^\n+/, '').trimEnd()]);
}

function files(example: Example): string {
  const all = filesOf(example);
  return all.length === 0
    ? 'What the sample environment renders.\n'
    : all.map(([path, text]) => fence(text, path)).join('\n');
}

function fence(text: string, path: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  return `${mark}yaml\n# ${path}\n${text.trim()}\n${mark}\n`;
}

/** As code, whatever backticks it holds. */
function inline(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  return longest === 0 ? `${mark}${text}${mark}` : `${mark} ${text} ${mark}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
