import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, totalmem, type } from 'node:os';

/** The machine in general words: enough to compare, nothing that names it. */
export function machine(): string {
  const cores = availableParallelism();
  const gib = Math.round(totalmem() / 1024 ** 3);
  return `${cores} ${cores === 1 ? 'core' : 'cores'}, ${gib} GiB of memory, ${system()}, Node ${process.versions.node}`;
}

function system(): string {
  const file = '/etc/os-release';
  const name = existsSync(file) ? /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  return name ?? type();
}
