import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The file that holds a tool's rules. They are no programs: the compiler leaves them where they are. */
export function policies(name: string): string {
  return join(repository(import.meta.dirname), 'scripts/bench/policies', name);
}

function repository(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : repository(dirname(folder));
}
