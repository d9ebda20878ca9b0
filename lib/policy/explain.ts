import { didYouMean } from '../config/suggest.js';
import { CATEGORIES, type Category } from './category.js';
import type { Example, Rule } from './rule.js';

/** All that a rule says of itself, and its examples, for a terminal. */
export function explainRule(rule: Rule): string {
  const { id, severity, what, why, fix, source, examples } = rule;
  const blocks = [
    `${id} (${severity})`,
    wrapped(what),
    `Why:\n${wrapped(why, '  ')}`,
    `How to mend it:\n${wrapped(fix, '  ')}`,
    `Upstream says so:\n  ${source}`,
    ...examples.invalid.map((example) => `${titled('Found', example)}\n${exampleText(example)}${finds(example.finds)}`),
    ...examples.valid.map((example) => `${titled('Not found', example)}\n${exampleText(example)}`),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Every rule in a line, by category. */
export function listRules(rules: readonly Rule[]): string {
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const blocks = Object.entries(CATEGORIES).flatMap(([category, about]) => {
    const all = rules.filter(({ id }) => id.startsWith(`${category}/`));
    const lines = all.map(({ id, severity, what }) => `  ${id.padEnd(width)}  ${severity.padEnd(7)}  ${what}`);
    return all.length === 0 ? [] : [[`${category}: ${about}`, ...lines].join('\n')];
  });
  return `${blocks.join('\n\n')}\n`;
}

/** Why there is no rule of that id or category. */
export function noRule(name: string, rules: readonly Rule[]): string {
  if (Object.hasOwn(CATEGORIES, name)) return `the category \`${name}\` has no rule`;
  const categories = Object.keys(CATEGORIES) as Category[];
  const close = didYouMean(name, [...rules.map(({ id }) => id), ...categories]);
  return `there is no rule \`${name}\`; ${close ?? `the categories are ${categories.join(', ')}`}`;
}

function titled(heading: string, { title }: Example): string {
  return title === undefined ? `${heading}:` : `${heading}: ${title}`;
}

function exampleText({ declarations = {}, manifests, before, after }: Example): string {
  const files = [
    ...Object.entries(declarations).map(([path, text]) => [`environments/sample/${path}`, text] as const),
    ...(manifests === undefined ? [] : [['a manifest', manifests] as const]),
    ...Object.entries(before ?? {}).map(([path, text]) => [`before: environments/${path}`, text] as const),
    ...Object.entries(after ?? {}).map(([path, text]) => [`after: environments/${path}`, text] as const),
  ];
  if (files.length === 0) return '  what the sample environment renders';
  return files.map(([name, text]) => `  # ${name}\n${indented(text.trim())}`).join('\n');
}

function finds(messages: readonly string[]): string {
  return messages.map((message) => `\n  -> ${message}`).join('');
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}

const WIDTH = 100;

/** In lines that a terminal shows whole; a longer word stands alone. */
function wrapped(text: string, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line].join('\n');
}
