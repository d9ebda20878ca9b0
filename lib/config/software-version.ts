/** Whether a version, such as `2.1.4`, comes before a minor one of this major. */
export function isOlder(version: string, major: number, minor: number): boolean {
  const [first = 0, second = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return first < major || (first === major && second < minor);
}
