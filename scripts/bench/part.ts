export interface Part {
  readonly cpu: number;
  readonly wall: number;
}

/** Does `work`, and says on standard output what it took: the rest of the process, such as its start, is left out. */
export function sayPart(work: () => void): void {
  const begin = process.hrtime.bigint();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  const part: Part = { cpu: (user + system) / 1e6, wall: Number(process.hrtime.bigint() - begin) / 1e9 };
  process.stdout.write(JSON.stringify(part));
}
