/** Whether a version, such as `2.1.4`, comes before another one, of which the first two numbers count: `2.1`. */
export function isOlder(version: string, than: string): boolean {
  const [[major, minor], [least, leastMinor]] = [numbersIn(version), numbersIn(than)];
  return major < least || (major === least && minor < leastMinor);
}

function numbersIn(version: string): [major: number, minor: number] {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return [major, minor];
}
