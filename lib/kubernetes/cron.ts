/** Bounds of the five fields of a cron schedule, and the names they know (robfig/cron v3, which the CronJob controller uses). */
const FIELDS = [
  { name: 'minute', from: 0, to: 59, names: [] },
  { name: 'hour', from: 0, to: 23, names: [] },
  { name: 'day of the month', from: 1, to: 31, names: [] },
  { name: 'month', from: 1, to: 12, names: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ') },
  { name: 'day of the week', from: 0, to: 6, names: 'sun mon tue wed thu fri sat'.split(' ') },
] as const satisfies { name: string; from: number; to: number; names: readonly string[] }[];

const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/** What is wrong with a schedule, as the end of a sentence that starts with it; undefined where nothing is. */
export function scheduleFault(schedule: string): string | undefined {
  if (schedule.startsWith('@'))
    return DESCRIPTORS.includes(schedule) ? undefined : `is none of ${DESCRIPTORS.join(', ')}`;
  const parts = schedule.split(' ');
  if (parts.length !== FIELDS.length)
    return 'is no cron schedule: minute, hour, day of the month, month and day of the week, each after one space';
  for (const [index, field] of FIELDS.entries()) {
    const text = parts[index] ?? '';
    if (!text.split(',').every((range) => isRange(range, field)))
      return `has the ${field.name} \`${text}\`; allowed: ${field.from} to ${field.to}`;
  }
  return undefined;
}

type Field = (typeof FIELDS)[number];

function isRange(text: string, field: Field): boolean {
  const [range = '', step, ...more] = text.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d{0,2}$/.test(step))) return false;
  if (range === '*' || range === '?') return true;
  const [from, to, ...rest] = range.split('-').map((value) => numberOf(value, field));
  if (rest.length > 0 || from === undefined) return false;
  return !range.includes('-') || (to !== undefined && from <= to);
}

function numberOf(text: string, { from, to, names }: Field): number | undefined {
  const named = (names as readonly string[]).indexOf(text.toLowerCase());
  const value = named >= 0 ? named + from : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= from && value <= to ? value : undefined;
}
