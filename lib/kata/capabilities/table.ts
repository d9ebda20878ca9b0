import { CAPABILITIES, type Capabilities, type Fact } from '../capabilities.js';
import { SOURCES } from './sources.js';

const COLUMNS: readonly (readonly [heading: string, of: (facts: Capabilities) => Fact<unknown> | undefined])[] = [
  ['Isolation', ({ isolation }) => isolation],
  ['Start-up', ({ startUp }) => startUp],
  ['Memory', ({ memory }) => memory],
  ['PCI devices', ({ vfio }) => vfio],
  ['GPUs', ({ gpu }) => gpu],
  ['Virtual functions', ({ virtualFunctions }) => virtualFunctions],
  ['File systems', ({ filesystemVolumes }) => filesystemVolumes],
  ['Block volumes', ({ blockVolumes }) => blockVolumes],
  ['Resize', ({ resize }) => resize],
  ['Confidential', ({ confidential }) => confidential],
  ['Architectures', ({ architectures }) => architectures],
  ['Maturity', ({ maturity }) => maturity],
];

/** All of it as Markdown, each fact with a link to where upstream says so. */
export function capabilityTable(): string {
  const rows = [...CAPABILITIES].map(([name, facts]) =>
    row([`\`${name}\``, ...COLUMNS.map(([, of]) => cell(of(facts)))]),
  );
  const used = new Set(rows.flatMap((line) => [...line.matchAll(/\]\[([\w-]+)\]/g)].map(([, key]) => key)));
  const links = Object.entries(SOURCES).flatMap(([key, url]) => (used.has(key) ? [`[${key}]: ${url}`] : []));
  const headings = ['Preset', ...COLUMNS.map(([heading]) => heading)];
  return [row(headings), row(headings.map(() => '---')), ...rows, '', ...links].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cell(fact: Fact<unknown> | undefined): string {
  if (fact === undefined) return '–';
  const { value, note, source } = fact;
  const text =
    typeof value === 'boolean' ? (value ? 'yes' : 'no') : Array.isArray(value) ? value.join(', ') : String(value);
  const [page] = source.split('#');
  const key = Object.entries(SOURCES).find(([, url]) => url === source || url === page)?.[0];
  if (key === undefined) throw new Error(`${source} is not among the sources`);
  return `[${note === undefined ? text : `${text}: ${note}`}][${key}]`;
}
