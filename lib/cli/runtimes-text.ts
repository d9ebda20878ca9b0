import type { CatalogueEntry, Setting } from '../catalogue.js';
import type { Choice, Need, Reason } from '../choice.js';
import { printable } from '../config/printable.js';
import type { Capabilities, Fact } from '../kata/capabilities.js';

export interface EnvironmentRuntimes {
  readonly environment: string;
  readonly runtimes: readonly CatalogueEntry[];
  readonly choice?: Choice;
}

/** For a terminal: where something is needed, which runtime meets it and why no other; else all that is known of each. */
export function humanRuntimes(all: readonly EnvironmentRuntimes[], needs: readonly Need[]): string {
  const blocks = all.map(({ environment, runtimes, choice }) => {
    if (choice !== undefined) return choiceText(environment, choice, needs);
    const heading = `${environment}: ${runtimes.length} runtime${runtimes.length === 1 ? '' : 's'}`;
    return [heading, ...runtimes.map(entryText)].join('\n\n');
  });
  return printed(`${blocks.join('\n\n')}\n`);
}

function choiceText(environment: string, { recommended, conditions, others }: Choice, needs: readonly Need[]): string {
  const verdict = recommended === undefined ? 'none' : `${recommended.name} (handler ${recommended.handler})`;
  return [
    `${environment}, for ${needs.join(', ')}: ${verdict}`,
    ...conditions.flatMap((condition) => ['  on condition:', ...reasonLines(condition)]),
    ...others.flatMap(({ name, reasons }) => [`  not ${name}:`, ...reasons.flatMap(reasonLines)]),
  ].join('\n');
}

function reasonLines({ text, source }: Reason): string[] {
  return source === undefined ? [`    ${text}`] : [`    ${text}`, `      ${source}`];
}

function entryText(entry: CatalogueEntry): string {
  const { name, handler, pools, tenants, overhead, capabilities } = entry;
  const rows: [string, string][] = [
    ['handler', handler],
    [
      'pools',
      pools.map((pool) => `${pool.name} (${pool.nodes} node${pool.nodes === 1 ? '' : 's'})`).join(', ') || 'none',
    ],
    [
      'tenants',
      tenants.map((tenant) => (tenant.isDefault ? `${tenant.name} (default)` : tenant.name)).join(', ') || 'none',
    ],
    ['overhead', overhead === undefined ? 'none' : `${overhead.cpu} CPU, ${overhead.memory} memory`],
    ...entry.settings.map((setting, index): [string, string] => [
      index === 0 ? 'configuration' : '',
      settingText(setting),
    ]),
    ...(capabilities === undefined
      ? ([
          ['isolation', entry.isolation],
          ['abilities', `nothing is known of handler ${handler}, which is not upstream's`],
        ] satisfies [string, string][])
      : abilityRows(capabilities, entry.isolation)),
  ];
  return [name, ...rows.map(([label, text]) => `  ${label.padEnd(WIDTH)}  ${text}`)].join('\n');
}

const WIDTH = 17;

/** A value, or those of each pool where they differ. */
function settingText({ table, name, values }: Setting): string {
  const written = values.map(({ pool, value }) => ({ pool, text: JSON.stringify(value) }));
  const isSame = written.every(({ text }) => text === written[0]?.text);
  const shown = isSame ? written[0]?.text : written.map(({ pool, text }) => `${text} on ${pool}`).join(', ');
  return `[${table}] ${name} = ${shown}`;
}

export function abilityRows(facts: Capabilities, isolation = facts.isolation.value): [string, string][] {
  return [
    ['isolation', isolation === facts.isolation.value ? shown(facts.isolation) : isolation],
    ['start-up', shown(facts.startUp)],
    ['memory', shown(facts.memory)],
    ['PCI devices', shown(facts.vfio)],
    ['GPUs', shown(facts.gpu)],
    ['virtual functions', shown(facts.virtualFunctions)],
    ['file systems', shown(facts.filesystemVolumes)],
    ['block volumes', shown(facts.blockVolumes)],
    ['network', shown(facts.network)],
    ['resize', shown(facts.resize)],
    ['confidential', shown(facts.confidential)],
    ['architectures', facts.architectures.value.join(', ')],
    ['maturity', shown(facts.maturity)],
    ['cannot', facts.cannot.map(({ value }) => value).join('; ')],
  ];
}

function shown(fact: Fact<string | boolean> | undefined): string {
  if (fact === undefined) return 'not said by upstream';
  const value = typeof fact.value === 'string' ? fact.value : fact.value ? 'yes' : 'no';
  return fact.note === undefined ? value : `${value} (${fact.note})`;
}

/** Names are DNS labels by now; nothing else of a declaration is shown. Lines are kept. */
function printed(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
