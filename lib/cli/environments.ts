import type { Fleet } from '../config/declaration.js';
import { didYouMean } from '../config/suggest.js';

/** Only the environments of these names, or all of them. A string says which of them there is not. */
export function limitedTo(fleet: Fleet, names: readonly string[] | undefined): Fleet | string {
  if (names === undefined) return fleet;
  const known = fleet.clusters.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    return `there is no environment \`${unknown}\`; ${didYouMean(unknown, known) ?? `there are: ${known.join(', ')}`}`;
  return { clusters: fleet.clusters.filter(({ name }) => names.includes(name)) };
}
